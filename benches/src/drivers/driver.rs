//! The calls that are measured.

use std::future::Future;

use anyhow::Result;
use clap::ValueEnum;
use serde::Deserialize;

/// The key that all subjects send.
pub const KEY: &str = "fc-0123456789abcdef0123456789abcdef";

/// The measured calls, as one subject makes them.
pub trait Driver: Clone + Send + Sync + 'static {
    /// The document type of the subject.
    type Document;
    /// The documents that arrive together.
    type Batch: IntoIterator<Item = Self::Document>;

    /// Creates a client of a server.
    fn connect(server: &str) -> Result<Self>;

    /// Scrapes a page.
    fn scrape(&self, page: Page) -> impl Future<Output = Result<Self::Document>> + Send;

    /// Reads the documents of a finished crawl, or of one that it starts if there is no id.
    ///
    /// They are passed on as early as possible, before the next are read.
    fn crawl(
        &self,
        id: Option<&str>,
        receive: impl FnMut(Self::Batch),
    ) -> impl Future<Output = Result<()>>;

    /// Returns the Markdown of a document.
    fn markdown(document: &Self::Document) -> Option<&str>;
}

/// A page to scrape.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// The page with a response of 2 kB.
    Small,
    /// The page with a response of 1 MB.
    Large,
}

impl Page {
    /// Returns the URL of the page.
    pub fn url(self) -> &'static str {
        match self {
            Self::Small => "https://docs.example.com/small",
            Self::Large => "https://docs.example.com/large",
        }
    }

    /// Returns the name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Large => "large",
        }
    }
}
