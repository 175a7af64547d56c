//! `cargo xtask diff`.

use std::path::Path;

use clap::Args;
use serde_json::Value;

use super::arguments::Outcome;
use crate::effects::{Here, Repository, code_of_both, hidden, same_code};
use crate::fetch::{Limits, fetch, is_address};
use crate::project::Project;
use openapi_codegen::pipeline::Inputs;
use openapi_codegen::public_api::PublicApi;
use openapi_diff::{Titled, cli, compare_on};
use openapi_document::{Error, Result, file_reference, follow_files};

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// The old contract: a file, an address, `vendored`, or `vendored:NAME` for a further contract.
    #[arg(required_unless_present = "rules")]
    old: Option<String>,
    /// The new contract, in the same forms.
    #[arg(required_unless_present = "rules")]
    new: Option<String>,
    #[command(flatten)]
    report: cli::ReportOptions,
    /// List the affected code of each change, even if neither contract is `vendored`.
    #[arg(long)]
    effects: bool,
}

/// Runs the command.
pub fn run(project: &Project, options: &Options) -> Result<Outcome> {
    let (Some(old_name), Some(new_name), false) =
        (&options.old, &options.new, options.report.rules)
    else {
        let rules = options.report.listed_rules().unwrap_or_default();
        return Ok((rules, cli::SAME));
    };
    let old = read(project, old_name)?;
    let new = read(project, new_name)?;
    let calendar = project.calendar(options.report.today);
    let mut report = compare_on(Some(calendar), &old, &new);
    let ours = project.vendored_as(old_name)?;
    let theirs = project.vendored_as(new_name)?;
    let here = match (&ours, &theirs) {
        (Some(_), _) => Some(Here::Old),
        (_, Some(_)) => Some(Here::New),
        _ => options.effects.then_some(Here::New),
    };
    let is_ours = ours.is_some() || theirs.is_some();
    let policy = project.policy()?;
    let project = &ours.or(theirs).unwrap_or_else(|| project.clone());
    let here = here.filter(|_| project.generates());
    if let (Some(here), false) = (here, report.changes.is_empty()) {
        // The pipeline takes far longer than the comparison.
        let inputs = project.inputs(None)?;
        let run = project.run(&inputs)?;
        let facade = project.facade_methods()?;
        let repository = Repository::new(&inputs, &run, &facade)?;
        repository.add_effects(&mut report, &old, &new, here);
        let found = hidden::find(&report, (&inputs, &old), (&inputs, &new))?;
        hidden::add(&mut report, &found);
        if is_ours && same_code::may_settle(&report) {
            let other = match here {
                Here::Old => &new,
                Here::New => &old,
            };
            // Nothing may be generated from it.
            if let Ok(other) = project.run(&with_contract(&inputs, other)) {
                let (ours, theirs) = (PublicApi::of(&run)?, PublicApi::of(&other)?);
                match here {
                    Here::Old => same_code::settle(&mut report, &ours, &theirs),
                    Here::New => same_code::settle(&mut report, &theirs, &ours),
                }
            }
        }
    }
    if !is_ours {
        code_of_both::settle(&mut report, &old, &new);
    }
    options.report.decide(policy, &mut report)?;
    let titled = Titled {
        old: old_name,
        new: new_name,
        report: &report,
    };
    let text = options.report.render(&titled, &project.contract.file)?;
    Ok((text, options.report.exit_code(&report)))
}

fn with_contract(inputs: &Inputs, value: &Value) -> Inputs {
    let mut inputs = inputs.clone();
    inputs.contract.value = value.clone();
    inputs
}

fn read(project: &Project, source: &str) -> Result<Value> {
    if let Some(project) = project.vendored_as(source)? {
        return Ok(project.vendored()?.value);
    }
    let incoming = fetch(source, None, Limits::default())?;
    // Without an ETag there is always content.
    let Some(mut contract) = incoming.map(|incoming| incoming.contract) else {
        return Ok(Value::Null);
    };
    if !is_address(source) {
        follow_files(&mut contract.value, Path::new(source))?;
    } else if let Some(reference) = file_reference(&contract.value) {
        let error = Error::new(format!("the reference `{reference}` leads to another file"));
        let remedy = "bundle the files into one, or save them and name the first";
        return Err(error.in_file(contract.file).remedy(remedy));
    }
    Ok(contract.value)
}
