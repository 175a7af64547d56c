//! Plans the application of a contract, without writing anything.

use openapi_codegen::code_diff::CodeChanges;
use openapi_codegen::pipeline::{self, Inputs};
use openapi_codegen::public_api::PublicApi;
use openapi_diff::compare;
use openapi_document::{Error, Result};

use super::fetch::Incoming;
use super::follow_ups::{FollowUps, Made};
use super::report::{FileChange, Report, Status};
use super::strip_prose::stripped;
use crate::crate_files;
use crate::effects::{Here, Repository};
use crate::output::Output;
use crate::project::Project;

/// The consequences of a contract.
#[derive(Debug)]
pub struct Plan {
    /// The changes and the remaining work.
    pub report: Report,
    /// The next step.
    pub step: Step,
}

/// The step that a contract leads to.
#[derive(Debug)]
pub enum Step {
    /// Nothing: there is no change.
    Nothing,
    /// To write these files.
    Write(Output),
    /// To give up: nothing can be generated from it.
    Refuse(Error),
}

impl Plan {
    /// Plans nothing, since the content at the address has not changed.
    pub fn not_modified(source: &str) -> Self {
        Self {
            report: Report::new(source, Status::NotModified),
            step: Step::Nothing,
        }
    }

    /// Compares a contract with the vendored one and generates everything from it.
    ///
    /// Prose alone is not a change, so a translated contract is the same contract.
    ///
    /// # Errors
    ///
    /// If the vendored contract or another input cannot be read or generated from.
    pub fn new(
        project: &Project,
        vendored: &Inputs,
        incoming: &Incoming,
        keep_prose: bool,
    ) -> Result<Self> {
        let source = &incoming.contract.file;
        let text = if keep_prose {
            incoming.text.clone()
        } else {
            stripped(incoming.contract.value.clone())?
        };
        let contract = openapi_document::parse_json(&project.contract.file, text.as_bytes())?;
        let mut changes = compare(&vendored.contract.value, &contract.value);
        if changes.changes.is_empty() {
            let mut report = Report::new(source, Status::Unchanged);
            report.changes = changes;
            return Ok(Self {
                report,
                step: Step::Nothing,
            });
        }
        let inputs = Inputs {
            contract,
            ..vendored.clone()
        };
        // First, so that a fault of the other inputs is not blamed on the new contract.
        let old_run = pipeline::run(vendored, true)?;
        let run = match pipeline::run(&inputs, true) {
            Ok(run) => run,
            Err(error) => return Ok(Self::refused(source, changes, error)),
        };

        let methods = project.facade_methods()?;
        Repository::new(vendored, &old_run, &methods)?.add_effects(
            &mut changes,
            &vendored.contract.value,
            &inputs.contract.value,
            Here::Old,
        );
        let (old, new) = (Made::of(vendored, &old_run), Made::of(&inputs, &run));
        let mut output = crate_files::in_workspace(project, &inputs, &run, Some(&incoming.origin))?;
        output.add(&project.contract.file, text);
        let files = output.differences()?.into_iter();
        let files = files.map(|(file, difference)| FileChange {
            state: difference.verb(),
            file,
        });
        Ok(Self {
            report: Report {
                changes,
                needs: FollowUps::between(project, old, new)?,
                code: CodeChanges::between(&PublicApi::of(&old_run)?, &PublicApi::of(&run)?),
                files: files.collect(),
                ..Report::new(source, Status::Changed)
            },
            step: Step::Write(output),
        })
    }

    fn refused(source: &str, changes: openapi_diff::Report, error: Error) -> Self {
        Self {
            report: Report {
                changes,
                refusal: Some(error.to_string()),
                ..Report::new(source, Status::Refused)
            },
            step: Step::Refuse(
                Error::new("nothing can be generated from this contract")
                    .in_file(source)
                    .caused_by(error),
            ),
        }
    }
}
