//! Measures group after group, stores the results, and renders them.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::builds;
use crate::codegen;
use crate::details::details;
use crate::drivers::Subject;
use crate::llvm_lines;
use crate::measure::runtime;
use crate::plot;
use crate::process::{Meter, measure_apart};
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
///
/// The rounds of a run at another time may be added to the stored ones, since machines have slow
/// and fast hours.
pub fn measure(
    groups: &[Group],
    add: bool,
    effort: Effort,
    folder: &Path,
    out: &mut dyn Write,
) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let file = folder.join(RESULTS);
    let mut results = Results::read(&file)?;
    for group in groups {
        let samples = match group {
            Group::Builds => builds::samples(effort, out),
            Group::LlvmLines => llvm_lines::samples(effort, out),
            Group::Codegen => codegen::samples(effort, out),
            _ => calls(*group, effort, out),
        }?;
        let mut measured = Measured::now(samples, effort.quick);
        if let Some(stored) = results.0.remove(group).filter(|_| add) {
            measured.add_before(stored);
        }
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

/// Measures all scenarios of a group, each against a server of its own in this process.
fn calls(group: Group, effort: Effort, out: &mut dyn Write) -> Result<Vec<Sample>> {
    let meter = match group {
        Group::Allocations => Meter::Allocations,
        Group::Instructions => Meter::Instructions,
        Group::Http2 => Meter::Http2,
        _ => Meter::Time,
    };
    let runtime = runtime(SERVER_WORKERS)?;
    let mut samples = Vec::new();
    for scenario in scenarios::of(group, effort)? {
        let documents = match &scenario.work {
            Work::Crawl(crawl) if !crawl.small => crawl.documents,
            _ => 0,
        };
        let server = runtime.block_on(Server::start(documents, scenario.protocol))?;
        let subjects = scenario.subjects.iter();
        let subjects: Vec<_> = subjects.map(|one| (one.name(), *one)).collect();
        let run = |subject: &Subject| measure_apart(&server, meter, *subject, &scenario.work);
        let rounds = scenario.rounds;
        samples.extend(run_rounds(&scenario.name, rounds, &subjects, out, run)?);
    }
    Ok(samples)
}
