//! What each client has to be able to do.

use std::future::Future;
use std::time::Duration;

use clap::ValueEnum;

use crate::error::Result;
use crate::routes::{LARGE_PAGE, SMALL_PAGE};
use crate::seen::Seen;

/// The key that all of them send.
pub const KEY: &str = "fc-0123456789abcdef0123456789abcdef";

/// What was seen of a crawl that ran meanwhile.
#[derive(Clone, Copy, Debug)]
pub struct Followed {
    /// From before the start of the crawl until its first document could be used.
    pub first: Duration,
    /// All of it.
    pub seen: Seen,
}

/// One way to call the service.
pub trait Subject: Clone + Send + Sync + 'static {
    /// A client of the server at this address.
    fn connect(address: &str) -> Result<Self>;

    /// Scrapes a page.
    fn scrape(&self, page: Page) -> impl Future<Output = Result<Seen>> + Send;

    /// Takes the documents of a finished crawl one by one, and drops each before the next.
    fn stream_crawl(&self, id: &str) -> impl Future<Output = Result<Seen>> + Send;

    /// Takes all documents of a finished crawl, and has them all at the end.
    fn collect_crawl(&self, id: &str) -> impl Future<Output = Result<Seen>> + Send;

    /// Starts a crawl and takes its documents as early as it can, to the last.
    fn follow_crawl(&self) -> impl Future<Output = Result<Followed>> + Send;
}

/// Which page is scraped.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Page {
    /// The one with an answer of 2 kB.
    Small,
    /// The one with an answer of 1 MB.
    Large,
}

impl Page {
    /// Its address.
    pub fn url(self) -> &'static str {
        match self {
            Self::Small => SMALL_PAGE,
            Self::Large => LARGE_PAGE,
        }
    }

    /// The word for it, as on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Large => "large",
        }
    }
}
