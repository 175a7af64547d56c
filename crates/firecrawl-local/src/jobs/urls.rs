//! The URLs in requests for jobs.

use serde_json::Value;
use url::Url;

use crate::contract::{is_page_url, url_issues};
use crate::engine;
use crate::response::Response;

/// Parses the URL of a page; without a scheme it is `http`.
pub fn parse(text: &str) -> Option<Url> {
    is_page_url(text).then(|| engine::parse_url(text)).flatten()
}

/// Parses the only URL of a request; the error response has the service's issues.
pub fn parse_url(text: &str) -> Result<Url, Box<Response>> {
    parse(text).ok_or_else(|| Response::bad_request(issues(text, &Value::from(vec!["url"]))).into())
}

/// Returns the issues that the service reports for a URL, at a path of the body.
pub fn issues(text: &str, path: &Value) -> Vec<Value> {
    let mut issues = url_issues(text);
    for issue in &mut issues {
        issue["path"] = path.clone();
    }
    issues
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_parses_has_no_fault_and_the_rest_has(text in "([a-z]{1,6}://)?[ a-z.:/0-9]{0,20}") {
            proptest::prop_assert_eq!(parse(&text).is_some(), issues(&text, &Value::Null).is_empty());
        }
    }
}
