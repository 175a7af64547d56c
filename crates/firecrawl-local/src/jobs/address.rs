//! Addresses as users write them.

use axum::http::HeaderName;
use serde_json::{Value, json};
use url::Url;

use crate::answer::Answer;
use crate::call::Call;

/// The address that a text means, with `http` where it names no scheme.
pub fn parse(text: &str) -> Option<Url> {
    let url = Url::parse(&with_scheme(text)).ok()?;
    (is_web(&url) && is_reachable(&url)).then_some(url)
}

/// What is wrong with an address, in the service's words; empty where nothing is.
pub fn faults(text: &str, path: &Value) -> Vec<Value> {
    const UNREACHABLE: &str = "URL must have a valid top-level domain or be a valid path";
    let custom = |message: &str| json!({"code": "custom", "message": message, "path": path});
    let refused = |validation: &str, message: &str| {
        json!({
            "validation": validation,
            "code": "invalid_string",
            "message": message,
            "path": path,
        })
    };
    let Ok(url) = Url::parse(&with_scheme(text)) else {
        return vec![
            refused("url", "Invalid url"),
            custom(UNREACHABLE),
            custom("Invalid URL"),
        ];
    };
    let mut faults = Vec::new();
    if !is_web(&url) {
        faults.push(refused("regex", "URL uses unsupported protocol"));
    }
    if !is_reachable(&url) {
        faults.push(custom(UNREACHABLE));
    }
    if !is_web(&url) {
        faults.push(custom("Invalid URL"));
    }
    faults
}

/// The refusal of a request because of the addresses in it.
pub fn refusal(details: Vec<Value>) -> Answer {
    Answer::json(
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
pub fn origin(call: &Call) -> String {
    let forwarded = call
        .headers
        .get(HeaderName::from_static("x-forwarded-proto"))
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(',').next())
        .map(str::trim);
    match (forwarded, call.origin.split_once("://")) {
        (Some(scheme @ ("http" | "https")), Some((_, rest))) => format!("{scheme}://{rest}"),
        _ => call.origin.clone(),
    }
}

fn with_scheme(text: &str) -> String {
    let text = text.trim();
    if text.contains("://") {
        text.to_owned()
    } else {
        format!("http://{text}")
    }
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// The service wants a top-level domain; addresses and ports are let through, for servers on this machine.
fn is_reachable(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(host)) => {
            url.port().is_some()
                || host
                    .trim_end_matches('.')
                    .rsplit_once('.')
                    .is_some_and(|(_, top)| top.len() >= 2)
        }
        Some(_) => true,
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_worded_as_the_service_words_them() {
        let messages = |text: &str| -> Vec<String> {
            faults(text, &json!(["urls", 1]))
                .iter()
                .map(|fault| fault["message"].as_str().unwrap().to_owned())
                .collect()
        };
        let top = "URL must have a valid top-level domain or be a valid path";
        assert_eq!(messages("not a url"), ["Invalid url", top, "Invalid URL"]);
        assert_eq!(messages(""), ["Invalid url", top, "Invalid URL"]);
        assert_eq!(
            messages("ftp://x.y/z"),
            ["URL uses unsupported protocol", top, "Invalid URL"]
        );
        assert_eq!(messages("http://localhost/"), [top]);
        assert!(messages("example.com/a").is_empty());
        assert!(messages("http://127.0.0.1:80/").is_empty());
        assert!(messages("http://localhost:3000").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn what_parses_has_no_fault_and_the_rest_has(text in "([a-z]{1,6}://)?[ a-z.:/0-9]{0,20}") {
            proptest::prop_assert_eq!(parse(&text).is_some(), faults(&text, &Value::Null).is_empty());
        }
    }
}
