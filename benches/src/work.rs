//! What one process does while it is measured.

use clap::Subcommand;

use crate::clients::Page;
use crate::routes::finished_crawl;
use crate::seen::Seen;

/// The work of one process.
#[derive(Clone, Debug, Eq, PartialEq, Subcommand)]
pub enum Work {
    /// Scrapes a page again and again; figures are per call.
    Calls {
        /// Which page.
        #[arg(long, value_enum)]
        page: Page,
        /// How many calls are under way at once.
        #[arg(long)]
        in_flight: usize,
        /// How many calls are made in all.
        #[arg(long)]
        calls: usize,
    },
    /// Takes the documents of a finished crawl once; figures are of the whole crawl.
    Crawl {
        /// How many documents of 100 kB it has.
        #[arg(long)]
        documents: usize,
        /// Have all documents at the end, rather than one by one.
        #[arg(long)]
        collected: bool,
    },
    /// Starts a crawl of five seconds and follows it to its end.
    Running,
}

impl Work {
    /// What stands on a command line for it.
    pub fn arguments(&self) -> Vec<String> {
        let mut words = Vec::new();
        match self {
            Self::Calls {
                page,
                in_flight,
                calls,
            } => {
                words.extend(["calls".to_owned(), format!("--page={}", page.word())]);
                words.push(format!("--in-flight={in_flight}"));
                words.push(format!("--calls={calls}"));
            }
            Self::Crawl {
                documents,
                collected,
            } => {
                words.extend(["crawl".to_owned(), format!("--documents={documents}")]);
                words.extend(collected.then(|| "--collected".to_owned()));
            }
            Self::Running => words.push("running".to_owned()),
        }
        words
    }

    /// Under which name the server tells what it holds.
    pub fn held(&self) -> String {
        match self {
            Self::Calls { page, .. } => format!("scrape/{}", page.word()),
            Self::Crawl { documents, .. } => format!("crawl/{}", finished_crawl(*documents)),
            Self::Running => "crawl/running".to_owned(),
        }
    }

    /// What has to be seen of it, given what one answer or crawl holds.
    pub fn expected(&self, held: Seen) -> Seen {
        match self {
            Self::Calls { calls, .. } => held.times(*calls as u64),
            Self::Crawl { .. } | Self::Running => held,
        }
    }

    /// The documents of finished crawls that the server needs for it.
    pub fn crawled_documents(&self) -> usize {
        match self {
            Self::Crawl { documents, .. } => *documents,
            Self::Calls { .. } | Self::Running => 0,
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
        let crawl = |collected| Work::Crawl {
            documents: 20,
            collected,
        };
        let calls = Work::Calls {
            page: Page::Large,
            in_flight: 8,
            calls: 80,
        };
        for work in [calls, crawl(true), crawl(false), Work::Running] {
            let words = std::iter::once("subject".to_owned()).chain(work.arguments());
            assert_eq!(Line::parse_from(words).work, work);
        }
    }
}
