//! Checks the URLs of pages like the service.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::{Value, json};
use url::{Host, Url};

/// A top-level domain at the end of the host.
static TOP_LEVEL_DOMAIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(\.[a-z0-9\p{Cyrillic}-]{2,}|\.xn--[a-z0-9-]+)(:\d+)?([/?#]|$)").ok()
});

/// Returns whether the service accepts a text as the URL of a page; without a scheme it is `http`.
pub fn is_page_url(text: &str) -> bool {
    url_issues(text).is_empty()
}

/// Adds the scheme that the service assumes.
pub fn with_scheme(text: &str) -> String {
    if has_scheme(text) {
        text.to_owned()
    } else {
        format!("http://{text}")
    }
}

/// Returns all issues that the service reports for a URL, without their path.
pub fn url_issues(text: &str) -> Vec<Value> {
    let text = with_scheme(text);
    let url = Url::parse(&text).ok();
    let mut issues = Vec::new();
    if url.is_none() {
        issues
            .push(json!({"validation": "url", "code": "invalid_string", "message": "Invalid url"}));
    }
    let lower = text.to_ascii_lowercase();
    let is_web = lower.starts_with("http://") || lower.starts_with("https://");
    if !is_web {
        issues.push(json!({
            "validation": "regex",
            "code": "invalid_string",
            "message": "URL uses unsupported protocol",
        }));
    }
    let has_top_level_domain = TOP_LEVEL_DOMAIN
        .as_ref()
        .is_none_or(|pattern| pattern.is_match(&text));
    if !has_top_level_domain && !url.as_ref().is_some_and(is_local) {
        issues.push(no_top_level_domain());
    }
    if url.is_none() || !is_web || has_two_schemes(&text) {
        issues.push(json!({"code": "custom", "message": "Invalid URL"}));
    }
    issues
}

/// The message for a URL that is missing or not a text.
pub(super) const NO_TOP_LEVEL_DOMAIN: &str =
    "URL must have a valid top-level domain or be a valid path";

/// Returns the issue of a URL that is missing or not a text.
pub(super) fn no_top_level_domain() -> Value {
    json!({"code": "custom", "message": NO_TOP_LEVEL_DOMAIN})
}

fn has_scheme(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphabetic())
    })
}

/// Pages under test are at IP addresses and at `localhost` with a port. The service rejects both,
/// this server accepts them.
fn is_local(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            url.port().is_some() && (name == "localhost" || name.ends_with(".localhost"))
        }
        Some(_) => true,
        None => false,
    }
}

/// `http://http://example.com` parses, but is a mistake.
fn has_two_schemes(text: &str) -> bool {
    text.match_indices("://").nth(1).is_some_and(|(index, _)| {
        text.get(..index)
            .is_some_and(|before| !before.contains(['?', '#']) && before.matches('/').count() == 2)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_are_taken() {
        for text in [
            "https://example.com",
            "http://site.test:13080/docs/1",
            "example.com",
            "HTTPS://Example.COM/a?b=http://x",
            "http://127.0.0.1:8080/",
            "http://localhost:3000",
            "http://[::1]:8080/x",
            "https://пример.рф/",
            "https://xn--e1afmkfd.xn--p1ai/",
        ] {
            assert!(is_page_url(text), "{text}: {:?}", url_issues(text));
        }
    }

    #[test]
    fn others_are_refused_in_the_words_of_the_service() {
        let messages = |text: &str| -> Vec<String> {
            let texts = url_issues(text).into_iter();
            texts
                .map(|issue| issue["message"].as_str().unwrap().to_owned())
                .collect()
        };
        let domain = "URL must have a valid top-level domain or be a valid path";
        assert_eq!(
            messages("not a url"),
            ["Invalid url", domain, "Invalid URL"]
        );
        assert_eq!(
            messages("ftp://x.y/z"),
            ["URL uses unsupported protocol", domain, "Invalid URL"]
        );
        assert_eq!(messages("http://localhost/"), [domain]);
        assert_eq!(messages(""), ["Invalid url", domain, "Invalid URL"]);
        assert_eq!(messages("http://http://example.com"), ["Invalid URL"]);
    }
}
