//! Ids, a type for each kind of thing.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])+ $name:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Creates an id from the text that the service gave.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// Returns the text that the service gave.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id)
            }
        }

        impl From<&String> for $name {
            fn from(id: &String) -> Self {
                Self(id.clone())
            }
        }

        impl From<&$name> for $name {
            fn from(id: &$name) -> Self {
                id.clone()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
    )+};
}

ids! {
    /// The id of a scrape: `metadata.scrapeId` of its document.
    ScrapeId;
    /// The id of a crawl.
    CrawlId;
    /// The id of a batch scrape.
    BatchId;
    /// The id of an extraction.
    ExtractId;
    /// The id of an agent's run.
    AgentId;
    /// The id of a thread of agent runs.
    ThreadId;
    /// The id of an artifact that an agent kept.
    SnapshotId;
    /// The id of a search, from [`Response::id`](crate::Response::id).
    SearchId;
    /// The id of a monitor.
    MonitorId;
    /// The id of one check of a monitor.
    CheckId;
    /// The id of a browser session.
    BrowserSessionId;
    /// The id of a research paper.
    PaperId;
}
