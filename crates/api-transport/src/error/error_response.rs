//! A response with a status that is not a success.

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::json_repair::repair;

/// The number of bytes of the body that are kept.
const KEPT_BYTES: usize = 64 * 1024;

/// The number of bytes of the body that are read for its message: a list of faults can be long.
pub(crate) const READ_BYTES: usize = 1024 * 1024;

/// An error response: status, headers, the start of its body, and the fields of its JSON.
///
/// `Debug` shows neither headers nor body.
#[derive(Clone)]
pub struct ErrorResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) fields: Option<Map<String, Value>>,
    code_fields: &'static [&'static str],
}

impl ErrorResponse {
    pub(crate) fn new(
        status: StatusCode,
        headers: HeaderMap,
        body: Bytes,
        code_fields: &'static [&'static str],
    ) -> Self {
        // A larger body does not describe an error.
        let text = (body.len() <= READ_BYTES).then_some(&body);
        let fields = text.and_then(|text| {
            serde_json::from_slice(text)
                .or_else(|_| serde_json::from_slice(&repair(text)))
                .ok()
        });
        let body = match body.get(..KEPT_BYTES) {
            // A copy, so that the rest is not kept.
            Some(start) if start.len() < body.len() => Bytes::copy_from_slice(start),
            _ => body,
        };
        Self {
            status,
            headers,
            body,
            fields,
            code_fields,
        }
    }

    /// Returns the HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the first bytes of the body as they came, at most 64 KiB.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Returns the fields of the body, if it is a JSON object; the API key is redacted.
    pub fn fields(&self) -> Option<&Map<String, Value>> {
        self.fields.as_ref()
    }

    /// Reads the body into a type, if it is a JSON object that fits; the API key is redacted.
    pub fn json<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_value(Value::Object(self.fields.clone()?)).ok()
    }

    /// Returns the code of the error, such as `SCRAPE_TIMEOUT`; the list is open.
    pub fn code(&self) -> Option<&str> {
        let fields = self.fields.as_ref()?;
        self.code_fields
            .iter()
            .find_map(|name| fields.get(*name)?.as_str())
    }

    /// Returns the details of the error, in whatever shape they came.
    pub fn details(&self) -> Option<&Value> {
        let details = self.fields.as_ref()?.get("details");
        details.filter(|details| !details.is_null())
    }

    /// Returns the message of the error, from whichever field has it.
    pub fn message(&self) -> Option<String> {
        match &self.fields {
            Some(fields) => from_json(fields),
            None => html_title(&self.body),
        }
    }
}

/// Joins the summary of a JSON error with the messages of its details.
fn from_json(fields: &Map<String, Value>) -> Option<String> {
    let text = |name: &str| fields.get(name)?.as_str();
    let summary = fields
        .get("error")
        .and_then(message_of)
        .or_else(|| text("title"))
        .or_else(|| text("message"))
        .filter(|text| !text.is_empty());
    let mut parts: Vec<&str> = summary.into_iter().collect();
    let details = text("detail").into_iter().chain(
        fields
            .get("details")
            .into_iter()
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

/// Returns the message of an `error` that is a text or an object.
pub fn message_of(error: &Value) -> Option<&str> {
    let text = |field: &str| error.get(field)?.as_str();
    error
        .as_str()
        .or_else(|| text("message"))
        .or_else(|| text("error"))
        // Some servers lose all of an error but its name.
        .or_else(|| text("name"))
}

/// Returns the title of an HTML page, which proxies send.
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
        ErrorResponse::new(
            StatusCode::BAD_REQUEST,
            HeaderMap::new(),
            Bytes::copy_from_slice(body.as_bytes()),
            &["code"],
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
