//! The processes of a measurement: the server, and one for each run of a subject.

use std::env;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::drivers::{Driver, FloorDriver, Subject};
use crate::figure::Figures;
use crate::measure::{Outcome, runtime};
use crate::programs::cargo;
use crate::totals::Totals;
use crate::work::Work;

/// The server in a process of its own, which ends when this value is dropped.
pub struct ServerProcess {
    child: Child,
    url: String,
}

impl ServerProcess {
    /// Starts the server with finished crawls of up to a number of documents.
    pub fn start(crawl_documents: usize) -> Result<Self> {
        let mut child = program(false)?
            .args(["serve", &format!("--documents={crawl_documents}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the server")?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            let read = BufReader::new(output).read_line(&mut line);
            read.context("cannot read the URL of the server")?;
        }
        let url = line.trim().to_owned();
        let server = Self { child, url };
        ensure!(
            !server.url.is_empty(),
            "the server ended before it printed its URL"
        );
        Ok(server)
    }

    /// Asks the server for the documents that a subject has to receive.
    pub fn expected(&self, work: &Work) -> Result<Totals> {
        let floor = FloorDriver::connect(&self.url)?;
        let expected = runtime()?.block_on(floor.expected(&work.expected_name()))?;
        Ok(expected.times(work.parts() as u64))
    }

    /// Measures a subject in a process of its own; fails unless it received the expected documents.
    pub fn measure(
        &self,
        counts_allocations: bool,
        subject: Subject,
        work: &Work,
        expected: Totals,
    ) -> Result<Figures> {
        let mut command = program(counts_allocations)?;
        for (name, _) in env::vars_os().filter(|(name, _)| affects_client(name)) {
            command.env_remove(name);
        }
        let output = command
            .arg("subject")
            .arg(format!("--client={}", subject.name()))
            .arg(format!("--server={}", self.url))
            .args(work.arguments())
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .context("cannot be started")?;
        ensure!(output.status.success(), "ended with {}", output.status);
        let outcome: Outcome =
            serde_json::from_slice(&output.stdout).context("printed no figures")?;
        outcome.received.verify(expected, subject.name())?;
        Ok(outcome.figures)
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // The server ends with its input.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
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
