//! `cargo xtask check`.

use clap::Args;
use openapi_document::{Result, one_line};
use serde_json::{Value, json};

use super::arguments::{Format, Outcome};
use crate::contracts::validate;
use crate::crate_files;
use crate::exit;
use crate::findings;
use crate::project::Project;

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Runs the command.
///
/// # Errors
///
/// If nothing can be generated from the inputs, or a decision about changes is not valid.
pub fn run(project: &Project, options: &Options) -> Result<Outcome> {
    let today = project.calendar(None).today;
    let expired: Vec<String> = project.policy()?.expired(today).collect();
    let inputs = project.inputs(None)?;
    let run = project.run(&inputs)?;
    let output = crate_files::in_workspace(project, &inputs, &run, None)?;
    let mut stale = output.differences()?;
    let mut findings = findings::of(project, &run)?;
    for further in project.further() {
        if !further.generates() {
            let invalid = validate(&further.vendored()?).err();
            findings.extend(invalid.map(|error| ("contract that is not valid", error.to_string())));
            continue;
        }
        let inputs = further.inputs(None)?;
        let run = further.run(&inputs)?;
        findings.extend(findings::of(&further, &run)?);
        stale.extend(crate_files::in_workspace(&further, &inputs, &run, None)?.differences()?);
    }
    let mut warnings = run.findings.warnings;
    let names = inputs.names.name.rsplit('/').next().unwrap_or_default();
    warnings.extend(
        run.findings
            .unnamed
            .iter()
            .map(|(place, name)| format!("`{place}` is named {name} by rule: name it in {names}")),
    );
    warnings.extend(expired);
    let (operations, types) = (run.entries.len(), run.code.types.len());
    let (status, code, end) = match (findings.len(), stale.len()) {
        (0, 0) => {
            let end = format!("fresh: {operations} operations, {types} types");
            ("fresh", exit::FRESH, end)
        }
        (0, _) => {
            let end = "stale: run `cargo xtask generate`".to_owned();
            ("stale", exit::STALE, end)
        }
        (findings, stale) => {
            let end = format!("{findings} findings need a person, {stale} files are stale");
            ("failed", exit::FAILURE, end)
        }
    };
    let stale = stale
        .iter()
        .map(|(file, difference)| (difference.word(), file));
    let text = match options.format {
        Format::Text => {
            let warnings = warnings
                .iter()
                .map(|warning| format!("warning: {}\n", one_line(warning)));
            let findings = findings
                .iter()
                .map(|(kind, text)| format!("{kind}: {}\n", one_line(text)));
            let stale = stale.map(|(state, file)| format!("{state}: {file}\n"));
            warnings.chain(findings).chain(stale).collect::<String>() + &end + "\n"
        }
        Format::Json => {
            let stale = stale.map(|(state, file)| json!({"file": file, "state": state}));
            let findings = findings
                .iter()
                .map(|(kind, text)| json!({"kind": kind, "text": text}));
            crate::json(&json!({
                "status": status,
                "operations": operations,
                "types": types,
                "stale": stale.collect::<Vec<Value>>(),
                "findings": findings.collect::<Vec<Value>>(),
                "warnings": warnings,
            }))?
        }
    };
    Ok((text, code))
}
