//! Responses that are too large or too many to be prepared: made when they are requested.

use std::ops::Range;

use bytes::Bytes;
use serde::Deserialize;

use crate::responses::PER_PAGE;
use crate::totals::Totals;

/// A document, in which its number and its Markdown are filled in.
const DOCUMENT: &str = include_str!("../samples/document.json");
/// The URL of a document, without its number and the end.
const URL: &str = "https://docs.example.com/guide/chapter-";
/// The prefix of the id of a batch; its first URL and their count follow, in hexadecimal.
const BATCH: &str = "33333333-0000-4000-";

/// Documents of 1 kB with consecutive numbers.
#[derive(Clone, Debug)]
pub struct SmallDocuments(Range<usize>);

impl SmallDocuments {
    /// The documents from number 0.
    pub fn first(documents: usize) -> Self {
        Self(0..documents)
    }

    /// The number of documents.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Counts the documents.
    pub fn totals(&self) -> Totals {
        let text = markdown(self.0.start);
        Totals::of([Some(text.as_str())]).times(self.len() as u64)
    }

    /// Returns a page, with commas between the documents, and the number of documents before its end.
    pub fn page(&self, skip: usize) -> (Bytes, usize) {
        let end = (skip + PER_PAGE).min(self.len());
        let mut page = Vec::new();
        for number in self.0.clone().take(end).skip(skip) {
            if !page.is_empty() {
                page.push(b',');
            }
            let text = DOCUMENT
                .trim_end()
                .replace("NUMBER", &format!("{number:08}"));
            page.extend(text.replacen("MARKDOWN", &markdown(number), 1).into_bytes());
        }
        (page.into(), end)
    }
}

/// Returns the Markdown of a small document; it has the same length for all of them.
fn markdown(number: usize) -> String {
    format!("Chapter {number:08} of the guide.")
}

/// Returns the URL of a small document.
pub fn url(number: usize) -> String {
    format!("{URL}{number:08}")
}

#[derive(Deserialize)]
struct Batch<'a> {
    #[serde(borrow)]
    urls: Vec<&'a str>,
}

/// Returns the response to the start of a batch of consecutive URLs.
pub fn batch_start(origin: &str, sent: &[u8]) -> Option<String> {
    let batch: Batch<'_> = serde_json::from_slice(sent).ok()?;
    let first: usize = batch.urls.first()?.strip_prefix(URL)?.parse().ok()?;
    let consecutive = batch.urls.iter().zip(first..);
    if !consecutive
        .clone()
        .all(|(sent, number)| *sent == url(number))
    {
        return None;
    }
    let id = format!("{BATCH}{:04x}-{first:012x}", batch.urls.len());
    Some(format!(
        r#"{{"success":true,"id":"{id}","url":"{origin}/v2/batch/scrape/{id}"}}"#
    ))
}

/// Returns the documents of a batch, given its id.
pub fn batch(id: &str) -> Option<SmallDocuments> {
    let (count, first) = id.strip_prefix(BATCH)?.split_once('-')?;
    let number = |text| usize::from_str_radix(text, 16).ok();
    let first = number(first)?;
    Some(SmallDocuments(first..first + number(count)?))
}

/// Returns as many `{}` as fit, with commas between them.
pub fn empty_items(bytes: usize) -> Bytes {
    let mut items = b"{},".repeat(bytes / 3);
    items.pop();
    items.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn pages_have_the_documents_of_the_totals() {
        let documents = SmallDocuments(7..257);
        let (mut at, mut totals) = (0, Totals::default());
        while at < documents.len() {
            let (page, end) = documents.page(at);
            let text = format!("[{}]", std::str::from_utf8(&page).unwrap());
            let page: Vec<Document> = serde_json::from_str(&text).unwrap();
            assert_eq!(page.len(), end - at);
            totals += Totals::of(page.iter().map(|document| document.markdown.as_deref()));
            at = end;
        }
        assert_eq!(totals, documents.totals());
    }

    #[test]
    fn the_id_of_a_batch_has_its_documents() {
        let urls: Vec<String> = (990..1_000).map(url).collect();
        let sent = serde_json::json!({ "urls": urls }).to_string();
        let start = batch_start("http://127.0.0.1:1", sent.as_bytes()).unwrap();
        let start: serde_json::Value = serde_json::from_str(&start).unwrap();
        let documents = batch(start["id"].as_str().unwrap()).unwrap();
        assert_eq!(documents.0, 990..1_000);
        assert_eq!(
            batch_start("", br#"{"urls":["https://other.example/"]}"#),
            None
        );
    }

    #[test]
    fn empty_items_fill_their_size() {
        assert_eq!(&*empty_items(9), b"{},{},{}");
        assert_eq!(empty_items(8_000_000).len(), 7_999_997);
    }
}
