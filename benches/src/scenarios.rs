//! What is measured by each group of calls and crawls, and how often.

use crate::clients::Page;
use crate::group::Group;
use crate::work::Work;

/// One thing that all subjects do in turn.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it is called in tables.
    pub name: String,
    /// What each process does.
    pub work: Work,
    /// How many rounds are made.
    pub rounds: usize,
}

/// How much is measured.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Tiny counts: to see that everything works.
    pub quick: bool,
    /// The rounds of small things; larger things get fewer. The default of each if not set.
    pub rounds: Option<usize>,
}

/// Calls in flight whose cost is compared.
pub const IN_FLIGHT: [usize; 4] = [1, 8, 64, 512];
/// Sizes of crawls whose cost is compared, in MB.
pub const CRAWL_MEGABYTES: [usize; 4] = [1, 10, 100, 400];
/// The documents in a megabyte of a crawl.
pub const PER_MEGABYTE: usize = 10;

/// The names of scenarios that have rows in a table.
pub const SMALL: &str = "small scrape";
/// The large scrape.
pub const LARGE: &str = "1 MB scrape";
/// The crawl that is taken one by one.
pub const STREAMED: &str = "200 MB crawl, streamed";
/// The crawl that is held as a whole.
pub const COLLECTED: &str = "200 MB crawl, collected";
/// The crawl that is followed while it runs.
pub const RUNNING: &str = "running crawl";

/// The name of small scrapes with so many under way at once.
pub fn in_flight(count: usize) -> String {
    format!("{SMALL}, {count} in flight")
}

/// The name of a streamed crawl of so many MB.
pub fn crawl_of(megabytes: usize) -> String {
    format!("crawl of {megabytes} MB, streamed")
}

impl Effort {
    /// How many rounds something gets whose default is this.
    pub fn rounds(self, default: usize) -> usize {
        let rounds = self.rounds.unwrap_or(default);
        if self.quick { 1 } else { rounds.max(1) }
    }

    /// A count, or a small part of it.
    fn count(self, count: usize) -> usize {
        if self.quick {
            (count / 50).max(1)
        } else {
            count
        }
    }

    fn calls(self, name: String, page: Page, in_flight: usize, calls: usize) -> Scenario {
        Scenario {
            name,
            work: Work::Calls {
                page,
                in_flight,
                calls: self.count(calls).max(in_flight),
            },
            rounds: self.rounds(7),
        }
    }

    fn crawl(self, name: String, megabytes: usize, collected: bool) -> Scenario {
        Scenario {
            name,
            work: Work::Crawl {
                documents: self.count(megabytes * PER_MEGABYTE),
                collected,
            },
            rounds: self.rounds(5),
        }
    }
}

/// The scenarios of a group; none for groups that call no server.
pub fn of(group: Group, effort: Effort) -> Vec<Scenario> {
    match group {
        Group::Calls => vec![
            effort.calls(in_flight(1), Page::Small, 1, 4_000),
            effort.calls(in_flight(32), Page::Small, 32, 12_800),
            effort.calls(LARGE.to_owned(), Page::Large, 1, 200),
        ],
        Group::Crawl => vec![
            effort.crawl(STREAMED.to_owned(), 200, false),
            effort.crawl(COLLECTED.to_owned(), 200, true),
        ],
        Group::First => vec![Scenario {
            name: RUNNING.to_owned(),
            work: Work::Running,
            rounds: effort.rounds(3),
        }],
        Group::Allocations => vec![effort.calls(SMALL.to_owned(), Page::Small, 1, 500)],
        Group::Growth => {
            let calls =
                IN_FLIGHT.map(|count| effort.calls(in_flight(count), Page::Small, count, 10_240));
            let crawls = CRAWL_MEGABYTES
                .map(|megabytes| effort.crawl(crawl_of(megabytes), megabytes, false));
            calls
                .into_iter()
                .chain(crawls)
                .map(|scenario| Scenario {
                    rounds: effort.rounds(3),
                    ..scenario
                })
                .collect()
        }
        Group::Builds | Group::Codegen => Vec::new(),
    }
}
