//! The events of a watch, collected.

use firecrawl_client::types::Document;
use firecrawl_client::{Error, JobStatus, Watch, WatchEvent, WithErrors};

/// The events of a watch, by their kind.
#[derive(Debug, Default)]
pub struct Watched {
    pub documents: Vec<String>,
    /// All of each document, as JSON.
    pub contents: Vec<String>,
    pub failed: Vec<String>,
    pub blocked: Vec<String>,
    /// The counts of pages.
    pub progress: Vec<i64>,
    pub ended: Option<JobStatus>,
    /// The reason for which the failures are unknown.
    pub unknown: Option<Error>,
    pub error: Option<Error>,
}

impl Watched {
    /// Returns the documents in an order that does not depend on the server.
    pub fn sorted(&self) -> Vec<String> {
        let mut documents = self.documents.clone();
        documents.sort();
        documents
    }

    /// Returns the status word of the end.
    pub fn end(&self) -> &str {
        let ended = self.ended.as_ref();
        ended.map_or("none", |status| status.status.as_str())
    }
}

/// The text by which a document is recognised.
pub fn name(document: &Document) -> String {
    let id = document
        .metadata
        .as_ref()
        .and_then(|of| of.scrape_id.clone());
    id.or_else(|| document.markdown.clone()).unwrap()
}

/// Reads all events, which must come in their order.
pub async fn all<K: WithErrors>(mut watch: Watch<K>) -> Watched {
    let mut watched = Watched::default();
    let mut has_started = false;
    while let Some(event) = watch.next().await {
        assert!(watched.ended.is_none() && watched.error.is_none());
        let is_start = matches!(event, Ok(WatchEvent::Started));
        assert_ne!(is_start, has_started || event.is_err(), "{event:?}");
        has_started = true;
        match event {
            Ok(WatchEvent::Started) => {}
            Ok(WatchEvent::Document(document)) => {
                assert!(watched.failed.is_empty() && watched.blocked.is_empty());
                watched.documents.push(name(&document));
                let content = serde_json::to_string(&document).unwrap();
                watched.contents.push(content);
            }
            Ok(WatchEvent::Progress(status)) => {
                assert_ne!(status.status.as_str(), "completed");
                watched.progress.push(status.completed);
            }
            Ok(WatchEvent::Failed(failure)) => watched.failed.push(failure.url),
            Ok(WatchEvent::RobotsBlocked(url)) => watched.blocked.push(url),
            Ok(WatchEvent::FailuresUnknown(error)) => watched.unknown = Some(error),
            Ok(WatchEvent::Ended(status)) => watched.ended = Some(status),
            Ok(other) => panic!("{other:?}"),
            Err(error) => watched.error = Some(error),
        }
    }
    assert!(watch.next().await.is_none());
    watched
}
