//! Measures group after group, keeps the figures, and renders them.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::clients::Contender;
use crate::error::{Context, Result};
use crate::group::Group;
use crate::process::{self, ServerProcess};
use crate::results::{Measured, Results};
use crate::rounds::alternate;
use crate::samples::Sample;
use crate::scenarios::{self, Effort};
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

/// Renders what is kept.
pub fn render(folder: &Path, out: &mut dyn Write) -> Result<()> {
    let results = Results::read(&folder.join(KEPT))?;
    write!(out, "{}", summary(&results).text()).context("the tables cannot be shown")
}

fn samples(group: Group, effort: Effort, out: &mut dyn Write) -> Result<Vec<Sample>> {
    match group {
        Group::Allocations | Group::Builds | Group::Codegen => Ok(Vec::new()),
        _ => calls(group, effort, out),
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
