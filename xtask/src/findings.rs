//! Everything in a workspace that needs a person, as `check` and `update` count it.

use openapi_codegen::pipeline::Run;
use openapi_document::Result;
use openapi_overlay::Overlay;
use serde_json::Value;

use crate::output::files_below;
use crate::project::Project;
use crate::scaffold::PLACEHOLDERS;

/// The kind of an overlay action that does nothing any more.
pub const STALE: &str = "stale overlay action";
/// The kind of an overlay action beneath which the contract has changed.
pub const BENEATH: &str = "overlay action over a change of the contract";
/// The field of an overlay action in which `update` writes what has changed beneath it.
pub const CHANGED: &str = "x-changed";
/// The kind of an operation that no method of the facade calls.
pub const UNCALLED: &str = "operation without a facade method";
/// The kind of a method of the facade whose operation is gone.
pub const GONE: &str = "facade method whose operation is gone";

/// The kind of a method whose documentation has the words of `scaffold`.
pub const UNWRITTEN: &str = "facade method without documentation";

/// Returns all findings of a run, each with its kind: what makes `check` fail.
///
/// # Errors
///
/// If the list of facade methods or their source cannot be read.
pub fn of(project: &Project, run: &Run) -> Result<Vec<(&'static str, String)>> {
    let mut findings = run.findings.failures();
    let (uncalled, gone) = project.facade_gaps(&run.entries)?;
    findings.extend(uncalled.into_iter().map(|entry| (UNCALLED, entry.shown())));
    let gone = gone.into_iter();
    findings.extend(gone.map(|(id, method)| (GONE, format!("{method} calls {id}"))));
    findings.extend(beneath(project)?);
    findings.extend(unwritten(project)?);
    Ok(findings)
}

/// Finds the overlay actions that a person has not looked at since the contract changed beneath.
fn beneath(project: &Project) -> Result<Vec<(&'static str, String)>> {
    let mut found = Vec::new();
    for file in &project.inputs.overlays {
        let source = project.source(file)?;
        let overlay = Overlay::parse(&source.name, source.text()?)?;
        for (number, action) in overlay.actions().iter().enumerate() {
            let change = action.extension(CHANGED).and_then(Value::as_str);
            let shown = change.map(|change| format!("{file}#/actions/{number}: {change}"));
            found.extend(shown.map(|shown| (BENEATH, shown)));
        }
    }
    Ok(found)
}

/// Finds the lines of the facade that `scaffold` wrote for a person to complete.
fn unwritten(project: &Project) -> Result<Vec<(&'static str, String)>> {
    let mut found = Vec::new();
    if let Some(facade) = &project.facade {
        for file in files_below(&project.path(""), &facade.source)? {
            let source = project.source(&file)?;
            let text = String::from_utf8_lossy(&source.bytes);
            let is_open = |line: &str| {
                let doc = line.trim_start().strip_prefix("/// ");
                doc.is_some_and(|doc| PLACEHOLDERS.iter().any(|words| doc.starts_with(words)))
            };
            let lines = text.lines().enumerate().filter(|(_, line)| is_open(line));
            found.extend(lines.map(|(at, line)| {
                let words = line.trim_start().trim_start_matches("/// ");
                (UNWRITTEN, format!("{file}:{}: {words}", at + 1))
            }));
        }
    }
    Ok(found)
}
