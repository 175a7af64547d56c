//! Measures group after group, stores the results, and renders them.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::builds;
use crate::codegen;
use crate::details::details;
use crate::drivers::Subject;
use crate::measure::runtime;
use crate::plot;
use crate::process::measure_apart;
use crate::results::{Measured, Results, Sample};
use crate::rounds::run_rounds;
use crate::scenarios::{self, Effort, Group};
use crate::section::Section;
use crate::server::{SERVER_WORKERS, Server};
use crate::summary::summary;
use crate::work::Work;

/// The file of the stored results, in the folder of results.
const RESULTS: &str = "results.json";

/// Measures groups and stores the results of each as soon as it is done.
pub fn measure(groups: &[Group], effort: Effort, folder: &Path, out: &mut dyn Write) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let file = folder.join(RESULTS);
    let mut results = Results::read(&file)?;
    for group in groups {
        let samples = match group {
            Group::Builds => builds::samples(effort, out),
            Group::Codegen => codegen::samples(effort, out),
            _ => calls(*group, effort, out),
        }?;
        let measured = Measured::now(samples, effort.quick);
        results.0.insert(*group, measured);
        results.write(&file)?;
    }
    Ok(())
}

/// Renders the stored results: text for the terminal, Markdown and plots into the folder.
pub fn render(folder: &Path, out: &mut dyn Write) -> Result<()> {
    let results = Results::read(&folder.join(RESULTS))?;
    let summary = summary(&results)?;
    let details = details(&results)?;
    let text: Vec<String> = details.iter().map(Section::markdown).collect();
    let mut files = vec![
        ("summary.md".to_owned(), summary.markdown()),
        ("details.md".to_owned(), text.join("\n")),
    ];
    files.extend(plot::growth(&results)?);
    for (name, text) in files {
        let file = folder.join(name);
        fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    }
    for section in std::iter::once(&summary).chain(&details) {
        writeln!(out, "\n{}", section.text()).context("cannot print the tables")?;
    }
    Ok(())
}

/// Measures all scenarios of a group against one server, which runs in this process.
fn calls(group: Group, effort: Effort, out: &mut dyn Write) -> Result<Vec<Sample>> {
    let counts = group == Group::Allocations;
    let scenarios = scenarios::of(group, effort)?;
    let documents = scenarios.iter().map(|one| match &one.work {
        Work::Crawl(crawl) => crawl.documents,
        Work::Calls(_) | Work::Running => 0,
    });
    let documents = documents.max().unwrap_or_default();
    let runtime = runtime(SERVER_WORKERS)?;
    let server = runtime.block_on(Server::start(documents))?;
    let subjects = Subject::ALL.map(|subject| (subject.name(), subject));
    let mut samples = Vec::new();
    for scenario in scenarios {
        let run = |subject: &Subject| measure_apart(&server, counts, *subject, &scenario.work);
        let rounds = scenario.rounds;
        samples.extend(run_rounds(&scenario.name, rounds, &subjects, out, run)?);
    }
    Ok(samples)
}
