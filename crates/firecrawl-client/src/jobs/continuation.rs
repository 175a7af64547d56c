//! A position in the results of a job that outlives the process.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::documents::Documents;
use super::job::Job;
use super::kind::Paged;
use super::pages::Pages;
use super::position::Position;
use crate::client::Client;

/// A position in the results of a job, which can be serialized and continued from.
///
/// From [`Documents::continuation`]; [`Client::resume`] continues. It has the id
/// of the job and no key. Results are kept for about 24 hours after the end of a
/// job.
#[derive(Clone, Serialize, Deserialize)]
#[serde(bound = "", rename_all = "camelCase")]
pub struct Continuation<K: Paged> {
    id: K::Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
    offset: usize,
    delivered: u64,
    /// Identities of the first item and of the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last: Option<u64>,
}

impl<K: Paged> Continuation<K> {
    pub(super) fn new(id: K::Id, at: &Position) -> Self {
        Self {
            id,
            cursor: at.cursor.clone(),
            offset: at.offset,
            delivered: at.delivered,
            first: at.first,
            last: at.last,
        }
    }

    /// Returns the id of the job.
    pub fn id(&self) -> &K::Id {
        &self.id
    }

    /// Returns the number of documents that were delivered up to this position.
    pub fn delivered(&self) -> u64 {
        self.delivered
    }
}

impl<K: Paged> fmt::Debug for Continuation<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Continuation")
            .field("id", &self.id)
            .field("cursor", &self.cursor)
            .field("offset", &self.offset)
            .field("delivered", &self.delivered)
            .finish()
    }
}

impl Client {
    /// Continues with the documents of a job from a serialized position.
    ///
    /// Nothing is sent before the first document is requested. A position that was
    /// tampered with is an error of the stream; nothing is sent elsewhere.
    /// [`Documents::poll_policy`] sets a deadline.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use firecrawl_client::{Continuation, Crawl};
    ///
    /// let position: Continuation<Crawl> = serde_json::from_str(&std::fs::read_to_string("position.json")?)?;
    /// let mut documents = client.resume(position);
    /// while let Some(document) = documents.next().await {
    ///     println!("{:?}", document?.markdown);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn resume<K: Paged>(&self, continuation: Continuation<K>) -> Documents<K> {
        let at = Position {
            cursor: continuation.cursor,
            offset: continuation.offset,
            delivered: continuation.delivered,
            first: continuation.first,
            last: continuation.last,
        };
        Documents::new(Pages::new(Job::new(self, continuation.id, None), at))
    }
}
