//! `cargo xtask generate`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use openapi_codegen::pipeline::{self, Inputs, Run};
use openapi_document::Result;
use serde_json::Value;

use super::arguments::Outcome;
use crate::crate_files;
use crate::exit;
use crate::lock::Lock;
use crate::output::Output;
use crate::project::Project;

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// Write nothing; exit 4 if something would change.
    #[arg(long)]
    check: bool,
    /// With --check: show what would change.
    #[arg(short, long, requires = "check")]
    verbose: bool,
    /// Another contract than the vendored one.
    #[arg(long, value_name = "FILE", requires = "out")]
    contract: Option<PathBuf>,
    /// Write a crate of its own into this folder and nothing into the workspace.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Warn instead of failing: of overlay actions and names that match nothing, of what the contract
    /// leaves open, and of operations that cannot be generated, which are left out.
    #[arg(long)]
    lenient: bool,
    /// Apply the overlays, names and documentation of the project: to revisions of the vendored
    /// contract, which have its title or its server, to every contract, or to none.
    #[arg(
        long,
        value_name = "WHEN",
        default_value = "auto",
        requires = "contract"
    )]
    overlays: When,
}

/// The contracts to which the files of the project are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum When {
    Auto,
    Always,
    Never,
}

/// Runs the command.
///
/// # Errors
///
/// If nothing can be generated from the inputs, or a file cannot be written.
pub fn run(project: &Project, options: &Options) -> Result<Outcome> {
    let further = project.further().into_iter().filter(Project::generates);
    let further: Vec<_> = further.filter(|_| options.out.is_none()).collect();
    let projects: Vec<_> = std::iter::once(project).chain(&further).collect();
    // Everything is generated before anything is written.
    let prepared = projects.iter().map(|project| prepare(project, options));
    let prepared: Vec<_> = prepared.collect::<Result<_>>()?;
    let (mut text, mut code) = (String::new(), exit::FRESH);
    for (project, mut one) in projects.into_iter().zip(prepared) {
        if options.out.is_none() {
            // The contracts share the file, and those before have changed it.
            let lock = Lock::read(project)?.after(&one.sha256, None).text()?;
            one.output.add(&project.outputs.lock, lock);
        }
        let (more, state) = finish(one, options)?;
        text += &more;
        code = code.max(state);
    }
    if options.check {
        text += &verdict(code, options);
    }
    Ok((text, code))
}

/// The code of one contract, before it is written.
struct Prepared {
    sha256: String,
    note: String,
    run: Run,
    output: Output,
}

fn prepare(project: &Project, options: &Options) -> Result<Prepared> {
    let mut inputs = project.inputs(options.contract.as_deref())?;
    let note = match &options.contract {
        Some(_) => apply(project, &mut inputs, options.overlays)?,
        None => String::new(),
    };
    let run = pipeline::run_once(&mut inputs, options.lenient)?;
    let output = match &options.out {
        Some(folder) => crate_files::stand_alone(project, folder, &run)?,
        None => crate_files::in_workspace(project, &inputs, &run, None)?,
    };
    let sha256 = inputs.contract.sha256;
    Ok(Prepared {
        sha256,
        note,
        run,
        output,
    })
}

/// Writes what was generated, or compares it with what is there.
fn finish(prepared: Prepared, options: &Options) -> Result<Outcome> {
    let Prepared {
        note, run, output, ..
    } = prepared;
    if options.check {
        return check(&output, options);
    }
    let warnings = warnings(&run, options.lenient);
    let written = output.write()?;
    let changed = match written.len() {
        0 => "nothing to change".to_owned(),
        count => format!("{count} changed"),
    };
    let warnings =
        warnings.map(|warning| format!("warning: {}\n", openapi_document::one_line(&warning)));
    let written = written.iter();
    let written = written.map(|(path, difference)| format!("{} {path}\n", difference.verb()));
    let text: String = std::iter::once(note)
        .chain(warnings)
        .chain(written)
        .collect();
    let code = &run.code;
    let (operations, types, files) = (run.entries.len(), code.types.len(), code.files.len());
    let left_out = match run.findings.left_out {
        0 => String::new(),
        count => format!(", {count} left out"),
    };
    let end =
        format!("{operations} operations{left_out}, {types} types, {files} files: {changed}\n");
    Ok((text + &end, exit::FRESH))
}

/// Leaves out what the project says of its own contract where that is not meant; returns a line that
/// says which of the two was done.
fn apply(project: &Project, inputs: &mut Inputs, when: When) -> Result<String> {
    let file = &project.contract.file;
    let (is_applied, reason) = match when {
        When::Always => (true, "`--overlays always`".to_owned()),
        When::Never => (false, "`--overlays never`".to_owned()),
        When::Auto => match is_revision(&project.vendored()?.value, &inputs.contract.value) {
            true => (true, format!("a revision of {file}")),
            false => (
                false,
                format!(
                    "neither the title nor a server of {file}; `--overlays always` applies them"
                ),
            ),
        },
    };
    let done = if is_applied { "with" } else { "without" };
    if !is_applied {
        inputs.overlays.clear();
        inputs.names.bytes.clear();
        inputs.docs.bytes.clear();
    }
    Ok(format!(
        "{done} the overlays, names and documentation of the project: {reason}\n"
    ))
}

/// Returns true if a contract has the title of another one, or a server on one of its hosts.
fn is_revision(ours: &Value, other: &Value) -> bool {
    let hosts = |document: &Value| -> Vec<String> {
        let servers = document["servers"].as_array().into_iter().flatten();
        let urls = servers.filter_map(|server| server["url"].as_str()?.split_once("://"));
        urls.filter_map(|(_, rest)| rest.split(['/', '?', '#']).next())
            .map(str::to_lowercase)
            .collect()
    };
    let known = hosts(ours);
    let title = ours["info"]["title"].as_str();
    title.is_some_and(|title| other["info"]["title"] == title)
        || hosts(other).iter().any(|host| known.contains(host))
}

fn check(output: &Output, options: &Options) -> Result<Outcome> {
    let mut text = String::new();
    for (path, difference) in output.differences()? {
        text += &format!("{} {path}\n", difference.word());
        if options.verbose {
            text += &output.diff(&path);
        }
    }
    let code = if text.is_empty() {
        exit::FRESH
    } else {
        exit::STALE
    };
    Ok((text, code))
}

/// The last line of a check of all contracts.
fn verdict(code: u8, options: &Options) -> String {
    if code == exit::FRESH {
        return "the generated code is fresh\n".to_owned();
    }
    // The call that writes the files that this one compares.
    let mut remedy = "cargo xtask generate".to_owned();
    for (flag, path) in [("--contract", &options.contract), ("--out", &options.out)] {
        if let Some(path) = path {
            remedy += &format!(" {flag} {}", path.display());
        }
    }
    if options.lenient {
        remedy += " --lenient";
    }
    match options.overlays {
        When::Auto => {}
        When::Always => remedy += " --overlays always",
        When::Never => remedy += " --overlays never",
    }
    format!("the generated code is stale: run `{remedy}`\n")
}

fn warnings(run: &Run, lenient: bool) -> impl Iterator<Item = String> {
    let findings = &run.findings;
    let unused = findings.unused_names.iter();
    let unused = unused.map(|entry| format!("names.toml: {entry} matches nothing"));
    let stale = findings.stale_actions.iter().chain(&findings.superseded);
    let stale = stale
        .chain(&findings.disagreements)
        .chain(&findings.corrections);
    // Without `lenient` these are errors.
    let forgiven = stale.cloned().chain(unused).filter(move |_| lenient);
    let unnamed = findings.unnamed.iter();
    let unnamed = unnamed.map(|(place, name)| format!("`{place}` is named {name} by rule"));
    let warnings = findings.warnings.iter().chain(&findings.skipped).cloned();
    warnings.chain(forgiven).chain(unnamed)
}
