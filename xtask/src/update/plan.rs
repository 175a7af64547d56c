//! Works out all that taking a contract means, without writing anything.

use super::gained::CodeChanges;
use super::items::Items;
use super::needs::{Made, Needs};
use super::receive::Incoming;
use super::report::{FileChange, Report, Status};
use super::strip::stripped;
use crate::crate_files;
use crate::effects::{Here, Repository};
use crate::facade;
use crate::output::Output;
use crate::workspace::{CONTRACT, Workspace};
use openapi_codegen::names::Names;
use openapi_codegen::pipeline::{self, Inputs};
use openapi_diff::compare;
use openapi_document::{Error, Result};

/// What taking a contract means.
#[derive(Debug)]
pub struct Plan {
    /// What changes, and what is left to do.
    pub report: Report,
    /// What is to be done.
    pub step: Step,
}

/// What a contract leads to.
#[derive(Debug)]
pub enum Step {
    /// Nothing: it is no change.
    Nothing,
    /// To write these files.
    Write(Output),
    /// To give up: nothing can be generated from it.
    Refuse(Error),
}

impl Plan {
    /// Nothing has changed at the address.
    pub fn not_modified(source: &str) -> Self {
        Self {
            report: Report::new(source, Status::NotModified),
            step: Step::Nothing,
        }
    }

    /// Compares a contract with the vendored one and makes everything of it.
    ///
    /// The words of a contract make no change: its translations are all the same.
    ///
    /// # Errors
    ///
    /// If the vendored contract or another input cannot be read or generated from.
    pub fn new(
        workspace: &Workspace,
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
        let contract = openapi_document::parse_json(CONTRACT, text.as_bytes())?;
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

        let names = Names::parse(&vendored.names.name, vendored.names.text()?)?;
        let methods = facade::method_names(workspace, &old_run.entries)?;
        let repository = Repository::new(vendored, &old_run, &names, &methods)?;
        repository.add_effects(
            &mut changes,
            &vendored.contract.value,
            &inputs.contract.value,
            Here::Old,
        );
        let (old, new) = (
            Made {
                inputs: vendored,
                run: &old_run,
            },
            Made {
                inputs: &inputs,
                run: &run,
            },
        );
        let mut output =
            crate_files::in_workspace(workspace, &inputs, &run, Some(&incoming.taken))?;
        output.add(CONTRACT, text);
        let files = output.differences()?.into_iter();
        let files = files
            .map(|(file, difference)| FileChange {
                state: difference.verb(),
                file,
            })
            .collect();
        Ok(Self {
            report: Report {
                changes,
                needs: Needs::of(workspace, old, new)?,
                code: CodeChanges::between(&Items::of(&old_run)?, &Items::of(&run)?),
                files,
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
