//! A position in the results of a job that outlives the process.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::documents::Documents;
use super::job::Job;
use super::kind::Paged;
use super::pages::Pages;
use crate::client::Client;

/// A position in the results of a job, which can be serialized and continued from.
///
/// From [`Documents::continuation`]; [`Client::resume`] continues. It has the id
/// of the job and no key. Results are kept for about 24 hours after the end of a
/// job.
#[derive(Clone, Serialize, Deserialize)]
#[serde(bound = "", rename_all = "camelCase")]
pub struct Continuation<K: Paged> {
    pub(super) id: K::Id,
    /// The path and query of a page below the API root; `None` is the first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) cursor: Option<String>,
    /// The number of items of that page that were delivered.
    pub(super) offset: usize,
    /// The number of items that were delivered in all.
    pub(super) delivered: u64,
    /// Identity of the job's first item, if it has a unique id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) first: Option<u64>,
    /// Identity of the last delivered item, if it has a unique id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) last: Option<u64>,
}

impl<K: Paged> Continuation<K> {
    /// Creates the position before the first item.
    pub(super) fn start(id: K::Id) -> Self {
        Self {
            id,
            cursor: None,
            offset: 0,
            delivered: 0,
            first: None,
            last: None,
        }
    }

    /// Moves behind one more item.
    pub(super) fn advance(&mut self, identity: Option<u64>) {
        if self.delivered == 0 {
            self.first = identity;
        }
        self.last = identity;
        self.offset += 1;
        // A serialized position can hold any number.
        self.delivered = self.delivered.saturating_add(1);
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
        let job = Job::new(self, continuation.id.clone(), None);
        Documents::new(Pages::new(job, continuation))
    }
}
