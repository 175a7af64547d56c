//! The processes of a measurement: the server, and one for each measured subject.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use crate::clients::{Contender, Floor, Subject};
use crate::error::{Context, Error, Result};
use crate::measure::Outcome;
use crate::seen::Seen;
use crate::work::Work;

/// Variables that would send a client elsewhere than to the server, or change what it says.
const ENVIRONMENT: [&str; 10] = [
    "FIRECRAWL_API_KEY",
    "FIRECRAWL_API_URL",
    "HTTP_PROXY",
    "http_proxy",
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "RUST_BACKTRACE",
    "RUST_LOG",
];

/// The server in a process of its own, which ends with this value.
pub struct ServerProcess {
    child: Child,
    address: String,
}

impl ServerProcess {
    /// Starts it with finished crawls of up to so many documents.
    pub fn start(crawled_documents: usize) -> Result<Self> {
        let mut child = Command::new(this_program()?)
            .args(["serve", &format!("--documents={crawled_documents}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the server cannot be started")?;
        let mut address = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output)
                .read_line(&mut address)
                .context("the server tells no address")?;
        }
        let address = address.trim().to_owned();
        let server = Self { child, address };
        if server.address.is_empty() {
            return Err(Error::new("the server ended before it told its address"));
        }
        Ok(server)
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What it holds for a work.
    pub fn held(&self, work: &Work) -> Result<Seen> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("no runtime")?;
        let floor = Floor::connect(&self.address)?;
        let held = runtime.block_on(floor.held(&work.held()))?;
        Ok(work.expected(held))
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // The end of its input is the end of the server.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// Measures a subject in a process of its own, and fails if it saw anything but what is held.
pub fn measured(
    server: &ServerProcess,
    contender: Contender,
    work: &Work,
    held: Seen,
) -> Result<Outcome> {
    let mut command = Command::new(this_program()?);
    command.arg("subject");
    outcome_of(command, server, contender, work, held)
}

/// Runs a measuring command, and fails if the subject saw anything but what is held.
pub fn outcome_of(
    mut command: Command,
    server: &ServerProcess,
    contender: Contender,
    work: &Work,
    held: Seen,
) -> Result<Outcome> {
    for name in ENVIRONMENT {
        command.env_remove(name);
    }
    let output = command
        .arg(format!("--client={contender}"))
        .arg(format!("--server={}", server.address()))
        .args(work.arguments())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context(format!("{contender} cannot be started"))?;
    if !output.status.success() {
        return Err(Error::new(format!(
            "{contender} ended with {}",
            output.status
        )));
    }
    let outcome: Outcome =
        serde_json::from_slice(&output.stdout).context(format!("{contender} told no figures"))?;
    outcome.seen.must_be(held, contender.word())?;
    Ok(outcome)
}

fn this_program() -> Result<PathBuf> {
    env::current_exe().context("this program does not know where it is")
}
