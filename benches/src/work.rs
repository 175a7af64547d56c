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
    /// Scrapes many URLs in batches, and drops each document before the next is taken.
    Batches(Batches),
    /// Reads a page of a crawl that has nothing but empty documents.
    EmptyItems(EmptyItems),
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

/// Scrapes of many URLs in batches.
#[derive(Args, Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Batches {
    /// The number of URLs.
    #[arg(long)]
    pub urls: usize,
}

/// A response with as many `{}` as fit.
#[derive(Args, Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct EmptyItems {
    /// The size of the response.
    #[arg(long)]
    pub bytes: usize,
}

/// A finished crawl.
#[derive(Args, Clone, Debug, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Crawl {
    /// The number of documents.
    #[arg(long)]
    pub documents: usize,
    /// Documents of 1 kB, which the server makes when they are requested, instead of 100 kB.
    #[arg(long)]
    #[serde(default)]
    pub small: bool,
    /// Collects all documents instead of streaming them.
    #[arg(long)]
    pub collected: bool,
}

impl Work {
    /// Returns the arguments of the command line for this work.
    pub fn arguments(&self) -> Vec<String> {
        let line = match self {
            Self::Calls(Calls {
                page,
                in_flight,
                calls,
            }) => {
                let page = page.name();
                format!("calls --page={page} --in-flight={in_flight} --calls={calls}")
            }
            Self::Crawl(work) => {
                let small = if work.small { " --small" } else { "" };
                let collected = if work.collected { " --collected" } else { "" };
                format!("crawl --documents={}{small}{collected}", work.documents)
            }
            Self::Running => "running".to_owned(),
            Self::Batches(work) => format!("batches --urls={}", work.urls),
            Self::EmptyItems(work) => format!("empty-items --bytes={}", work.bytes),
        };
        line.split(' ').map(str::to_owned).collect()
    }

    /// Returns the calls to make before the measurement: a tenth, but at least a few.
    pub fn warm_up(&self) -> Calls {
        let (page, in_flight, calls) = match self {
            Self::Calls(work) => (work.page, work.in_flight, (work.calls / 10).max(3)),
            _ => (Page::Small, 1, 1),
        };
        Calls {
            page,
            in_flight,
            calls: calls.max(in_flight),
        }
    }

    /// Returns the number of equal parts of the work.
    pub fn parts(&self) -> usize {
        match self {
            Self::Calls(work) => work.calls,
            _ => 1,
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
        let crawl = |small, collected| {
            Work::Crawl(Crawl {
                documents: 20,
                small,
                collected,
            })
        };
        let calls = Work::Calls(Calls {
            page: Page::Large,
            in_flight: 8,
            calls: 80,
        });
        let batches = Work::Batches(Batches { urls: 7 });
        let items = Work::EmptyItems(EmptyItems { bytes: 90 });
        let crawls = [crawl(false, true), crawl(true, false)];
        let rest = [calls, batches, items, Work::Running];
        for work in crawls.into_iter().chain(rest) {
            let words = std::iter::once("subject".to_owned()).chain(work.arguments());
            assert_eq!(Line::parse_from(words).work, work);
        }
    }
}
