//! Pages of a job's documents, assembled from documents that are already serialized.

use bytes::Bytes;
use serde_json::Value;

/// A page of the documents of a job.
#[derive(Clone, Debug)]
pub struct StatusPage {
    /// The response without the documents.
    pub head: Value,
    /// The documents of this page.
    pub documents: Vec<Bytes>,
    /// The `skip` of the next page; `None` if there will be none.
    pub next: Option<usize>,
}

impl StatusPage {
    /// Cuts a page out of all documents; no further ones come to a settled job.
    pub fn cut(
        head: Value,
        settled: bool,
        documents: &[Bytes],
        skip: usize,
        limit: usize,
        byte_limit: usize,
    ) -> Self {
        let rest = documents.get(skip..).unwrap_or_default();
        let count = fitting(rest.iter().map(Bytes::len), limit, byte_limit);
        let end = skip.saturating_add(count);
        // Before the first page is queued the service has no `next`.
        let more = !settled && head["total"] != 0;
        Self {
            next: (more || end < documents.len()).then_some(end),
            documents: rest.get(..count).unwrap_or_default().to_vec(),
            head,
        }
    }

    /// Serializes the response.
    pub fn serialize(&self) -> Bytes {
        let mut text = self.head.to_string().into_bytes();
        text.pop();
        text.extend_from_slice(b",\"data\":[");
        text.extend_from_slice(&self.documents.join(&b','));
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
    use serde_json::json;

    fn cut(settled: bool, documents: &[Bytes], skip: usize) -> StatusPage {
        let head = json!({"total": documents.len()});
        StatusPage::cut(head, settled, documents, skip, 10, 100)
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
                    StatusPage::cut(json!({"total": 1}), true, &documents, from, most, most_bytes);
                let bytes: usize = page.documents.iter().map(Bytes::len).sum();
                prop_assert!(page.documents.len() <= most.max(1));
                prop_assert!(page.documents.len() <= 1 || bytes <= most_bytes);
                prop_assert!(page.next.is_none_or(|next| next > from));
                let body: Value =
                    serde_json::from_slice(&page.serialize()).unwrap();
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
        let page = cut(false, &documents, 2);
        assert_eq!((page.documents.len(), page.next), (0, Some(2)));
        let page = cut(false, &documents, 0);
        assert_eq!((page.documents.len(), page.next), (2, Some(2)));
        let page = cut(false, &[], 0);
        assert_eq!(page.next, None);
        let page = cut(true, &documents, 7);
        assert_eq!((page.documents.len(), page.next), (0, None));
    }
}
