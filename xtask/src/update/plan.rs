//! Plans the application of a contract, without writing anything.

use openapi_codegen::code_diff::CodeChanges;
use openapi_codegen::pipeline::Inputs;
use openapi_codegen::public_api::PublicApi;
use openapi_diff::compare;
use openapi_document::{Error, Result};

use super::follow_ups::FollowUps;
use super::report::{FileChange, Report, Status};
use super::strip_prose::stripped;
use crate::crate_files;
use crate::effects::{Here, Repository};
use crate::fetch::Incoming;
use crate::output::Output;
use crate::project::Project;

/// The consequences of a contract.
#[derive(Debug)]
pub struct Plan {
    /// The changes and the remaining work.
    pub report: Report,
    /// The files to write, if there is a change; an error if nothing can be generated.
    pub output: Result<Option<Output>>,
}

impl Plan {
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
        let text = if keep_prose {
            incoming.text.clone()
        } else {
            stripped(incoming.contract.value.clone())?
        };
        let contract = openapi_document::parse_json(&project.contract.file, text.as_bytes())?;
        let mut report = Report {
            source: incoming.contract.file.clone(),
            changes: compare(&vendored.contract.value, &contract.value),
            ..Report::default()
        };
        if report.changes.changes.is_empty() {
            let output = Ok(None);
            return Ok(Self { report, output });
        }
        let inputs = Inputs {
            contract,
            ..vendored.clone()
        };
        // First, so that a fault of the other inputs is not blamed on the new contract.
        let old_run = project.run(vendored)?;
        let run = match project.run(&inputs) {
            Ok(run) => run,
            Err(error) => {
                report.status = Status::Refused;
                report.error = Some(error.to_string());
                let output = Err(Error::new("nothing can be generated from this contract")
                    .in_file(&report.source)
                    .caused_by(error));
                return Ok(Self { report, output });
            }
        };
        report.status = Status::Changed;

        let methods = project.facade_methods()?;
        Repository::new(vendored, &old_run, &methods)?.add_effects(
            &mut report.changes,
            &vendored.contract.value,
            &inputs.contract.value,
            Here::Old,
        );
        let mut output = crate_files::in_workspace(project, &inputs, &run, Some(&incoming.origin))?;
        output.add(&project.contract.file, text);
        let files = output.differences()?.into_iter();
        let files = files.map(|(file, difference)| FileChange {
            state: difference.verb(),
            file,
        });
        report.files = files.collect();
        report.needs = FollowUps::between(project, (vendored, &old_run), (&inputs, &run))?;
        report.code = CodeChanges::between(&PublicApi::of(&old_run)?, &PublicApi::of(&run)?);
        let output = Ok(Some(output));
        Ok(Self { report, output })
    }
}
