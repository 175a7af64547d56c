//! A response with a status that is not a success.

use bytes::Bytes;
use lenient_json::read_json;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The number of bytes of the body that are kept.
const KEPT_BYTES: usize = 64 * 1024;

/// The number of bytes of the body that are read for its message: a list of faults can be long.
pub(crate) const READ_BYTES: usize = 1024 * 1024;

/// The number of bytes of a text or an HTML page in which its message is looked for.
const SHOWN_BYTES: usize = 4096;

/// An error response: status, headers, the start of its body, and the fields of its JSON.
///
/// `Debug` shows neither headers nor body.
#[derive(Clone)]
pub struct ErrorResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) fields: Option<Map<String, Value>>,
    /// The message of a body that is not a JSON object.
    pub(crate) text: Option<String>,
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
        let read = (body.len() <= READ_BYTES).then_some(&body);
        let fields = read.and_then(|read| read_json(read).ok());
        let body = match body.get(..KEPT_BYTES) {
            // A copy, so that the rest is not kept.
            Some(start) if start.len() < body.len() => Bytes::copy_from_slice(start),
            _ => body,
        };
        let text = match &fields {
            Some(_) => None,
            None => text_message(&headers, &body),
        };
        Self {
            status,
            headers,
            body,
            fields,
            text,
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

    /// Returns the message of the error, from whichever part of the body has it; the API key is
    /// redacted.
    pub fn message(&self) -> Option<String> {
        match &self.fields {
            Some(fields) => from_json(fields),
            None => self.text.clone(),
        }
    }
}

/// Returns the message of a body that is not a JSON object.
fn text_message(headers: &HeaderMap, body: &Bytes) -> Option<String> {
    let start = &body[..body.len().min(SHOWN_BYTES)];
    let text = String::from_utf8_lossy(start);
    // Without a media type, a body can be anything.
    let media_type = headers.get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    let is_plain = media_type.is_some_and(|kind| kind.starts_with(b"text/plain"));
    match text.trim_start().chars().next()? {
        '[' | '"' => joined(texts(&serde_json::from_slice(body).ok()?).collect()),
        // Truncated JSON has no message.
        '{' => None,
        '<' => ["pre", "title"]
            .iter()
            .find_map(|name| element(&text, name)),
        _ if is_plain => joined(vec![text.trim()]),
        _ => None,
    }
}

/// Joins the summary of a JSON error with the messages of its details.
fn from_json(fields: &Map<String, Value>) -> Option<String> {
    let summary = ["error", "title", "message"]
        .iter()
        .filter_map(|name| message_of(fields.get(*name)?))
        .find(|text| !text.is_empty());
    let details = ["detail", "details", "errors"].iter();
    let details = details.filter_map(|name| fields.get(*name)).flat_map(texts);
    let list = fields.get("message").filter(|message| message.is_array());
    let details = details.chain(list.into_iter().flat_map(texts));
    joined(summary.into_iter().chain(details).collect())
}

/// Returns the texts of a value, and of the items of a list.
fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    items.iter().filter_map(|item| {
        let text = item.get("message").or_else(|| item.get("msg"));
        text.unwrap_or(item).as_str()
    })
}

/// Joins texts, each of them once.
fn joined(texts: Vec<&str>) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for text in texts {
        if !text.is_empty() && !parts.contains(&text) {
            parts.push(text);
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

/// Returns the first text in an element of an HTML page, which servers and proxies send.
fn element(html: &str, name: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    let start = lower.find(&format!("<{name}"))?;
    let start = start + lower[start..].find('>')? + 1;
    let end = start + lower[start..].find('<')?;
    let text = html[start..end].trim();
    let entities = [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
    ];
    let text = entities
        .iter()
        .fold(text.to_owned(), |text, (entity, letter)| {
            text.replace(entity, letter)
        });
    (!text.is_empty()).then(|| text.replace("&amp;", "&"))
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
    fn a_text_is_a_message_if_it_is_sent_as_one() {
        let body = Bytes::from_static(b"  upstream connect error\n");
        for (media_type, message) in [
            ("text/plain; charset=utf-8", Some("upstream connect error")),
            ("application/octet-stream", None),
        ] {
            let media_type = HeaderValue::from_static(media_type);
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, media_type)]);
            let status = StatusCode::BAD_GATEWAY;
            let response = ErrorResponse::new(status, headers, body.clone(), &["code"]);
            assert_eq!(response.message().as_deref(), message);
        }
    }

    #[test]
    fn other_servers_say_it_in_their_way() {
        for (body, message) in [
            (r#"{"detail":"Not here"}"#, "Not here"),
            (
                r#"{"detail":[{"loc":["body","url"],"msg":"field required"},{"msg":"too long"}]}"#,
                "field required: too long",
            ),
            (r#"{"errors":["one",{"message":"two"}]}"#, "one: two"),
            (
                r#"{"message":["one","two"],"error":"Bad Request"}"#,
                "Bad Request: one: two",
            ),
            (r#"{"message":["one","two"]}"#, "one: two"),
            (r#"["one",{"msg":"two"}]"#, "one: two"),
            (r#""nope""#, "nope"),
            (
                "<!DOCTYPE html><title>Error</title><pre>Cannot POST /v2/x &quot;y&quot;<br> &nbsp; at</pre>",
                "Cannot POST /v2/x \"y\"",
            ),
            (
                "<html><head><title>502 Bad Gateway</title>",
                "502 Bad Gateway",
            ),
        ] {
            let body = Bytes::copy_from_slice(body.as_bytes());
            let status = StatusCode::BAD_GATEWAY;
            let response = ErrorResponse::new(status, HeaderMap::new(), body.clone(), &["code"]);
            assert_eq!(response.message().as_deref(), Some(message), "{body:?}");
        }
        for body in [
            &b""[..],
            b"{\"error\":\"cut",
            b"\x00\x01\xff",
            b"[1]",
            b"<p>x</p>",
        ] {
            let body = Bytes::from_static(body);
            let status = StatusCode::BAD_GATEWAY;
            let response = ErrorResponse::new(status, HeaderMap::new(), body.clone(), &["code"]);
            assert_eq!(response.message(), None, "{body:?}");
        }
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
