//! The bytes that the server sends, made once and identical in every run.

use anyhow::{Context, Result};
use bytes::Bytes;
use serde::Serialize;

use crate::document::{Document, Metadata, ScrapeResponse};
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
    scrape_response(document(0), SMALL_BYTES)
}

/// Creates a large response to a scrape: 1 MB, with HTML twice and links.
pub fn large() -> Result<PreparedResponse> {
    let html = SampleText::html();
    let document = Document {
        html: Some(html.text(1, LARGE_BYTES * 3 / 10)),
        raw_html: Some(html.text(2, LARGE_BYTES * 4 / 10)),
        links: Some((0..LINKS).map(url).collect()),
        ..document(1)
    };
    scrape_response(document, LARGE_BYTES)
}

fn scrape_response(document: Document, bytes: usize) -> Result<PreparedResponse> {
    let mut response = ScrapeResponse {
        success: true,
        data: document,
    };
    let markdown = bytes_for_markdown(&response, bytes)?;
    response.data.markdown = Some(SampleText::markdown().text(0, markdown));
    Ok(PreparedResponse {
        totals: Totals::of([response.data.markdown.as_deref()]),
        body: serde_json::to_vec(&response)?.into(),
    })
}

/// The documents of a crawl: all different, all of the same size.
pub struct CrawlDocuments {
    document_bytes: usize,
    /// The documents of each page, separated by commas.
    pages: Vec<Bytes>,
    /// The totals of all documents before the one at this index.
    before: Vec<Totals>,
}

impl CrawlDocuments {
    /// Creates a number of documents of a size.
    pub fn new(documents: usize, document_bytes: usize) -> Result<Self> {
        let text = SampleText::markdown();
        let mut totals = Totals::default();
        let mut before = vec![totals];
        let mut pages = Vec::new();
        for page in (0..documents).step_by(PER_PAGE) {
            let mut bytes = Vec::with_capacity(PER_PAGE * (document_bytes + 1));
            for number in page..documents.min(page + PER_PAGE) {
                if number > page {
                    bytes.push(b',');
                }
                let mut document = document(number);
                let markdown = bytes_for_markdown(&document, document_bytes)?;
                document.markdown = Some(text.text(number, markdown));
                totals += Totals::of([document.markdown.as_deref()]);
                before.push(totals);
                bytes.append(&mut serde_json::to_vec(&document)?);
            }
            pages.push(bytes.into());
        }
        Ok(Self {
            document_bytes,
            pages,
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
        let start = (from % PER_PAGE) * (self.document_bytes + 1);
        let end = start + (to - from) * (self.document_bytes + 1) - 1;
        (self.pages[from / PER_PAGE].slice(start..end), to)
    }
}

/// Returns the bytes that remain for Markdown in a value that has none yet.
fn bytes_for_markdown(value: &impl Serialize, bytes: usize) -> Result<usize> {
    let used = serde_json::to_vec(value)?.len() + r#""markdown":"","#.len();
    bytes
        .checked_sub(used)
        .with_context(|| format!("{bytes} bytes are too few for a document"))
}

fn url(number: usize) -> String {
    format!("https://docs.example.com/guide/chapter-{number:05}")
}

/// Creates a document with metadata only.
fn document(number: usize) -> Document {
    let owned = |text: &str| Some(text.to_owned());
    let metadata = Metadata {
        title: Some(format!("Chapter {number:05} – Guide")),
        description: owned("What there is to see, \"how to get there\" and when to leave."),
        language: owned("en"),
        og_title: Some(format!("Chapter {number:05}")),
        og_description: owned("What there is to see and how to get there."),
        og_image: owned("https://docs.example.com/images/cover-1200x630.png"),
        og_url: Some(url(number)),
        favicon: owned("https://docs.example.com/favicon.ico"),
        scrape_id: Some(format!("{number:08x}-5c1e-4d2a-9f00-0123456789ab")),
        source_url: Some(url(number)),
        url: Some(url(number)),
        status_code: Some(200),
        content_type: owned("text/html; charset=utf-8"),
        proxy_used: owned("basic"),
        cache_state: owned("miss"),
        credits_used: Some(1),
    };
    Document {
        metadata: Some(metadata),
        ..Document::default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

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
