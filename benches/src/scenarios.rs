//! The groups of measurements, with the scenarios of those that call the server: `scenarios.json`.

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use crate::drivers::Subject;
use crate::tls::Protocol;
use crate::work::Work;

/// A group of measurements that can be run by itself.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Small and large scrapes.
    Calls,
    /// A finished crawl of 200 MB, streamed and collected.
    Crawl,
    /// The first document of a running crawl.
    First,
    /// Allocations of a small scrape.
    Allocations,
    /// Instructions of a small scrape, counted by valgrind.
    Instructions,
    /// The peak memory of a million documents, of a million URLs, and of a hostile response.
    Memory,
    /// Small scrapes over TLS, with HTTP/1.1 and with HTTP/2.
    Http2,
    /// The growth of cost with calls in flight and with the size of a crawl.
    Growth,
    /// Clean builds of one-file programs.
    Builds,
    /// The size of the code that the compiler emits, before any optimization.
    LlvmLines,
    /// The costs of generated code.
    Codegen,
}

/// A task that all subjects do in turn.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// The group that it belongs to.
    pub group: Group,
    /// The name in results and tables.
    pub name: String,
    /// The number of rounds.
    pub rounds: usize,
    /// The subjects that can do it.
    #[serde(default = "all_subjects")]
    pub subjects: Vec<Subject>,
    /// The protocol over TLS; plain HTTP without it.
    pub protocol: Option<Protocol>,
    /// The work of each process.
    pub work: Work,
}

fn all_subjects() -> Vec<Subject> {
    Subject::ALL.to_vec()
}

/// The amount of work to measure.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Effort {
    /// Use tiny counts and one round, to check that everything works.
    #[arg(long)]
    pub quick: bool,
    /// The number of rounds, in place of the default of each scenario.
    #[arg(long)]
    pub rounds: Option<usize>,
}

impl Effort {
    /// Returns the number of rounds, given the default.
    pub fn rounds(self, default: usize) -> usize {
        let rounds = self.rounds.unwrap_or(default);
        if self.quick { 1 } else { rounds.max(1) }
    }

    /// Reduces work if the measurement is to be quick.
    fn reduce(self, work: &mut Work) {
        match work {
            Work::Calls(work) if self.quick => work.calls = (work.calls / 50).max(work.in_flight),
            Work::Crawl(work) if self.quick => work.documents = (work.documents / 50).max(1),
            Work::Batches(work) if self.quick => work.urls = (work.urls / 50).max(1),
            Work::EmptyItems(work) if self.quick => work.bytes /= 50,
            _ => {}
        }
    }
}

/// Returns the scenarios of a group; none for groups that do not call the server.
pub fn of(group: Group, effort: Effort) -> Result<Vec<Scenario>> {
    let mut all: Vec<Scenario> =
        serde_json::from_str(include_str!("scenarios.json")).context("scenarios.json")?;
    all.retain(|scenario| scenario.group == group);
    for scenario in &mut all {
        scenario.rounds = effort.rounds(scenario.rounds);
        effort.reduce(&mut scenario.work);
    }
    Ok(all)
}
