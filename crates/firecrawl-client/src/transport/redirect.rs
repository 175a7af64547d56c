//! Answers that lead elsewhere, which this client does not follow.

use reqwest::header::{HeaderMap, LOCATION};
use url::Url;

/// Where an answer leads, without what could be private in an address.
pub(super) fn words(headers: &HeaderMap) -> String {
    let target = headers
        .get(LOCATION)
        .and_then(|value| Url::parse(value.to_str().ok()?).ok())
        .map(|url| origin(&url));
    match target {
        Some(origin) => format!(
            "the server redirects to {origin}, and redirects are not followed; set that as the base URL if you trust it"
        ),
        None => {
            "the server redirects, and redirects are not followed; check the base URL".to_owned()
        }
    }
}

/// Scheme, host and port.
pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
