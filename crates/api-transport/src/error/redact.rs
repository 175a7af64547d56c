//! Removes the API key from texts of the service.

use std::fmt;

use serde_json::{Map, Value};

use super::error::Error;
use super::error_response::ErrorResponse;

/// Replaces the key.
const PLACEHOLDER: &str = "[key]";

/// The number of characters of a key that are recognized at the end of a truncated text.
const RECOGNIZABLE: usize = 4;

impl Error {
    /// Returns the error without the key in any text that it shows.
    ///
    /// Only the body and the headers of the response stay as they came.
    pub(crate) fn redacted(mut self, key: Option<&str>) -> Self {
        let Some(key) = key else {
            return self;
        };
        redact_text(&mut self.0.message, key);
        if let Some(operation) = &mut self.0.operation {
            redact_text(operation, key);
        }
        if let Some(progress) = &mut self.0.progress {
            redact_text(&mut progress.job_id, key);
            if let Some(state) = &mut progress.state {
                redact_text(state, key);
            }
        }
        if let Some(response) = &mut self.0.response {
            response.redact(Some(key));
        }
        self
    }
}

impl ErrorResponse {
    /// Removes the key from everything but the body and the headers.
    pub(crate) fn redact(&mut self, key: Option<&str>) {
        let Some(key) = key else {
            return;
        };
        if let Some(fields) = &mut self.fields {
            redact_fields(fields, key);
        }
        if let Some(text) = &mut self.text {
            redact_text(text, key);
        }
    }
}

fn redact_value(value: &mut Value, key: &str) {
    match value {
        Value::String(text) => redact_text(text, key),
        Value::Array(items) => items.iter_mut().for_each(|item| redact_value(item, key)),
        Value::Object(fields) => redact_fields(fields, key),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn redact_fields(fields: &mut Map<String, Value>, key: &str) {
    if fields.keys().any(|name| name.contains(key)) {
        let renamed = std::mem::take(fields).into_iter().map(|(mut name, value)| {
            redact_text(&mut name, key);
            (name, value)
        });
        *fields = renamed.collect();
    }
    fields
        .values_mut()
        .for_each(|field| redact_value(field, key));
}

/// Replaces the key, and its first characters where a long text was truncated.
pub(crate) fn redact_text(text: &mut String, key: &str) {
    if text.contains(key) {
        *text = text.replace(key, PLACEHOLDER);
    }
    let Some(cut) = text.strip_suffix('…') else {
        return;
    };
    let parts = (RECOGNIZABLE..key.len()).rev();
    let part = parts
        .filter_map(|length| key.get(..length))
        .find(|part| cut.ends_with(part));
    if let Some(part) = part {
        let end = cut.len() - part.len();
        text.truncate(end);
        text.push_str(PLACEHOLDER);
        text.push('…');
    }
}

/// Shows the kind of response, without headers and body.
impl fmt::Debug for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("status", &self.status)
            .field("code", &self.code())
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use proptest::prelude::*;
    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, HeaderValue};
    use serde_json::json;

    use super::*;
    use crate::error::ErrorKind;

    const KEY: &str = "fc-5ecre7a11c0de5ecre7";

    fn error_response(body: &[u8]) -> ErrorResponse {
        let body = Bytes::copy_from_slice(body);
        ErrorResponse::new(StatusCode::UNAUTHORIZED, HeaderMap::new(), body, &["code"])
    }

    fn failed(response: ErrorResponse) -> Error {
        let words = response.message().unwrap_or_default();
        Error::new(ErrorKind::Api, "")
            .with_message(&words)
            .with_response(response)
            .redacted(Some(KEY))
    }

    #[test]
    fn the_key_shows_nowhere_but_in_the_body() {
        let body = json!({
            "error": format!("{KEY} is wrong"),
            "code": format!("BAD_{KEY}"),
            "details": [{"message": KEY, "path": [KEY]}],
            "hint": {"try": KEY},
        });
        let error = failed(error_response(body.to_string().as_bytes()));
        for shown in [
            error.to_string(),
            format!("{error:?}"),
            format!("{:?}", error.response()),
            format!("{:?}", error.details()),
            error.code().unwrap_or_default().to_owned(),
        ] {
            assert!(!shown.contains(KEY), "{shown}");
            assert!(
                !shown.contains("wrong") || shown.contains("[key] is wrong"),
                "{shown}"
            );
        }
        assert_eq!(error.body(), Some(body.to_string().as_bytes()));
    }

    #[test]
    fn the_key_does_not_show_in_a_message_that_is_not_json() {
        for body in [
            format!("<pre>no {KEY}</pre>"),
            format!("<title>no {KEY}</title>"),
            format!("\"no {KEY}\""),
            format!("[\"no {KEY}\"]"),
            format!("no {KEY}"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("content-type", HeaderValue::from_static("text/plain"));
            let body = Bytes::from(body);
            let response = ErrorResponse::new(StatusCode::UNAUTHORIZED, headers, body, &["code"]);
            let error = failed(response);
            let message = error.response().and_then(ErrorResponse::message);
            assert_eq!(message.as_deref(), Some("no [key]"));
        }
    }

    #[test]
    fn a_title_and_a_body_do_not_show_in_debug() {
        let error = failed(error_response(
            format!("<title>no {KEY}</title>A page").as_bytes(),
        ));
        assert_eq!(error.message(), "no [key]");
        assert!(!format!("{error:?}{:?}", error.response()).contains("A page"));
    }

    proptest! {
        #[test]
        fn no_part_of_the_key_is_left_where_a_text_was_cut(before in 0_usize..520) {
            let words = format!("{}{KEY}", "x".repeat(before));
            let body = json!({"error": words});
            let error = failed(error_response(body.to_string().as_bytes()));
            prop_assert!(!error.to_string().contains(&KEY[..RECOGNIZABLE]), "{}", error);
        }

        #[test]
        fn any_body_makes_an_error_of_one_line(body in any::<Vec<u8>>(), status in 300_u16..1000) {
            let body = Bytes::from(body);
            let status = StatusCode::from_u16(status).unwrap_or_default();
            let error = failed(ErrorResponse::new(status, HeaderMap::new(), body, &["code"]));
            prop_assert!(!error.to_string().chars().any(char::is_control));
        }

        #[test]
        fn any_words_make_an_error_of_one_line(error in any::<String>(), code in any::<String>()) {
            let body = json!({"error": error, "code": code, "details": [{"message": error}]});
            let error = failed(error_response(body.to_string().as_bytes()))
                .of_operation(code.clone());
            let shown = error.to_string();
            prop_assert!(!shown.chars().any(char::is_control), "{}", shown);
            prop_assert!(shown.chars().count() < 2000);
        }
    }
}
