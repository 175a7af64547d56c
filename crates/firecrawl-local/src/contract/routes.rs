//! Finds the operation of a method and a path.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use openapi_document::members;
use percent_encoding::percent_decode_str;

use super::load::{Contract, DOCUMENT, Operation};

/// The result of looking up a method and a path.
#[derive(Debug)]
pub enum Match {
    /// An operation, with the decoded parameters of its path.
    Operation(&'static Operation, BTreeMap<String, String>),
    /// A path with an invalid percent encoding.
    BadEncoding,
    /// A path that only has operations of these methods.
    OtherMethods(Vec<String>),
    /// An unknown path.
    Unknown,
}

impl Contract {
    /// Finds the operation of a method and a path, with its `/v2` if it has one and without a query.
    pub fn route(self, method: &str, path: &str) -> Match {
        let (path, is_versioned) = match strip_version(path) {
            Some(path) => (path, true),
            None => (path, false),
        };
        let path = path.strip_suffix('/').unwrap_or(path);
        let path = &*canonical(path);
        let operations = self.operations().iter();
        let operations = operations.filter(|known| known.is_versioned() == is_versioned);
        let fitting: Vec<_> = operations
            .filter_map(|operation| Some((operation, values(operation.path, path)?)))
            .collect();
        let of_method = fitting.iter().filter(|(known, _)| known.method == method);
        // A brace is greater than a letter, so a fixed segment wins over a parameter.
        match of_method.min_by_key(|(operation, _)| operation.path) {
            Some((operation, values)) => {
                let decoded = values
                    .iter()
                    .map(|(name, value)| Some(((*name).to_owned(), decode(value)?)));
                decoded
                    .collect::<Option<_>>()
                    .map_or(Match::BadEncoding, |values| {
                        Match::Operation(operation, values)
                    })
            }
            None if fitting.is_empty() => Match::Unknown,
            None => {
                let methods = fitting
                    .iter()
                    .map(|(operation, _)| operation.method.clone());
                Match::OtherMethods(methods.collect())
            }
        }
    }
}

/// Other names of paths, which also hold for the paths below them: the name and the path.
static ALIASES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let items = members(DOCUMENT.get("paths"));
    let aliases = items.flat_map(|(path, item)| {
        let names = item["x-aliases"].as_array().into_iter().flatten();
        names.filter_map(move |name| Some((name.as_str()?, path.as_str())))
    });
    aliases.collect()
});

/// Replaces another name of a path by its own.
fn canonical(path: &str) -> Cow<'_, str> {
    let own = ALIASES.iter().find_map(|(name, own)| {
        let (head, rest) = path.split_at_checked(name.len())?;
        let fits = head.eq_ignore_ascii_case(name) && (rest.is_empty() || rest.starts_with('/'));
        fits.then(|| format!("{own}{rest}"))
    });
    own.map_or(Cow::Borrowed(path), Cow::Owned)
}

/// Returns the day on which the service removed a path, if it did.
pub fn removed_on(path: &str) -> Option<&'static str> {
    let path = strip_version(path)?;
    let removed = DOCUMENT["paths"].get("x-removed")?.as_object()?;
    let (_, day) = removed
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(path))?;
    day.as_str()
}

/// Returns the path below `/v2`, beginning with a slash.
fn strip_version(path: &str) -> Option<&str> {
    let (version, rest) = path.split_at_checked(3)?;
    (version.eq_ignore_ascii_case("/v2") && rest.starts_with('/')).then_some(rest)
}

/// Returns the name of a parameter that is a segment of a path template.
pub fn parameter_name(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// Returns the names and values of the parameters of a path; `None` if it does not fit the template.
fn values<'a>(template: &'static str, path: &'a str) -> Option<Vec<(&'static str, &'a str)>> {
    let mut parts = path.split('/');
    let mut values = Vec::new();
    for segment in template.split('/') {
        let part = parts.next()?;
        match parameter_name(segment) {
            Some(name) if !part.is_empty() => values.push((name, part)),
            // Express, which the service uses, ignores the case of a path.
            None if segment.eq_ignore_ascii_case(part) => {}
            _ => return None,
        }
    }
    parts.next().is_none().then_some(values)
}

/// Decodes like `decodeURIComponent`: a lone `%` and invalid UTF-8 are errors.
fn decode(text: &str) -> Option<String> {
    let is_escape = |rest: &str| {
        let digits = rest.as_bytes().get(..2);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    if !text.split('%').skip(1).all(is_escape) {
        return None;
    }
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;

    fn id(method: &str, path: &str) -> String {
        match Contract::load().route(method, path) {
            Match::Operation(operation, _) => operation.id.clone(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn fixed_segments_win_over_parameters() {
        assert_eq!(id("GET", "/v2/crawl/active"), "getActiveCrawls");
        assert_eq!(id("GET", "/v2/crawl/other"), "getCrawlStatus");
        assert_eq!(id("GET", "/v2/agent/threads/1"), "getAgentThread");
        assert_eq!(id("GET", "/v2/agent/1/trace"), "getAgentTrace");
        assert_eq!(id("POST", "/v2/support/ask"), "askSupportAgent");
        assert_eq!(id("GET", "/v2/crawl/ongoing"), "getActiveCrawls");
        assert_eq!(id("POST", "/v2/browser"), "createBrowserSession");
        assert_eq!(id("POST", "/v2/browser/1/execute"), "executeBrowserCode");
        assert_eq!(id("POST", "/v2/browsers"), "Unknown");
        assert_eq!(id("GET", "/exchange/discover/a"), "discoverExchangeCohort");
        assert_eq!(id("GET", "/v2/exchange/discover/a"), "Unknown");
        assert_eq!(id("GET", "/crawl/active"), "Unknown");
        assert!(removed_on("/v2/search/research/github").is_some());
        assert_eq!(
            id("GET", "/v2/search/research/papers/7/similar"),
            "researchRelatedPapers"
        );
        assert_eq!(id("POST", "/v2/search/7/feedback"), "submitSearchFeedback");
    }

    #[test]
    fn every_operation_of_the_contract_has_its_route() {
        let contract = Contract::load();
        assert_eq!(contract.operations().len(), 65);
        for operation in contract.operations() {
            let version = if operation.is_versioned() { "/v2" } else { "" };
            let path = format!("{version}{}", operation.path.replace(['{', '}'], ""));
            assert_eq!(id(&operation.method, &path), operation.id);
        }
    }

    #[test]
    fn a_slash_at_the_end_and_the_case_do_not_matter() {
        assert_eq!(id("POST", "/v2/scrape/"), "scrapeAndExtractFromUrl");
        assert_eq!(id("POST", "/V2/Scrape"), "scrapeAndExtractFromUrl");
    }

    #[test]
    fn other_paths_lead_nowhere() {
        for path in [
            "/",
            "/v2",
            "/v2/",
            "/v1/scrape",
            "/v2scrape",
            "/v2/nope",
            "/v2//scrape",
            "/ü",
        ] {
            assert_eq!(id("POST", path), "Unknown", "{path}");
        }
        assert!(id("PUT", "/v2/scrape").starts_with("OtherMethods"));
    }

    #[test]
    fn values_are_decoded() {
        let contract = Contract::load();
        let Match::Operation(_, values) =
            contract.route("GET", "/v2/search/research/papers/a%2Fb%20c")
        else {
            panic!("no route");
        };
        assert_eq!(values["id"], "a/b c");
        for path in [
            "/v2/crawl/%E0%A4%A",
            "/v2/crawl/%zz",
            "/v2/crawl/%",
            "/v2/crawl/%FF",
        ] {
            assert!(
                matches!(contract.route("GET", path), Match::BadEncoding),
                "{path}"
            );
        }
    }
}
