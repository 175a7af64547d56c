//! Writes an update into the workspace, all of it or nothing.

use crate::crate_files;
use crate::output::Output;
use crate::swap::Swapped;
use crate::workspace::Workspace;
use openapi_codegen::pipeline;
use openapi_document::{Error, Result};

/// Writes the files of an update and checks that they are what the workspace makes of itself.
///
/// # Errors
///
/// If anything cannot be written, or the check does not find what was written. The workspace is
/// then as it was before.
pub fn take(workspace: &Workspace, output: &Output) -> Result<Swapped> {
    let differences = output.differences()?;
    let swapped = output.stage(&differences)?.swap()?;
    match stale(workspace, &swapped) {
        Ok(stale) if stale.is_empty() => Ok(swapped),
        found => {
            swapped.undo()?;
            let error = Error::new("the update does not hold, so it was taken back");
            Err(match found {
                Ok(stale) => error.caused_by(format!("stale after it: {}", stale.join(", "))),
                Err(cause) => error.caused_by(cause),
            })
        }
    }
}

/// The generated files that are not what the inputs on disk make.
fn stale(workspace: &Workspace, swapped: &Swapped) -> Result<Vec<String>> {
    let inputs = workspace.inputs(None)?;
    let run = pipeline::run(&inputs, true)?;
    let output = crate_files::in_workspace(workspace, &inputs, &run, None)?;
    let differences = output.differences()?.into_iter().map(|(file, _)| file);
    Ok(differences
        .filter(|file| !swapped.is_backup(&workspace.path(file)))
        .collect())
}
