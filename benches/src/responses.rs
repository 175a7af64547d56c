//! The bytes that the server sends, made once from `samples/` and identical in every run.

use anyhow::{Context, Result};
use bytes::Bytes;
use serde_json::json;

use crate::sample_text::SampleText;
use crate::totals::Totals;

/// The size of a small response, in bytes.
pub const SMALL_BYTES: usize = 2_000;
/// The size of a large response, in bytes.
pub const LARGE_BYTES: usize = 1_000_000;
/// The size of a document in a finished crawl, in bytes.
pub const CRAWL_DOCUMENT_BYTES: usize = 100_000;
/// The number of documents on a page of a crawl, as on the service.
pub const PER_PAGE: usize = 100;

/// The number of links in a large response.
const LINKS: usize = 200;

/// A document, in which its number and its Markdown are filled in.
const DOCUMENT: &str = include_str!("../samples/document.json");

/// A response, and the documents in it.
#[derive(Clone, Debug)]
pub struct PreparedResponse {
    /// The body.
    pub body: Bytes,
    /// The documents in it.
    pub totals: Totals,
}

/// Creates a small response to a scrape: 2 kB, Markdown and metadata.
pub fn small() -> Result<PreparedResponse> {
    scrape_response(DOCUMENT, SMALL_BYTES)
}

/// Creates a large response to a scrape: 1 MB, with HTML twice and links.
pub fn large() -> Result<PreparedResponse> {
    let html = SampleText::html()?;
    let links = (0..LINKS).map(|number| format!("https://docs.example.com/guide/{number:05}"));
    let fields = format!(
        r#""html":{},"rawHtml":{},"links":{},"metadata":"#,
        json!(html.text(1, LARGE_BYTES * 3 / 10)),
        json!(html.text(2, LARGE_BYTES * 4 / 10)),
        json!(Vec::from_iter(links))
    );
    scrape_response(&DOCUMENT.replace(r#""metadata":"#, &fields), LARGE_BYTES)
}

fn scrape_response(document: &str, bytes: usize) -> Result<PreparedResponse> {
    let template = format!(r#"{{"success":true,"data":{}}}"#, document.trim_end());
    let (body, totals) = filled(&template, 0, bytes, &SampleText::markdown()?)?;
    let body = body.into();
    Ok(PreparedResponse { body, totals })
}

/// Fills a document with its number, and with Markdown up to a size.
fn filled(
    template: &str,
    number: usize,
    bytes: usize,
    text: &SampleText,
) -> Result<(String, Totals)> {
    let document = template.replace("NUMBER", &format!("{number:08}"));
    let room = (bytes + "MARKDOWN".len()).checked_sub(document.len());
    let room = room.with_context(|| format!("{bytes} bytes are too few for a document"))?;
    let markdown = text.text(number, room);
    let totals = Totals::of([Some(markdown.as_str())]);
    let quoted = json!(markdown).to_string();
    Ok((document.replacen(r#""MARKDOWN""#, &quoted, 1), totals))
}

/// The documents of a crawl: all different, all of the same size.
pub struct CrawlDocuments {
    document_bytes: usize,
    /// The documents, each with a comma after it.
    bytes: Bytes,
    /// The totals of all documents before the one at this index.
    before: Vec<Totals>,
}

impl CrawlDocuments {
    /// Creates a number of documents of a size.
    pub fn new(documents: usize, document_bytes: usize) -> Result<Self> {
        let text = SampleText::markdown()?;
        let mut totals = Totals::default();
        let mut before = vec![totals];
        let mut bytes = Vec::with_capacity(documents * (document_bytes + 1));
        for number in 0..documents {
            let (document, own) = filled(DOCUMENT.trim_end(), number, document_bytes, &text)?;
            totals += own;
            before.push(totals);
            bytes.extend(document.into_bytes());
            bytes.push(b',');
        }
        Ok(Self {
            document_bytes,
            bytes: bytes.into(),
            before,
        })
    }

    /// Returns the totals of the first documents, if there are as many.
    pub fn totals(&self, documents: usize) -> Option<Totals> {
        self.before.get(documents).copied()
    }

    /// Returns a range of documents, separated by commas, and the end of the range.
    ///
    /// It ends with the page of its first document at the latest.
    pub fn page(&self, from: usize, to: usize) -> (Bytes, usize) {
        let page_end = (from / PER_PAGE + 1) * PER_PAGE;
        let to = to.min(page_end).min(self.before.len() - 1);
        if from >= to {
            return (Bytes::new(), from);
        }
        let size = self.document_bytes + 1;
        (self.bytes.slice(from * size..to * size - 1), to)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::document::{Document, ScrapeResponse};

    #[test]
    fn responses_have_their_size_and_are_json() {
        for (prepared, bytes) in [(small(), SMALL_BYTES), (large(), LARGE_BYTES)] {
            let prepared = prepared.unwrap();
            assert_eq!(prepared.body.len(), bytes);
            let response: ScrapeResponse = serde_json::from_slice(&prepared.body).unwrap();
            assert_eq!(
                Totals::of([response.data.markdown.as_deref()]),
                prepared.totals
            );
        }
    }

    #[test]
    fn a_large_response_has_every_field() {
        let response: serde_json::Value = serde_json::from_slice(&large().unwrap().body).unwrap();
        for field in ["markdown", "html", "rawHtml", "links", "metadata"] {
            assert!(!response["data"][field].is_null(), "{field}");
        }
        assert_eq!(response["data"]["metadata"].as_object().unwrap().len(), 16);
    }

    #[test]
    fn documents_are_cut_into_pages() {
        let crawl = CrawlDocuments::new(250, 2_000).unwrap();
        let (mut at, mut totals, mut ids) = (0, Totals::default(), BTreeSet::new());
        let mut sizes = Vec::new();
        while at < 250 {
            let (bytes, end) = crawl.page(at, 250);
            let text = format!("[{}]", std::str::from_utf8(&bytes).unwrap());
            let documents: Vec<Document> = serde_json::from_str(&text).unwrap();
            assert_eq!(documents.len(), end - at);
            assert_eq!(bytes.len(), (end - at) * 2_001 - 1);
            for document in documents {
                totals += Totals::of([document.markdown.as_deref()]);
                ids.insert(document.metadata.unwrap().scrape_id);
            }
            sizes.push(end - at);
            at = end;
        }
        assert_eq!(sizes, [100, 100, 50]);
        assert_eq!(ids.len(), 250);
        assert_eq!(Some(totals), crawl.totals(250));
        assert_eq!(crawl.totals(251), None);
    }

    #[test]
    fn a_part_of_a_page_can_be_requested() {
        let crawl = CrawlDocuments::new(20, 2_000).unwrap();
        let (bytes, end) = crawl.page(7, 9);
        assert_eq!((bytes.len(), end), (4_001, 9));
        assert_eq!(crawl.page(20, 20), (Bytes::new(), 20));
    }
}
