//! The work of one measured process.

use clap::{Args, Subcommand};
use serde::Deserialize;

use crate::drivers::Page;

/// The work of one measured process.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Subcommand)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// Scrapes a page repeatedly; figures are per call.
    Calls(Calls),
    /// Reads the documents of a finished crawl once; figures are of the whole crawl.
    Crawl(Crawl),
    /// Starts a crawl of five seconds and follows it to its end.
    Running,
}

/// Repeated scrapes of a page.
#[derive(Args, Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Calls {
    /// The page to scrape.
    #[arg(long, value_enum)]
    pub page: Page,
    /// The number of calls that are in flight at once.
    #[arg(long)]
    pub in_flight: usize,
    /// The total number of calls.
    #[arg(long)]
    pub calls: usize,
}

/// A finished crawl.
#[derive(Args, Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Crawl {
    /// The number of documents, of 100 kB each.
    #[arg(long)]
    pub documents: usize,
    /// Collects all documents instead of streaming them.
    #[arg(long)]
    pub collected: bool,
}

impl Work {
    /// Returns the arguments of the command line for this work.
    pub fn arguments(&self) -> Vec<String> {
        let line = match self {
            Self::Calls(work) => {
                let (page, calls) = (work.page.name(), work.calls);
                format!(
                    "calls --page={page} --in-flight={} --calls={calls}",
                    work.in_flight
                )
            }
            Self::Crawl(work) => {
                let flag = if work.collected { " --collected" } else { "" };
                format!("crawl --documents={}{flag}", work.documents)
            }
            Self::Running => "running".to_owned(),
        };
        line.split(' ').map(str::to_owned).collect()
    }

    /// Returns the calls to make before the measurement: a tenth, but at least a few.
    pub fn warm_up(&self) -> Calls {
        match self {
            Self::Calls(work) => Calls {
                calls: (work.calls / 10).max(work.in_flight).max(3),
                ..work.clone()
            },
            Self::Crawl(_) | Self::Running => Calls {
                page: Page::Small,
                in_flight: 1,
                calls: 1,
            },
        }
    }

    /// Returns the number of equal parts of the work.
    pub fn parts(&self) -> usize {
        match self {
            Self::Calls(work) => work.calls,
            Self::Crawl(_) | Self::Running => 1,
        }
    }

    /// Returns the number of documents of finished crawls that the server needs.
    pub fn crawl_documents(&self) -> usize {
        match self {
            Self::Crawl(work) => work.documents,
            Self::Calls(_) | Self::Running => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(subcommand)]
        work: Work,
    }

    #[test]
    fn arguments_are_read_back() {
        let crawl = |collected| {
            Work::Crawl(Crawl {
                documents: 20,
                collected,
            })
        };
        let calls = Work::Calls(Calls {
            page: Page::Large,
            in_flight: 8,
            calls: 80,
        });
        for work in [calls, crawl(true), crawl(false), Work::Running] {
            let words = std::iter::once("subject".to_owned()).chain(work.arguments());
            assert_eq!(Line::parse_from(words).work, work);
        }
    }
}
