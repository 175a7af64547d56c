//! A local server, and the command that asks it.

use std::sync::LazyLock;

use clap::Parser;
use contract_probe::cli::{self, Arguments};
use firecrawl_local::{Builder, LocalServer};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// Serves for all tests: the command itself waits without one.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

/// A running server and a folder for reports.
pub struct Rig {
    pub server: LocalServer,
    folder: TempDir,
}

impl Rig {
    pub fn new() -> Self {
        Self::with(LocalServer::builder())
    }

    pub fn with(builder: Builder) -> Self {
        let server = RUNTIME.block_on(builder.start()).expect("a server");
        Self {
            server,
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    /// Runs the command without a key, whatever the environment has.
    pub fn probe(&self, words: &[&str]) -> Outcome {
        self.probe_with_key("", words)
    }

    pub fn probe_with_key(&self, key: &str, words: &[&str]) -> Outcome {
        let start = ["--url", self.server.base_url(), "--key", key];
        run(&[&start[..], words].concat())
    }

    /// A path in a folder of its own.
    pub fn outside(&self, name: &str) -> String {
        let path = self.folder.path().join(name);
        path.to_str().expect("a UTF-8 path").to_owned()
    }

    /// The findings of a run, as JSON.
    pub fn findings(&self) -> Vec<Value> {
        let outcome = self.probe(&["--format", "json"]);
        let report: Value = serde_json::from_str(&outcome.text).expect("JSON");
        report["findings"].as_array().expect("a list").clone()
    }
}

/// The outcome of the command: its exit code and text, or the error that `main` prints.
#[derive(Debug)]
pub struct Outcome {
    pub result: Result<u8, String>,
    pub text: String,
}

impl Outcome {
    pub fn code(&self) -> u8 {
        *self.result.as_ref().unwrap_or(&1)
    }

    pub fn error(&self) -> &str {
        match &self.result {
            Err(error) => error,
            Ok(code) => panic!("no error but exit {code}:\n{}", self.text),
        }
    }
}

/// Runs the command with these words.
pub fn run(words: &[&str]) -> Outcome {
    let line = ["probe"].into_iter().chain(words.iter().copied());
    let arguments = Arguments::try_parse_from(line).expect("the words are understood");
    let mut text = Vec::new();
    let result = cli::run(&arguments, &mut text).map_err(|error| error.to_string());
    Outcome {
        result,
        text: String::from_utf8(text).expect("UTF-8"),
    }
}
