//! Ids, a type for each kind of thing.

use std::fmt;

use crate::error::{Error, ErrorKind};

/// An id as a part of a path.
pub(crate) fn path_part<'a>(id: &'a str, kind: &str) -> Result<&'a str, Error> {
    // Everything else is percent-encoded; these would lead to another route.
    if matches!(id, "" | "." | "..") {
        return Err(Error::new(
            ErrorKind::InvalidRequest,
            format!("`{id}` is no id of a {kind}; nothing was sent"),
        ));
    }
    Ok(id)
}

macro_rules! ids {
    ($($(#[$doc:meta])+ $name:ident: $kind:literal;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes an id as the service gave it.
            pub fn new(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as the service gave it.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            #[allow(dead_code)]
            pub(crate) fn in_path(&self) -> Result<&str, Error> {
                path_part(&self.0, $kind)
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
    ScrapeId: "scrape";
    /// The id of a crawl.
    CrawlId: "crawl";
    /// The id of a batch scrape.
    BatchId: "batch scrape";
    /// The id of an extraction.
    ExtractId: "extraction";
    /// The id of an agent's run.
    AgentId: "agent run";
    /// The id of a thread of agent runs.
    ThreadId: "thread";
    /// The id of an artifact that an agent kept.
    SnapshotId: "snapshot";
    /// The id of a search, from [`Reply::id`](crate::Reply::id).
    SearchId: "search";
    /// The id of a monitor.
    MonitorId: "monitor";
    /// The id of one check of a monitor.
    CheckId: "monitor check";
    /// The id of a browser session.
    BrowserSessionId: "browser session";
    /// The id of a research paper.
    PaperId: "paper";
}
