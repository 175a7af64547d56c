//! The processes of a measurement, one for each run of a subject.

use std::env;
use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::drivers::Subject;
use crate::figure::Figures;
use crate::measure::Outcome;
use crate::programs::cargo;
use crate::server::Server;
use crate::work::Work;

/// Measures a subject in a process of its own; fails unless it received the expected documents.
pub fn measure_apart(
    server: &Server,
    counts_allocations: bool,
    subject: Subject,
    work: &Work,
) -> Result<Figures> {
    let mut command = program(counts_allocations)?;
    for (name, _) in env::vars_os().filter(|(name, _)| affects_client(name)) {
        command.env_remove(name);
    }
    let output = command
        .arg("subject")
        .arg(format!("--client={}", subject.name()))
        .arg(format!("--server={}", server.url()))
        .args(work.arguments())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot be started")?;
    ensure!(output.status.success(), "ended with {}", output.status);
    let outcome: Outcome = serde_json::from_slice(&output.stdout).context("printed no figures")?;
    let expected = server.expected(work)?;
    outcome.received.verify(expected, subject.name())?;
    Ok(outcome.figures)
}

/// Returns true for variables that would direct a client elsewhere, or change its output.
fn affects_client(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_uppercase();
    name.starts_with("FIRECRAWL_") || name.starts_with("RUST_") || name.ends_with("_PROXY")
}

/// Returns a command that runs this program, or its sibling that counts allocations.
fn program(counts_allocations: bool) -> Result<Command> {
    if !counts_allocations {
        let program = env::current_exe().context("cannot find the path of this program")?;
        return Ok(Command::new(program));
    }
    let mut run = cargo(Path::new(env!("CARGO_MANIFEST_DIR")));
    run.args(["run", "--locked", "--quiet", "--bin=allocations"])
        .args((!cfg!(debug_assertions)).then_some("--release"))
        .arg("--");
    Ok(run)
}
