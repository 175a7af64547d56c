//! Matches outcomes with submitted URLs.

use std::collections::{HashMap, VecDeque};

use firecrawl_api::types::Document;
use url::{ParseError, Url};

/// Returns the outcome of each submitted URL, from all outcomes with their URLs.
///
/// A URL that was submitted twice gets its outcomes one after the other, or
/// shares the only one. Literal matches come first, then equal addresses, then
/// those that differ in their fragment: some sites have pages behind it, and
/// others are requested without it. Last come those that differ in a trailing
/// slash of their path.
pub(super) fn assign<T: Copy>(submitted: &[String], found: &[(&str, T)]) -> Vec<Option<T>> {
    let mut assigned = vec![None; submitted.len()];
    let mut used = vec![false; found.len()];
    let literal: fn(&str) -> String = str::to_owned;
    for (theirs, ours) in [
        (literal, literal),
        (normalized, normalized),
        (normalized, without_fragment),
        (without_slash, without_slash),
    ] {
        let mut free: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (at, (url, _)) in found.iter().enumerate().filter(|(at, _)| !used[*at]) {
            free.entry(theirs(url)).or_default().push_back(at);
        }
        for (url, outcome) in submitted.iter().zip(&mut assigned) {
            if outcome.is_none()
                && let Some(at) = free.get_mut(&ours(url)).and_then(VecDeque::pop_front)
            {
                *outcome = Some(found[at].1);
                used[at] = true;
            }
        }
    }
    let mut shared: HashMap<String, T> = HashMap::new();
    for (url, outcome) in found {
        shared.entry(normalized(url)).or_insert(*outcome);
    }
    for (url, outcome) in submitted.iter().zip(&mut assigned) {
        *outcome = outcome
            .or_else(|| shared.get(&normalized(url)).copied())
            .or_else(|| shared.get(&without_fragment(url)).copied());
    }
    assigned
}

/// Returns the submitted URLs without an outcome.
pub(super) fn missing(submitted: &[String], reported: &[String]) -> Vec<String> {
    let found: Vec<(&str, ())> = reported.iter().map(|url| (url.as_str(), ())).collect();
    let outcomes = assign(submitted, &found).into_iter().zip(submitted);
    let missing = outcomes.filter(|(outcome, _)| outcome.is_none());
    missing.map(|(_, url)| url.clone()).collect()
}

/// Returns the URL that a document was requested by.
pub(super) fn address(document: &Document) -> Option<&str> {
    let metadata = document.metadata.as_ref();
    let source = metadata.and_then(|metadata| metadata.source_url.as_deref());
    let landed = metadata.and_then(|metadata| metadata.url.as_deref());
    source.or(landed).or(document.url.as_deref())
}

/// Normalizes a URL: `EXAMPLE.com` and `http://example.com/` are equal.
pub(super) fn normalized(url: &str) -> String {
    changed(url, |_| {})
}

fn without_fragment(url: &str) -> String {
    changed(url, |url| url.set_fragment(None))
}

fn without_slash(url: &str) -> String {
    changed(url, |url| {
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
    })
}

fn changed(url: &str, change: impl FnOnce(&mut Url)) -> String {
    match parsed(url) {
        Some(mut url) => {
            change(&mut url);
            url.into()
        }
        None => url.trim().to_owned(),
    }
}

/// Parses the URL, with `http` if it has no scheme, as the service does.
fn parsed(url: &str) -> Option<Url> {
    let url = url.trim();
    match Url::parse(url) {
        Ok(whole) if whole.has_host() => Some(whole),
        // `localhost:3000` would be parsed as a scheme and its rest.
        Ok(_) | Err(ParseError::RelativeUrlWithoutBase) => {
            Url::parse(&format!("http://{url}")).ok()
        }
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn assigned(submitted: &[&str], found: &[&str]) -> Vec<Option<usize>> {
        let submitted: Vec<String> = submitted.iter().map(|url| (*url).to_owned()).collect();
        let found: Vec<(&str, usize)> = found.iter().copied().zip(0..).collect();
        assign(&submitted, &found)
    }

    #[test]
    fn spellings_are_one() {
        for (one, other) in [
            ("https://EXAMPLE.com", "https://example.com/"),
            ("example.com", "http://example.com/"),
            ("localhost:3000/a", "http://localhost:3000/a"),
            (" https://a.example:443/ ", "https://a.example/"),
        ] {
            assert_eq!(normalized(one), normalized(other));
        }
        assert_ne!(
            normalized("https://a.example/#b"),
            normalized("https://a.example/")
        );
        assert_eq!(normalized("http://exa mple"), "http://exa mple");
    }

    #[test]
    fn the_same_letters_come_before_the_same_address() {
        let urls = ["https://a.example/#1", "https://a.example/#2"];
        assert_eq!(assigned(&urls, &[urls[1], urls[0]]), [Some(1), Some(0)]);
        assert_eq!(assigned(&urls, &[urls[1]]), [None, Some(0)]);
        assert_eq!(assigned(&urls, &["https://a.example/"]), [Some(0), Some(0)]);
    }

    #[test]
    fn outcomes_are_taken_one_after_the_other() {
        let url = "https://a.example/";
        assert_eq!(assigned(&[url; 2], &[url; 3]), [Some(0), Some(1)]);
        assert_eq!(assigned(&[url; 2], &[url]), [Some(0), Some(0)]);
    }

    proptest! {
        #[test]
        fn whatever_was_found_is_given(urls in proptest::collection::vec("[a-c]{1,2}", 0..8)) {
            let list: Vec<&str> = urls.iter().map(String::as_str).collect();
            let mut reversed = list.clone();
            reversed.reverse();
            let mut assigned = assigned(&list, &reversed);
            assigned.sort_unstable();
            prop_assert_eq!(assigned, (0..list.len()).map(Some).collect::<Vec<_>>());
        }
    }
}
