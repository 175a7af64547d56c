//! Finds the operation of a method and a path.

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::load::Operation;

/// The result of looking up a method and a path.
#[derive(Debug)]
pub enum Match {
    /// An operation, with the decoded parameters of its path.
    Operation(Arc<Operation>, BTreeMap<String, String>),
    /// A path with an invalid percent encoding.
    BadEncoding,
    /// A path that only has operations of these methods.
    OtherMethods(Vec<String>),
    /// An unknown path.
    Unknown,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    // The order of these two makes a fixed segment win over a parameter.
    Fixed(String),
    Parameter(String),
}

struct Route {
    segments: Vec<Segment>,
    operation: Arc<Operation>,
}

/// All routes, in the order of their precedence.
#[derive(Default)]
pub(super) struct Routes(Vec<Route>);

impl Routes {
    pub fn new(operations: &[Arc<Operation>]) -> Self {
        let mut routes: Vec<Route> = operations
            .iter()
            .map(|operation| Route {
                segments: segments(&operation.path),
                operation: Arc::clone(operation),
            })
            .collect();
        routes.sort_by(|a, b| a.segments.cmp(&b.segments));
        Self(routes)
    }

    pub fn find(&self, method: &str, path: &str) -> Match {
        let Some(rest) = strip_version(path) else {
            return Match::Unknown;
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let parts: Vec<&str> = rest.split('/').skip(1).collect();
        let mut others = Vec::new();
        for route in &self.0 {
            let Some(values) = route.values(&parts) else {
                continue;
            };
            if route.operation.method != method {
                others.push(route.operation.method.clone());
                continue;
            }
            let decoded: Option<BTreeMap<String, String>> = values
                .into_iter()
                .map(|(name, value)| Some((name.to_owned(), decode(value)?)))
                .collect();
            return match decoded {
                Some(values) => Match::Operation(Arc::clone(&route.operation), values),
                None => Match::BadEncoding,
            };
        }
        if others.is_empty() {
            Match::Unknown
        } else {
            Match::OtherMethods(others)
        }
    }
}

impl Route {
    fn values<'a>(&'a self, parts: &[&'a str]) -> Option<Vec<(&'a str, &'a str)>> {
        if parts.len() != self.segments.len() {
            return None;
        }
        let mut values = Vec::new();
        for (segment, part) in self.segments.iter().zip(parts) {
            match segment {
                // Express, which the service uses, ignores the case of a path.
                Segment::Fixed(text) if text.eq_ignore_ascii_case(part) => {}
                Segment::Parameter(name) if !part.is_empty() => values.push((name.as_str(), *part)),
                _ => return None,
            }
        }
        Some(values)
    }
}

/// Returns the path below `/v2`, beginning with a slash.
fn strip_version(path: &str) -> Option<&str> {
    let (version, rest) = path.split_at_checked(3)?;
    (version.eq_ignore_ascii_case("/v2") && rest.starts_with('/')).then_some(rest)
}

fn segments(template: &str) -> Vec<Segment> {
    let segment = |part: &str| match part.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
        Some(name) => Segment::Parameter(name.to_owned()),
        None => Segment::Fixed(part.to_owned()),
    };
    template.split('/').skip(1).map(segment).collect()
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
        match Contract::load().unwrap().route(method, path) {
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
        assert_eq!(
            id("GET", "/v2/search/research/papers/7/similar"),
            "researchRelatedPapers"
        );
        assert_eq!(id("POST", "/v2/search/7/feedback"), "submitSearchFeedback");
    }

    #[test]
    fn every_operation_of_the_contract_has_its_route() {
        let contract = Contract::load().unwrap();
        assert_eq!(contract.operations().len(), 58);
        for operation in contract.operations() {
            let path = format!("/v2{}", operation.path.replace(['{', '}'], ""));
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
        let contract = Contract::load().unwrap();
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
