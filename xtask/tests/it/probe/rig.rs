//! A local server, and the command that asks it.

use std::sync::LazyLock;

use firecrawl_local::{Builder, LocalServer};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::scratch::{Outcome, Scratch};

/// Serves for all tests: the command itself waits without one.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

/// A running server and a workspace whose command asks it.
pub struct Rig {
    pub server: LocalServer,
    pub scratch: Scratch,
}

impl Rig {
    pub fn new() -> Self {
        Self::with(LocalServer::builder())
    }

    pub fn with(builder: Builder) -> Self {
        let server = RUNTIME.block_on(builder.start()).expect("a server");
        Self {
            server,
            scratch: Scratch::new(),
        }
    }

    /// Runs the command without a key, whatever the environment has.
    pub fn probe(&self, words: &[&str]) -> Outcome {
        self.probe_with_key("", words)
    }

    pub fn probe_with_key(&self, key: &str, words: &[&str]) -> Outcome {
        let start = ["probe", "--url", self.server.base_url(), "--key", key];
        self.scratch.run(&[&start[..], words].concat())
    }

    /// The findings of a run, as JSON.
    pub fn findings(&self) -> Vec<Value> {
        let outcome = self.probe(&["--format", "json"]);
        let report: Value = serde_json::from_str(&outcome.text).expect("JSON");
        report["findings"].as_array().expect("a list").clone()
    }
}
