//! Matches outcomes with submitted URLs.

use std::collections::{HashMap, VecDeque};

use firecrawl_api::types::Document;
use url::{ParseError, Url};

/// Changes a URL to the form in which it is compared.
type Form = fn(&str) -> String;

/// The forms of found and of submitted URLs that are compared, the closest first.
///
/// After literal matches come equal addresses, then those that differ in their
/// fragment: some sites have pages behind it, and others are requested without
/// it. Last come those that differ in a trailing slash of their path, and in their
/// scheme: a server may report `https` for a URL that has none or `http`.
const FORMS: [(Form, Form); 5] = [
    (str::to_owned, str::to_owned),
    (normalized, normalized),
    (normalized, without_fragment),
    (without_slash, without_slash),
    (without_scheme, without_scheme),
];

/// Submitted URLs that wait for their outcomes.
pub(super) struct OpenUrls {
    urls: Vec<String>,
    open: Vec<bool>,
    /// The indexes of the URLs by each form, once it was needed.
    by_form: [Option<HashMap<String, VecDeque<usize>>>; FORMS.len()],
}

impl OpenUrls {
    pub fn new(urls: Vec<String>) -> Self {
        Self {
            open: vec![true; urls.len()],
            urls,
            by_form: Default::default(),
        }
    }

    /// Takes the URLs that the outcome of `found` is about: the closest one, and those spelled like it.
    pub fn take(&mut self, found: &str) -> Vec<usize> {
        let mut taken = Vec::new();
        taken.extend((0..FORMS.len()).find_map(|form| self.take_by(form, found)));
        while let Some(&last) = taken.last()
            && let Some(equal) = self.take_by(0, &self.urls[last].clone())
        {
            taken.push(equal);
        }
        taken
    }

    /// Returns the first URL that is still open.
    pub fn first(&self) -> Option<&str> {
        let first = self.open.iter().position(|open| *open)?;
        Some(&self.urls[first])
    }

    pub fn is_open(&self, at: usize) -> bool {
        self.open[at]
    }

    fn take_by(&mut self, form: usize, found: &str) -> Option<usize> {
        let (theirs, ours) = FORMS[form];
        let urls = &self.urls;
        let indexes = self.by_form[form].get_or_insert_with(|| {
            let mut indexes: HashMap<String, VecDeque<usize>> = HashMap::new();
            for (at, url) in urls.iter().enumerate() {
                indexes.entry(ours(url)).or_default().push_back(at);
            }
            indexes
        });
        let equal = indexes.get_mut(&theirs(found))?;
        loop {
            let at = equal.pop_front()?;
            if std::mem::take(&mut self.open[at]) {
                return Some(at);
            }
        }
    }
}

/// Returns the outcome of each submitted URL, from all outcomes with their URLs.
///
/// A URL that was submitted twice gets its outcomes one after the other, or
/// shares the only one.
pub(super) fn assign<T: Copy>(submitted: &[String], found: &[(&str, T)]) -> Vec<Option<T>> {
    let mut assigned = vec![None; submitted.len()];
    let mut open = OpenUrls::new(submitted.to_vec());
    let mut left: Vec<&(&str, T)> = found.iter().collect();
    for form in 0..FORMS.len() {
        left.retain(|(url, outcome)| match open.take_by(form, url) {
            Some(at) => {
                assigned[at] = Some(*outcome);
                false
            }
            None => true,
        });
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

fn without_scheme(url: &str) -> String {
    let url = without_slash(url);
    let rest = url.strip_prefix("https:").or(url.strip_prefix("http:"));
    rest.map_or_else(|| url.clone(), str::to_owned)
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
    fn another_scheme_is_matched_last() {
        let urls = ["example.com", "http://a.example/#1", "https://a.example/"];
        let found = [
            "https://example.com/",
            "https://a.example/",
            "https://a.example",
        ];
        assert_eq!(assigned(&urls, &found), [Some(0), None, Some(1)]);
        let mut open = OpenUrls::new(urls.map(str::to_owned).to_vec());
        assert_eq!(open.take("https://example.com/"), [0]);
        assert!(open.take("ftp://a.example/").is_empty());
        assert_eq!(open.take("https://a.example/"), [2]);
        assert_eq!(open.take("https://a.example/#1"), [1]);
    }

    #[test]
    fn outcomes_are_taken_one_after_the_other() {
        let url = "https://a.example/";
        assert_eq!(assigned(&[url; 2], &[url; 3]), [Some(0), Some(1)]);
        assert_eq!(assigned(&[url; 2], &[url]), [Some(0), Some(0)]);
    }

    #[test]
    fn equal_spellings_share_an_outcome_as_it_comes() {
        let urls = ["https://a.example/#1", "b.example", "https://a.example/#1"];
        let mut open = OpenUrls::new(urls.map(str::to_owned).to_vec());
        assert_eq!(open.take("https://a.example/"), [0, 2]);
        assert!(open.take("https://a.example/#1").is_empty());
        assert_eq!(open.first(), Some("b.example"));
        assert_eq!(open.take("http://b.example/"), [1]);
        assert_eq!(open.first(), None);
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
