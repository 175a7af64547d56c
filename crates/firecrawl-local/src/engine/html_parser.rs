//! Parses HTML within limits.
//!
//! The parser compares each attribute with those before it, and walks up the tree at some tags, so
//! the time for a page can grow with the square of its size.

use std::time::{Duration, Instant};

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::TendrilSink;
use scraper::{Html, HtmlTreeSink};

use super::scrape_error::ScrapeError;

/// The time that a page has to be parsed.
const TIME_LIMIT: Duration = Duration::from_secs(3);
/// The number of elements inside of each other; the filters walk from an element to its ancestors.
const MAX_DEPTH: usize = 5_000;
/// The bytes that are parsed between two looks at the clock.
const CHUNK: usize = 4 * 1024;

/// Parses a page; one that takes too long or is nested too deeply is an error.
pub fn parse(text: &str) -> Result<Html, ScrapeError> {
    parse_within(text, TIME_LIMIT)
}

fn parse_within(text: &str, limit: Duration) -> Result<Html, ScrapeError> {
    let started = Instant::now();
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = driver::parse_document(sink, ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        if started.elapsed() >= limit {
            return Err(ScrapeError::unsupported(
                "HTML that takes too long to parse",
            ));
        }
        let mut end = CHUNK.min(rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (chunk, after) = rest.split_at(end);
        parser.process(chunk.into());
        rest = after;
    }
    let page = parser.finish();
    if depth(&page) > MAX_DEPTH {
        return Err(ScrapeError::unsupported("HTML that is nested too deeply"));
    }
    Ok(page)
}

/// Returns the number of nodes from the root to the deepest one.
pub fn depth(page: &Html) -> usize {
    let (mut node, mut depth, mut deepest) = (page.tree.root(), 1usize, 1);
    // Without recursion, since the depth is what is not known yet.
    loop {
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
            deepest = deepest.max(depth);
            continue;
        }
        while node.next_sibling().is_none() {
            match node.parent() {
                Some(parent) => (node, depth) = (parent, depth - 1),
                None => return deepest,
            }
        }
        node = node.next_sibling().unwrap_or(node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_do_not_change_a_page() {
        let text = format!("<p>{}<p title='äöü'>€</p>", "ä€<b>x</b>".repeat(3_000));
        assert_eq!(
            parse(&text).unwrap().html(),
            Html::parse_document(&text).html()
        );
    }

    #[test]
    fn a_page_without_time_is_an_error() {
        let error = parse_within("<p>x", Duration::ZERO).unwrap_err();
        assert_eq!(error.code, "SCRAPE_UNSUPPORTED_FILE_ERROR");
        assert!(parse_within("", Duration::ZERO).is_ok(), "nothing to do");
    }

    #[test]
    fn depth_is_limited() {
        // These take no time that grows with the depth.
        let nested = |count: usize| format!("{}x", "<span>".repeat(count));
        assert!(parse(&nested(1_000)).is_ok());
        let error = parse(&nested(MAX_DEPTH)).unwrap_err();
        assert!(
            error.message.contains("nested too deeply"),
            "{}",
            error.message
        );
    }
}
