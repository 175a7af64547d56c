//! Measures group after group, keeps the figures, and renders them.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::allocations;
use crate::builds;
use crate::clients::Contender;
use crate::codegen;
use crate::details::details;
use crate::error::{Context, Result};
use crate::group::Group;
use crate::plot;
use crate::process::{self, ServerProcess};
use crate::results::{Measured, Results};
use crate::rounds::alternate;
use crate::samples::Sample;
use crate::scenarios::{self, Effort};
use crate::section::Section;
use crate::summary::summary;

/// The file of the kept figures, in the folder of results.
const KEPT: &str = "results.json";

/// Measures groups and keeps each as soon as it is done.
pub fn measure(groups: &[Group], effort: Effort, folder: &Path, out: &mut dyn Write) -> Result<()> {
    fs::create_dir_all(folder).context(format!("{} cannot be made", folder.display()))?;
    let file = folder.join(KEPT);
    let mut results = Results::read(&file)?;
    for group in groups {
        let samples = samples(*group, effort, out)?;
        results.keep(*group, Measured::now(samples, effort.quick));
        results.write(&file)?;
    }
    Ok(())
}

/// Renders what is kept: text for the terminal, Markdown and plots into the folder.
pub fn render(folder: &Path, out: &mut dyn Write) -> Result<()> {
    let results = Results::read(&folder.join(KEPT))?;
    let summary = summary(&results);
    let details = details(&results);
    written(folder, "summary.md", &summary.markdown())?;
    let text: Vec<String> = details.iter().map(Section::markdown).collect();
    written(folder, "details.md", &text.join("\n"))?;
    for (name, svg) in plot::growth(&results)? {
        written(folder, name, &svg)?;
    }
    for section in std::iter::once(&summary).chain(&details) {
        writeln!(out, "\n{}", section.text()).context("the tables cannot be shown")?;
    }
    Ok(())
}

fn written(folder: &Path, name: &str, text: &str) -> Result<()> {
    let file = folder.join(name);
    fs::write(&file, text).context(format!("{} cannot be written", file.display()))
}

fn samples(group: Group, effort: Effort, out: &mut dyn Write) -> Result<Vec<Sample>> {
    match group {
        Group::Allocations => allocations::samples(effort, out),
        Group::Builds => builds::samples(effort, out),
        Group::Codegen => codegen::samples(effort, out),
        Group::Calls | Group::Crawl | Group::First | Group::Growth => calls(group, effort, out),
    }
}

/// All scenarios of a group against one server process.
fn calls(group: Group, effort: Effort, out: &mut dyn Write) -> Result<Vec<Sample>> {
    let scenarios = scenarios::of(group, effort);
    let works = scenarios.iter().map(|scenario| &scenario.work);
    let documents = works.map(|work| work.crawled_documents()).max();
    let server = ServerProcess::start(documents.unwrap_or_default())?;
    let subjects = Contender::ALL.map(|contender| (contender.word(), contender));
    let mut samples = Vec::new();
    for scenario in scenarios {
        let work = &scenario.work;
        let held = server.held(work)?;
        let run =
            |contender: &Contender| Ok(process::measured(&server, *contender, work, held)?.figures);
        samples.append(&mut alternate(
            &scenario.name,
            scenario.rounds,
            &subjects,
            out,
            run,
        )?);
    }
    Ok(samples)
}
