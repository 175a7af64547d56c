//! The processes of a measurement, one for each run of a subject.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::drivers::Subject;
use crate::figure::{Figure, Figures};
use crate::measure::Outcome;
use crate::programs::cargo;
use crate::server::Server;
use crate::work::{Calls, Work};

/// The way in which a process is measured.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Meter {
    /// Time and memory, by the process itself.
    Time,
    /// Allocations, by a program of its own.
    Allocations,
    /// Instructions, by valgrind.
    Instructions,
    /// Time and memory of a program with HTTP/2.
    Http2,
}

/// Measures a subject in a process of its own; fails unless it received the expected documents.
pub fn measure_apart(
    server: &Server,
    meter: Meter,
    subject: Subject,
    work: &Work,
) -> Result<Figures> {
    if meter == Meter::Instructions {
        return instructions(server, subject, work);
    }
    let connections = server.connections();
    let (mut figures, _) = run(server, program(meter)?, subject, work)?;
    if meter == Meter::Http2 {
        let accepted = server.connections() - connections;
        figures.insert(Figure::Connections, accepted as f64);
    }
    Ok(figures)
}

/// Runs a subject to its end, and returns its figures and what it wrote to its standard error.
fn run(
    server: &Server,
    mut command: Command,
    subject: Subject,
    work: &Work,
) -> Result<(Figures, String)> {
    for (name, _) in env::vars_os().filter(|(name, _)| affects_client(name)) {
        command.env_remove(name);
    }
    command
        .arg("subject")
        .arg(format!("--client={}", subject.name()))
        .arg(format!("--server={}", server.url()));
    if let Some(file) = server.certificate() {
        command.arg("--certificate").arg(file);
    }
    let output = command
        .args(work.arguments())
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run {}", command.get_program().display()))?;
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(
        output.status.success(),
        "ended with {}:\n{errors}",
        output.status
    );
    let outcome: Outcome = serde_json::from_slice(&output.stdout).context("printed no figures")?;
    let expected = server.expected(work)?;
    outcome.received.verify(expected, subject.name())?;
    Ok((outcome.figures, errors))
}

/// Counts the instructions of a call: the difference of two runs, since start and end count too.
fn instructions(server: &Server, subject: Subject, work: &Work) -> Result<Figures> {
    let Work::Calls(calls) = work else {
        bail!("instructions are counted for calls only");
    };
    let mut twice = calls.clone();
    twice.calls *= 2;
    let count = |calls: &Calls| -> Result<(f64, f64)> {
        let mut command = Command::new("valgrind");
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
        command.arg(this_program()?);
        let work = Work::Calls(calls.clone());
        let (_, errors) = run(server, command, subject, &work)?;
        let collected = errors
            .lines()
            .find_map(|line| line.split_once("Collected :"));
        let (_, number) = collected.context("valgrind printed no count of instructions")?;
        let number: f64 = number.trim().parse().context("a count of instructions")?;
        Ok((number, (calls.calls + work.warm_up().calls) as f64))
    };
    let (once, few) = count(calls)?;
    let (twice, many) = count(&twice)?;
    let per_call = (twice - once) / (many - few);
    Ok(Figures::from([(Figure::Instructions, per_call)]))
}

/// Returns true for variables that would direct a client elsewhere, or change its output.
fn affects_client(name: &OsStr) -> bool {
    let name = name.to_string_lossy().to_uppercase();
    name.starts_with("FIRECRAWL_") || name.starts_with("RUST_") || name.ends_with("_PROXY")
}

/// Returns a command that runs this program, or its sibling that measures otherwise.
fn program(meter: Meter) -> Result<Command> {
    let other = match meter {
        Meter::Allocations => &["--bin=allocations"][..],
        Meter::Http2 => &["--bin=firecrawl-benches", "--features=http2"],
        Meter::Time | Meter::Instructions => return Ok(Command::new(this_program()?)),
    };
    let mut run = cargo(Path::new(env!("CARGO_MANIFEST_DIR")));
    run.args(["run", "--locked", "--quiet"])
        .args(other)
        .args((!cfg!(debug_assertions)).then_some("--release"));
    if meter == Meter::Http2 {
        // Otherwise this program would be replaced by the one with HTTP/2.
        run.args(["--target-dir", "target/http2"]);
    }
    run.arg("--");
    Ok(run)
}

fn this_program() -> Result<PathBuf> {
    env::current_exe().context("cannot find the path of this program")
}
