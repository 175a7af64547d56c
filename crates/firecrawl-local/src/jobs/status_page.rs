//! Pages of a job's documents, assembled from documents that are already serialized.

use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde_json::json;

use crate::timestamp;

/// The progress of a job.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The name of the status.
    pub status: &'static str,
    /// `true` if no further document will come.
    pub settled: bool,
    /// The number of pages with a document.
    pub completed: usize,
    /// The number of pages with a document and of those that may still get one.
    pub total: usize,
    /// The time of the start.
    pub created: DateTime<Utc>,
    /// The time of the end.
    pub ended: Option<DateTime<Utc>>,
    /// The time that the job is kept after a read.
    pub expiry: Duration,
}

/// A page of the documents of a job.
#[derive(Clone, Debug)]
pub struct StatusPage {
    /// The progress of the job.
    pub progress: Progress,
    /// The documents of this page.
    pub documents: Vec<Bytes>,
    /// The `skip` of the next page; `None` if there will be none.
    pub next: Option<usize>,
}

impl StatusPage {
    /// Cuts a page out of all documents.
    pub fn cut(
        progress: Progress,
        documents: &[Bytes],
        skip: usize,
        limit: usize,
        byte_limit: usize,
    ) -> Self {
        let rest = documents.get(skip..).unwrap_or_default();
        let count = fitting(rest.iter().map(Bytes::len), limit, byte_limit);
        let end = skip.saturating_add(count);
        // Before the first page is queued the service has no `next`.
        let more = !progress.settled && progress.total > 0;
        Self {
            next: (more || end < documents.len()).then_some(end),
            documents: rest.get(..count).unwrap_or_default().to_vec(),
            progress,
        }
    }
}

impl Progress {
    /// Serializes the status with documents; `dated` adds the keys that only the cloud sends.
    pub fn serialize(&self, documents: &[Bytes], next: Option<&str>, dated: bool) -> Bytes {
        let mut head = json!({
            "success": true,
            "status": self.status,
            "completed": self.completed,
            "total": self.total,
            "creditsUsed": self.completed,
            "expiresAt": timestamp::expiry(self.expiry),
        });
        if dated {
            head["createdAt"] = timestamp::millis(self.created).into();
            if let Some(ended) = self.ended {
                let duration = (ended - self.created).to_std().unwrap_or_default();
                head["completedAt"] = timestamp::millis(ended).into();
                head["duration"] = duration.as_secs_f64().into();
            }
        }
        if let Some(next) = next {
            head["next"] = next.into();
        }
        let mut text = head.to_string().into_bytes();
        text.pop();
        text.extend_from_slice(b",\"data\":[");
        text.extend_from_slice(&documents.join(&b','));
        text.extend_from_slice(b"]}");
        Bytes::from(text)
    }
}

/// Returns the number of documents that fit a page. The first one always fits.
fn fitting(lengths: impl Iterator<Item = usize>, limit: usize, byte_limit: usize) -> usize {
    let mut bytes = 0usize;
    let fits = |(index, length): &(usize, usize)| {
        bytes = bytes.saturating_add(*length);
        *index == 0 || bytes <= byte_limit
    };
    lengths
        .take(limit.max(1))
        .enumerate()
        .take_while(fits)
        .count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use serde_json::Value;

    fn progress(documents: usize, settled: bool) -> Progress {
        Progress {
            status: if settled { "completed" } else { "scraping" },
            settled,
            completed: documents,
            total: documents,
            created: Utc::now(),
            ended: None,
            expiry: Duration::from_secs(60),
        }
    }

    proptest! {
        #[test]
        fn pages_hold_every_document_once(
            lengths in prop::collection::vec(0usize..200, 0..80),
            most in 0usize..12,
            most_bytes in 0usize..400,
        ) {
            let documents: Vec<Bytes> = lengths
                .iter()
                .enumerate()
                .map(|(place, length)| Bytes::from(format!("\"{place}{}\"", "x".repeat(*length))))
                .collect();
            let mut seen = Vec::new();
            let mut skip = Some(0);
            while let Some(from) = skip {
                let page =
                    StatusPage::cut(progress(documents.len(), true), &documents, from, most, most_bytes);
                let bytes: usize = page.documents.iter().map(Bytes::len).sum();
                prop_assert!(page.documents.len() <= most.max(1));
                prop_assert!(page.documents.len() <= 1 || bytes <= most_bytes);
                prop_assert!(page.next.is_none_or(|next| next > from));
                let body: Value =
                    serde_json::from_slice(&page.progress.serialize(&page.documents, None, true)).unwrap();
                prop_assert_eq!(body["data"].as_array().unwrap().len(), page.documents.len());
                seen.extend(page.documents);
                skip = page.next;
            }
            prop_assert_eq!(seen, documents);
        }
    }

    #[test]
    fn a_running_job_points_at_where_it_stands() {
        let documents = [Bytes::from_static(b"1"), Bytes::from_static(b"2")];
        let page = StatusPage::cut(progress(2, false), &documents, 2, 10, 100);
        assert_eq!((page.documents.len(), page.next), (0, Some(2)));
        let page = StatusPage::cut(progress(2, false), &documents, 0, 10, 100);
        assert_eq!((page.documents.len(), page.next), (2, Some(2)));
        let page = StatusPage::cut(progress(0, false), &[], 0, 10, 100);
        assert_eq!(page.next, None);
        let page = StatusPage::cut(progress(2, true), &documents, 7, 10, 100);
        assert_eq!((page.documents.len(), page.next), (0, None));
    }
}
