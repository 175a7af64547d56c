//! Takes a contract that nothing is generated from.

use openapi_diff::compare_on;
use openapi_document::{Contract, Error, Result, parse_text};

use super::plan::{Plan, Rules};
use super::report::{FileChange, Report, Status};
use super::strip_prose::stripped;
use crate::contracts::validate;
use crate::fetch::Incoming;
use crate::lock::Lock;
use crate::output::Output;
use crate::project::Project;

impl Plan {
    /// Compares a contract with the vendored one, and replaces that.
    ///
    /// # Errors
    ///
    /// If the lock cannot be read.
    pub fn vendored(
        project: &Project,
        vendored: &Contract,
        incoming: &Incoming,
        rules: &Rules,
    ) -> Result<Self> {
        let file = &project.contract.file;
        let text = new_text(file, incoming, rules)?;
        let contract = parse_text(&incoming.contract.file, text.as_bytes())?;
        let mut report = Report {
            source: incoming.contract.file.clone(),
            changes: compare_on(
                Some(project.calendar(rules.today)),
                &vendored.value,
                &contract.value,
            ),
            ..Report::default()
        };
        if report.changes.changes.is_empty() {
            let output = Ok(None);
            return Ok(Self { report, output });
        }
        project.decide(&mut report.changes, rules.today)?;
        if let Err(error) = validate(&contract) {
            report.status = Status::Refused;
            report.error = Some(error.to_string());
            let output = Err(Error::new("this contract is not valid")
                .in_file(&report.source)
                .caused_by(error));
            return Ok(Self { report, output });
        }
        report.status = Status::Changed;
        let mut origin = incoming.origin.clone();
        origin.published = rules.published.clone().or(origin.published);
        let lock = Lock::read(project)?.after(&contract.sha256, Some(&origin));
        let mut output = Output::empty(project.path(""));
        output.add(file, text);
        output.add(&project.outputs.lock, lock.text()?);
        let files = output.differences()?.into_iter();
        let files = files.map(|(file, difference)| FileChange {
            state: difference.verb(),
            file,
        });
        report.files = files.collect();
        let output = Ok(Some(output));
        Ok(Self { report, output })
    }
}

/// Returns the text of a vendored file for a new contract: without prose, unless that is to be kept.
///
/// # Errors
///
/// None in practice.
pub fn new_text(file: &str, incoming: &Incoming, rules: &Rules) -> Result<String> {
    let value = &incoming.contract.value;
    let may_be_yaml = [".yaml", ".yml"].iter().any(|end| file.ends_with(end));
    match rules.keep_prose {
        false => stripped(value.clone()),
        true if may_be_yaml || incoming.text.trim_start().starts_with('{') => {
            Ok(incoming.text.clone())
        }
        true => crate::json(value),
    }
}
