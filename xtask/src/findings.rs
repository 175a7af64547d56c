//! Everything in a workspace that needs a person, as `check` and `update` count it.

use openapi_codegen::pipeline::Run;
use openapi_document::Result;

use crate::project::Project;

/// The kind of an overlay action that does nothing any more.
pub const STALE: &str = "stale overlay action";
/// The kind of an operation that no method of the facade calls.
pub const UNCALLED: &str = "operation without a facade method";
/// The kind of a method of the facade whose operation is gone.
pub const GONE: &str = "facade method whose operation is gone";

/// Returns all findings of a run, each with its kind: what makes `check` fail.
///
/// # Errors
///
/// If the list of facade methods cannot be read.
pub fn of(project: &Project, run: &Run) -> Result<Vec<(&'static str, String)>> {
    let mut findings = run.findings.failures();
    let (uncalled, gone) = project.facade_gaps(&run.entries)?;
    findings.extend(uncalled.into_iter().map(|entry| (UNCALLED, entry.shown())));
    let gone = gone.into_iter();
    findings.extend(gone.map(|(id, method)| (GONE, format!("{method} calls {id}"))));
    Ok(findings)
}
