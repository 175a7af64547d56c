//! The calls that are measured.

use std::future::Future;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use serde::Deserialize;

/// The key that all subjects send.
pub const KEY: &str = "fc-0123456789abcdef0123456789abcdef";

/// The server to call.
#[derive(Args, Clone, Debug)]
pub struct Target {
    /// The URL of the server.
    #[arg(long)]
    pub server: String,
    /// The file with its certificate, if it speaks TLS.
    #[arg(long)]
    pub certificate: Option<PathBuf>,
}

impl Target {
    /// Returns the target of a server.
    pub fn new(server: impl Into<String>, certificate: Option<&Path>) -> Self {
        Self {
            server: server.into(),
            certificate: certificate.map(Path::to_owned),
        }
    }
}

/// The measured calls, as one subject makes them.
pub trait Driver: Clone + Send + Sync + 'static {
    /// The document type of the subject.
    type Document;
    /// The documents that arrive together.
    type Batch: IntoIterator<Item = Self::Document>;

    /// Creates a client of a server.
    fn connect(target: &Target) -> Result<Self>;

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

    /// Scrapes URLs in batches; documents are passed on as early as possible.
    fn batches(
        &self,
        _urls: impl Iterator<Item = String> + Send + 'static,
        _receive: impl FnMut(Self::Document),
    ) -> impl Future<Output = Result<()>> {
        async { bail!("does not split a list of URLs into batches") }
    }

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
