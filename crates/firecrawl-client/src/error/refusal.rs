//! An answer that is no success, as far as it is kept.

use bytes::Bytes;
use firecrawl_api::types::{ErrorBody, RequiresAction};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::mend::mend;

/// How much of the body of a refused request is kept, in bytes.
pub(crate) const KEPT_BYTES: usize = 64 * 1024;

/// How much of the body of a refused request is read for what it says: a list of faults can be long.
pub(crate) const READ_BYTES: usize = 1024 * 1024;

/// The answer of a refused request: status, headers, the start of its body, and what they say.
///
/// `Debug` shows neither headers nor body.
#[derive(Clone)]
pub struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) parsed: Option<Box<ErrorBody>>,
}

impl Refusal {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        let parsed = serde_json::from_slice(&body)
            .or_else(|_| serde_json::from_slice(&mend(&body)))
            .ok();
        let body = match body.get(..KEPT_BYTES) {
            // A copy, so that the rest is not kept.
            Some(start) if start.len() < body.len() => Bytes::copy_from_slice(start),
            _ => body,
        };
        Self {
            status,
            headers,
            body,
            parsed,
        }
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The first bytes of the body, at most 64 KiB.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// What the service wants to be done before it goes on, such as terms to be accepted.
    pub fn requires_action(&self) -> Option<&RequiresAction> {
        self.parsed.as_ref()?.requires_action.as_deref()
    }

    /// The code of the error, such as `SCRAPE_TIMEOUT`; the list is open.
    pub fn code(&self) -> Option<&str> {
        let parsed = self.parsed.as_ref()?;
        parsed
            .code
            .as_deref()
            .or(parsed.feedback_error_code.as_deref())
    }

    /// The details of the error, in whatever shape they came.
    pub fn details(&self) -> Option<&Value> {
        self.parsed.as_ref()?.details.as_ref()
    }

    /// What the answer says in words, from whichever place has them.
    pub fn message(&self) -> Option<String> {
        match self.parsed.as_deref() {
            Some(parsed) => from_json(parsed),
            None => html_title(&self.body),
        }
    }
}

/// The words of an error in JSON: the summary, and what the details add to it.
fn from_json(parsed: &ErrorBody) -> Option<String> {
    // An `error` that is an object stands among the undeclared fields.
    let nested = || words_of(parsed.extra.get("error")?);
    let summary = parsed
        .error
        .as_deref()
        .or_else(nested)
        .or(parsed.title.as_deref())
        .or_else(|| parsed.extra.get("message")?.as_str())
        .filter(|text| !text.is_empty());
    let mut parts: Vec<&str> = summary.into_iter().collect();
    let details = parsed.detail.as_deref().into_iter().chain(
        parsed
            .details
            .iter()
            .flat_map(|details| match details {
                Value::Array(list) => list.iter().collect(),
                one => vec![one],
            })
            .filter_map(|detail| detail.get("message").unwrap_or(detail).as_str()),
    );
    for detail in details {
        if !detail.is_empty() && !parts.contains(&detail) {
            parts.push(detail);
        }
    }
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// The words of an `error` that is a text or an object.
pub(crate) fn words_of(error: &Value) -> Option<&str> {
    let word = |field: &str| error.get(field)?.as_str();
    error
        .as_str()
        .or_else(|| word("message"))
        .or_else(|| word("error"))
        // Some servers lose all of an error but its name.
        .or_else(|| word("name"))
}

/// The title of a page of HTML, as proxies answer.
fn html_title(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(&body[..body.len().min(4096)]);
    let lower = text.to_ascii_lowercase();
    let start = lower.find("<title")?;
    let start = start + lower[start..].find('>')? + 1;
    let end = start + lower[start..].find("</title")?;
    let title = text[start..end].trim();
    (!title.is_empty()).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(body: &str) -> Option<String> {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            HeaderMap::new(),
            Bytes::copy_from_slice(body.as_bytes()),
        )
        .message()
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        for (body, words) in [
            (r#"{"success":false,"error":"no such job"}"#, "no such job"),
            (
                r#"{"error":"Bad Request","details":[{"message":"unrecognized key"},{"message":"too long"}]}"#,
                "Bad Request: unrecognized key: too long",
            ),
            (
                r#"{"title":"Not found","detail":"no paper","type":"about:blank"}"#,
                "Not found: no paper",
            ),
            (r#"{"error":{"message":"deep"}}"#, "deep"),
            (
                r#"{"error":{"name":"AI_LoadAPIKeyError"}}"#,
                "AI_LoadAPIKeyError",
            ),
            (
                "<html><head><TITLE lang=en> 502 Bad Gateway </TITLE>",
                "502 Bad Gateway",
            ),
            (r#"{"error":"x","details":"y"}"#, "x: y"),
        ] {
            assert_eq!(message(body).as_deref(), Some(words), "{body}");
        }
    }

    #[test]
    fn nothing_to_say_is_nothing() {
        for body in ["", "[]", "{}", "<html></html>", "<title>", "\u{0}\u{1}"] {
            assert_eq!(message(body), None, "{body}");
        }
    }
}
