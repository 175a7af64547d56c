//! Redirects, which are not followed.

use reqwest::header::{HeaderMap, LOCATION};
use url::Url;

/// Returns the message for a redirect, without the private parts of an address.
pub(super) fn message(headers: &HeaderMap) -> String {
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

/// Returns scheme, host and port.
pub(super) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}
