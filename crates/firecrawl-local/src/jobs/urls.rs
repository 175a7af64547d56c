//! Addresses in the requests for jobs, and in the links of their answers.

use axum::http::HeaderName;
use serde_json::{Value, json};
use url::Url;

use crate::contract::{is_page_url, url_issues};
use crate::engine;
use crate::request::Request;
use crate::response::Response;

/// The address that a text means, with `http` where it names no scheme.
pub fn parse(text: &str) -> Option<Url> {
    is_page_url(text).then(|| engine::address(text)).flatten()
}

/// What is wrong with an address, in the service's words; empty where nothing is.
pub fn faults(text: &str, path: &Value) -> Vec<Value> {
    let mut faults = url_issues(text);
    for fault in &mut faults {
        fault["path"] = path.clone();
    }
    faults
}

/// The refusal of a request because of the addresses in it.
pub fn refusal(details: Vec<Value>) -> Response {
    Response::json(
        400,
        json!({
            "success": false,
            "code": "BAD_REQUEST",
            "error": "Bad Request",
            "details": details,
        }),
    )
}

/// Scheme, host and port for links in answers; a proxy in front may have taken another scheme.
pub fn origin(request: &Request) -> String {
    let forwarded = request
        .headers
        .get(HeaderName::from_static("x-forwarded-proto"))
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(',').next())
        .map(str::trim);
    match (forwarded, request.origin.split_once("://")) {
        (Some(scheme @ ("http" | "https")), Some((_, rest))) => format!("{scheme}://{rest}"),
        _ => request.origin.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn what_parses_has_no_fault_and_the_rest_has(text in "([a-z]{1,6}://)?[ a-z.:/0-9]{0,20}") {
            proptest::prop_assert_eq!(parse(&text).is_some(), faults(&text, &Value::Null).is_empty());
        }
    }
}
