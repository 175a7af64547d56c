//! Pages of a job's documents, composed of texts that were written once.

use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::timestamp;

/// How far a job is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The status by name.
    pub status: &'static str,
    /// Whether no document will come any more.
    pub settled: bool,
    /// How many pages have a document.
    pub completed: usize,
    /// How many pages have a document or may still get one.
    pub total: usize,
    /// When the job was started.
    pub created: DateTime<Utc>,
    /// When it ended.
    pub ended: Option<DateTime<Utc>>,
    /// How long it is kept after it was read.
    pub expiry: Duration,
}

/// One page of the documents of a job.
#[derive(Clone, Debug)]
pub struct StatusPage {
    /// How far the job is.
    pub progress: Progress,
    /// The documents of this page.
    pub documents: Vec<Bytes>,
    /// Where the next page begins; `None` where there will be none.
    pub next: Option<usize>,
}

impl StatusPage {
    /// Cuts a page out of all documents.
    pub fn cut(
        progress: Progress,
        documents: &[Bytes],
        skip: usize,
        most: usize,
        most_bytes: usize,
    ) -> Self {
        let rest = documents.get(skip..).unwrap_or_default();
        let count = fitting(rest.iter().map(Bytes::len), most, most_bytes);
        let end = skip.saturating_add(count);
        // Nothing is known of the pages before the first is queued, and the service has no `next` then.
        let more = !progress.settled && progress.total > 0;
        Self {
            next: (more || end < documents.len()).then_some(end),
            documents: rest.get(..count).unwrap_or_default().to_vec(),
            progress,
        }
    }
}

impl Progress {
    /// The status body around some documents; `dated` adds what only the cloud tells.
    pub fn write(&self, documents: &[Bytes], next: Option<&str>, dated: bool) -> Bytes {
        let mut head = json!({
            "success": true,
            "status": self.status,
            "completed": self.completed,
            "total": self.total,
            "creditsUsed": self.completed,
            "expiresAt": timestamp::expiry(self.expiry),
        });
        if let (Value::Object(head), true) = (&mut head, dated) {
            head.insert(
                "createdAt".to_owned(),
                timestamp::millis(self.created).into(),
            );
            if let Some(ended) = self.ended {
                let took = (ended - self.created).to_std().unwrap_or_default();
                head.insert("completedAt".to_owned(), timestamp::millis(ended).into());
                head.insert("duration".to_owned(), took.as_secs_f64().into());
            }
        }
        if let (Value::Object(head), Some(next)) = (&mut head, next) {
            head.insert("next".to_owned(), next.into());
        }
        let mut text = head.to_string().into_bytes();
        text.pop();
        let bytes: usize = documents.iter().map(|document| document.len() + 1).sum();
        text.reserve_exact(bytes + 16);
        text.extend_from_slice(b",\"data\":[");
        for (place, document) in documents.iter().enumerate() {
            if place > 0 {
                text.push(b',');
            }
            text.extend_from_slice(document);
        }
        text.extend_from_slice(b"]}");
        Bytes::from(text)
    }
}

/// How many documents fit a page: at most `most`, and no more than `most_bytes` unless it is the first.
fn fitting(lengths: impl Iterator<Item = usize>, most: usize, most_bytes: usize) -> usize {
    let mut bytes = 0usize;
    let mut count = 0;
    for length in lengths.take(most.max(1)) {
        bytes = bytes.saturating_add(length);
        if count > 0 && bytes > most_bytes {
            break;
        }
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
                    serde_json::from_slice(&page.progress.write(&page.documents, None, true)).unwrap();
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
