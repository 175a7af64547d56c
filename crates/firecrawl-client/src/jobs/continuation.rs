//! A place in the results of a job that outlives the process.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::documents::Documents;
use super::job::Job;
use super::kind::Paged;
use super::pages::Pages;
use super::position::Position;
use crate::client::Client;

/// A place in the results of a job, to be written down and gone on from.
///
/// From [`Documents::continuation`]; [`Client::resume`] goes on. It holds the
/// id of the job and no key. Results are kept for about 24 hours after the end
/// of a job.
#[derive(Clone, Serialize, Deserialize)]
#[serde(bound = "", rename_all = "camelCase")]
pub struct Continuation<K: Paged> {
    id: K::Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cursor: Option<String>,
    offset: usize,
    delivered: u64,
    /// By which the first item and the last one are recognised.
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

    /// The id of the job.
    pub fn id(&self) -> &K::Id {
        &self.id
    }

    /// How many documents were given up to this place.
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
    /// Goes on with the documents of a job from a place that was written down.
    ///
    /// It asks nothing before the first document is asked for. A place that
    /// was tampered with is an error of the stream; nothing is sent elsewhere.
    /// [`Documents::patience`] sets a deadline.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use firecrawl_client::{Continuation, Crawl};
    ///
    /// let place: Continuation<Crawl> = serde_json::from_str(&std::fs::read_to_string("place.json")?)?;
    /// let mut documents = client.resume(place);
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
