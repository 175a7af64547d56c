//! The groups of measurements, with the scenarios of those that call the server.

use clap::{Args, ValueEnum};
use serde::{Deserialize, Serialize};

use crate::drivers::Page;
use crate::work::{Calls, Crawl, Work};

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
    /// The growth of cost with calls in flight and with the size of a crawl.
    Growth,
    /// Clean builds of one-file programs.
    Builds,
    /// The costs of generated code.
    Codegen,
}

/// A task that all subjects do in turn.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// The name in results and tables.
    pub name: String,
    /// The work of each process.
    pub work: Work,
    /// The number of rounds.
    pub rounds: usize,
}

/// The amount of work to measure.
#[derive(Args, Clone, Copy, Debug)]
pub struct Effort {
    /// Use tiny counts and one round, to check that everything works.
    #[arg(long)]
    pub quick: bool,
    /// The number of rounds, in place of the default of each scenario.
    #[arg(long)]
    pub rounds: Option<usize>,
}

/// The numbers of calls in flight whose cost is compared.
pub const IN_FLIGHT: [usize; 4] = [1, 8, 64, 512];
/// The sizes of crawls whose cost is compared, in MB.
pub const CRAWL_MEGABYTES: [usize; 4] = [1, 10, 100, 400];
/// The number of documents per megabyte of a crawl.
pub const PER_MEGABYTE: usize = 10;

/// The name of the small scrape.
pub const SMALL: &str = "small scrape";
/// The name of the large scrape.
pub const LARGE: &str = "1 MB scrape";
/// The name of the crawl that is read document by document.
pub const STREAMED: &str = "200 MB crawl, streamed";
/// The name of the crawl that is held in memory as a whole.
pub const COLLECTED: &str = "200 MB crawl, collected";
/// The name of the crawl that is followed while it runs.
pub const RUNNING: &str = "running crawl";

/// Returns the name of small scrapes with a number of calls in flight.
pub fn in_flight(count: usize) -> String {
    format!("{SMALL}, {count} in flight")
}

/// Returns the name of a streamed crawl of a size.
pub fn crawl_of(megabytes: usize) -> String {
    format!("crawl of {megabytes} MB, streamed")
}

impl Effort {
    /// Returns the number of rounds, given the default.
    pub fn rounds(self, default: usize) -> usize {
        let rounds = self.rounds.unwrap_or(default);
        if self.quick { 1 } else { rounds.max(1) }
    }

    /// Reduces a count if the measurement is to be quick.
    fn count(self, count: usize) -> usize {
        let divisor = if self.quick { 50 } else { 1 };
        (count / divisor).max(1)
    }

    fn scenario(self, name: impl Into<String>, rounds: usize, work: Work) -> Scenario {
        Scenario {
            name: name.into(),
            work,
            rounds: self.rounds(rounds),
        }
    }

    fn calls(self, page: Page, in_flight: usize, calls: usize) -> Work {
        Work::Calls(Calls {
            page,
            in_flight,
            calls: self.count(calls).max(in_flight),
        })
    }

    fn crawl(self, megabytes: usize, collected: bool) -> Work {
        Work::Crawl(Crawl {
            documents: self.count(megabytes * PER_MEGABYTE),
            collected,
        })
    }
}

/// Returns the scenarios of a group; none for groups that do not call the server.
pub fn of(group: Group, effort: Effort) -> Vec<Scenario> {
    let small = |count, calls| effort.calls(Page::Small, count, calls);
    match group {
        Group::Calls => vec![
            effort.scenario(in_flight(1), 7, small(1, 4_000)),
            effort.scenario(in_flight(32), 7, small(32, 12_800)),
            effort.scenario(LARGE, 7, effort.calls(Page::Large, 1, 200)),
        ],
        Group::Crawl => vec![
            effort.scenario(STREAMED, 5, effort.crawl(200, false)),
            effort.scenario(COLLECTED, 5, effort.crawl(200, true)),
        ],
        Group::First => vec![effort.scenario(RUNNING, 3, Work::Running)],
        Group::Allocations => vec![effort.scenario(SMALL, 7, small(1, 500))],
        Group::Growth => {
            let calls =
                IN_FLIGHT.map(|count| effort.scenario(in_flight(count), 3, small(count, 10_240)));
            let crawls = CRAWL_MEGABYTES
                .map(|size| effort.scenario(crawl_of(size), 3, effort.crawl(size, false)));
            calls.into_iter().chain(crawls).collect()
        }
        Group::Builds | Group::Codegen => Vec::new(),
    }
}
