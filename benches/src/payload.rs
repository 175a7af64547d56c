//! The bytes that the server sends, made once and the same in every run.

use bytes::Bytes;
use serde::Serialize;

use crate::document::{Document, Metadata, ScrapeAnswer};
use crate::error::{Context, Error, Result};
use crate::prose::Prose;
use crate::seen::Seen;

/// The bytes of a small answer.
pub const SMALL_BYTES: usize = 2_000;
/// The bytes of a large answer.
pub const LARGE_BYTES: usize = 1_000_000;
/// The bytes of a document in a finished crawl.
pub const CRAWLED_BYTES: usize = 100_000;
/// The documents on a page of a crawl, as the service cuts them.
pub const PER_PAGE: usize = 100;

/// The links of a large answer.
const LINKS: usize = 200;

/// An answer, and what there is to see in it.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The body.
    pub body: Bytes,
    /// What it holds.
    pub held: Seen,
}

/// A small answer to a scrape: 2 kB, Markdown and metadata.
pub fn small() -> Result<Prepared> {
    answer(
        Document {
            metadata: Some(metadata(0)),
            ..Document::default()
        },
        SMALL_BYTES,
    )
}

/// A large answer to a scrape: 1 MB, with HTML twice and links.
pub fn large() -> Result<Prepared> {
    let html = Prose::html();
    let document = Document {
        html: Some(html.text(1, LARGE_BYTES * 3 / 10)),
        raw_html: Some(html.text(2, LARGE_BYTES * 4 / 10)),
        links: Some((0..LINKS).map(address).collect()),
        metadata: Some(metadata(1)),
        ..Document::default()
    };
    answer(document, LARGE_BYTES)
}

fn answer(document: Document, bytes: usize) -> Result<Prepared> {
    let mut answer = ScrapeAnswer {
        success: true,
        data: document,
    };
    let markdown = room(&answer, bytes)?;
    answer.data.markdown = Some(Prose::markdown().text(0, markdown));
    Ok(Prepared {
        held: Seen::one(answer.data.markdown.as_deref()),
        body: json(&answer)?.into(),
    })
}

/// The documents of a crawl: each its own, all of the same size.
pub struct Shelf {
    document_bytes: usize,
    /// Each holds its documents with commas between them.
    pages: Vec<Bytes>,
    /// What is held before the document of this number.
    before: Vec<Seen>,
}

impl Shelf {
    /// So many documents of so many bytes.
    pub fn new(documents: usize, document_bytes: usize) -> Result<Self> {
        let prose = Prose::markdown();
        let mut held = Seen::default();
        let mut before = vec![held];
        let mut pages = Vec::new();
        for page in (0..documents).step_by(PER_PAGE) {
            let mut bytes = Vec::with_capacity(PER_PAGE * (document_bytes + 1));
            for number in page..documents.min(page + PER_PAGE) {
                if number > page {
                    bytes.push(b',');
                }
                let document = crawled(&prose, number, document_bytes)?;
                held += Seen::one(document.markdown.as_deref());
                before.push(held);
                bytes.append(&mut json(&document)?);
            }
            pages.push(bytes.into());
        }
        Ok(Self {
            document_bytes,
            pages,
            before,
        })
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.before.len() - 1
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the first documents hold.
    pub fn held(&self, documents: usize) -> Option<Seen> {
        self.before.get(documents).copied()
    }

    /// The documents from one to before another with commas between them, to the end of the page
    /// at most; and where they end.
    pub fn documents(&self, from: usize, to: usize) -> (Bytes, usize) {
        let page_end = (from / PER_PAGE + 1) * PER_PAGE;
        let to = to.min(page_end).min(self.len());
        if from >= to {
            return (Bytes::new(), from);
        }
        let place = |number: usize| (number % PER_PAGE) * (self.document_bytes + 1);
        let start = place(from);
        let end = start + (to - from) * (self.document_bytes + 1) - 1;
        (self.pages[from / PER_PAGE].slice(start..end), to)
    }
}

fn crawled(prose: &Prose, number: usize, bytes: usize) -> Result<Document> {
    let mut document = Document {
        metadata: Some(metadata(number)),
        ..Document::default()
    };
    let markdown = room(&document, bytes)?;
    document.markdown = Some(prose.text(number, markdown));
    Ok(document)
}

/// The room for Markdown in a value that has none yet.
fn room(value: &impl Serialize, bytes: usize) -> Result<usize> {
    let around = json(value)?.len() + r#""markdown":"","#.len();
    bytes
        .checked_sub(around)
        .ok_or_else(|| Error::new(format!("{bytes} bytes are too few for a document")))
}

fn json(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).context("a document cannot be written")
}

fn address(number: usize) -> String {
    format!("https://docs.example.com/guide/chapter-{number:05}")
}

fn metadata(number: usize) -> Metadata {
    let owned = |text: &str| Some(text.to_owned());
    Metadata {
        title: Some(format!("Chapter {number:05} – Guide")),
        description: owned("What there is to see, \"how to get there\" and when to leave."),
        language: owned("en"),
        og_title: Some(format!("Chapter {number:05}")),
        og_description: owned("What there is to see and how to get there."),
        og_image: owned("https://docs.example.com/images/cover-1200x630.png"),
        og_url: Some(address(number)),
        favicon: owned("https://docs.example.com/favicon.ico"),
        scrape_id: Some(format!("{number:08x}-5c1e-4d2a-9f00-0123456789ab")),
        source_url: Some(address(number)),
        url: Some(address(number)),
        status_code: Some(200),
        content_type: owned("text/html; charset=utf-8"),
        proxy_used: owned("basic"),
        cache_state: owned("miss"),
        credits_used: Some(1),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn answers_have_their_size_and_are_json() {
        for (prepared, bytes) in [(small(), SMALL_BYTES), (large(), LARGE_BYTES)] {
            let prepared = prepared.unwrap();
            assert_eq!(prepared.body.len(), bytes);
            let answer: ScrapeAnswer = serde_json::from_slice(&prepared.body).unwrap();
            assert_eq!(Seen::one(answer.data.markdown.as_deref()), prepared.held);
        }
    }

    #[test]
    fn a_large_answer_has_every_field() {
        let answer: serde_json::Value = serde_json::from_slice(&large().unwrap().body).unwrap();
        for field in ["markdown", "html", "rawHtml", "links", "metadata"] {
            assert!(!answer["data"][field].is_null(), "{field}");
        }
        assert_eq!(answer["data"]["metadata"].as_object().unwrap().len(), 16);
    }

    #[test]
    fn documents_are_cut_into_pages() {
        let shelf = Shelf::new(250, 2_000).unwrap();
        assert_eq!(shelf.len(), 250);
        let (mut at, mut seen, mut ids) = (0, Seen::default(), BTreeSet::new());
        let mut sizes = Vec::new();
        while at < shelf.len() {
            let (bytes, end) = shelf.documents(at, shelf.len());
            let text = format!("[{}]", std::str::from_utf8(&bytes).unwrap());
            let documents: Vec<Document> = serde_json::from_str(&text).unwrap();
            assert_eq!(documents.len(), end - at);
            assert_eq!(bytes.len(), (end - at) * 2_001 - 1);
            for document in documents {
                seen += Seen::one(document.markdown.as_deref());
                ids.insert(document.metadata.unwrap().scrape_id);
            }
            sizes.push(end - at);
            at = end;
        }
        assert_eq!(sizes, [100, 100, 50]);
        assert_eq!(ids.len(), 250);
        assert_eq!(Some(seen), shelf.held(250));
        assert_eq!(shelf.held(251), None);
    }

    #[test]
    fn a_part_of_a_page_can_be_asked_for() {
        let shelf = Shelf::new(20, 2_000).unwrap();
        let (bytes, end) = shelf.documents(7, 9);
        assert_eq!((bytes.len(), end), (4_001, 9));
        assert_eq!(shelf.documents(20, 20), (Bytes::new(), 20));
    }
}
