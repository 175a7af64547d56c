//! Takes the key out of what the service says.

use std::fmt;

use serde_json::Value;

use super::failure::Error;
use super::refusal::Refusal;

/// What stands in place of the key.
const HIDDEN: &str = "[key]";

/// How much of a key at the end of a cut text is taken for the key.
const TELLING: usize = 4;

impl Error {
    /// The same without the key in its words, its code and its details.
    pub(crate) fn hiding(mut self, key: Option<&str>) -> Self {
        if let Some(key) = key {
            hide_in(&mut self.0.message, key);
            if let Some(refusal) = &mut self.0.refusal {
                refusal.hide(Some(key));
            }
        }
        self
    }
}

impl Refusal {
    /// Takes the key out of everything but the body itself.
    pub(crate) fn hide(&mut self, key: Option<&str>) {
        let (Some(key), Some(parsed)) = (key, self.parsed.as_deref_mut()) else {
            return;
        };
        let texts = [
            &mut parsed.code,
            &mut parsed.detail,
            &mut parsed.error,
            &mut parsed.feedback_error_code,
            &mut parsed.title,
        ];
        for text in texts.into_iter().flatten() {
            hide_in(text, key);
        }
        for value in parsed.details.iter_mut().chain(parsed.extra.values_mut()) {
            hide_in_value(value, key);
        }
    }
}

fn hide_in_value(value: &mut Value, key: &str) {
    match value {
        Value::String(text) => hide_in(text, key),
        Value::Array(items) => items.iter_mut().for_each(|item| hide_in_value(item, key)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|field| hide_in_value(field, key)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Replaces the key, and the start of it where a long text was cut.
fn hide_in(text: &mut String, key: &str) {
    if text.contains(key) {
        *text = text.replace(key, HIDDEN);
    }
    let Some(cut) = text.strip_suffix('…') else {
        return;
    };
    let parts = (TELLING..key.len()).rev();
    let part = parts
        .filter_map(|length| key.get(..length))
        .find(|part| cut.ends_with(part));
    if let Some(part) = part {
        let end = cut.len() - part.len();
        text.truncate(end);
        text.push_str(HIDDEN);
        text.push('…');
    }
}

/// Shows what kind of answer it is, without headers and body.
impl fmt::Debug for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Refusal")
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
    use reqwest::header::HeaderMap;
    use serde_json::json;

    use super::*;
    use crate::error::ErrorKind;

    const KEY: &str = "fc-5ecre7a11c0de5ecre7";

    fn refusal(body: &[u8]) -> Refusal {
        let body = Bytes::copy_from_slice(body);
        Refusal::new(StatusCode::UNAUTHORIZED, HeaderMap::new(), body)
    }

    fn failed(refusal: Refusal) -> Error {
        let words = refusal.message().unwrap_or_default();
        Error::new(ErrorKind::Api, "")
            .saying(&words)
            .with_refusal(refusal)
            .hiding(Some(KEY))
    }

    #[test]
    fn the_key_shows_nowhere_but_in_the_body() {
        let body = json!({
            "error": format!("{KEY} is wrong"),
            "code": format!("BAD_{KEY}"),
            "details": [{"message": KEY, "path": [KEY]}],
            "hint": {"try": KEY},
        });
        let error = failed(refusal(body.to_string().as_bytes()));
        for shown in [
            error.to_string(),
            format!("{error:?}"),
            format!("{:?}", error.refusal()),
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
    fn a_title_and_a_body_do_not_show_in_debug() {
        let error = failed(refusal(format!("<title>no {KEY}</title>A page").as_bytes()));
        assert_eq!(error.message(), "no [key]");
        assert!(!format!("{error:?}{:?}", error.refusal()).contains("A page"));
    }

    proptest! {
        #[test]
        fn no_part_of_the_key_is_left_where_a_text_was_cut(before in 0_usize..520) {
            let words = format!("{}{KEY}", "x".repeat(before));
            let body = json!({"error": words});
            let error = failed(refusal(body.to_string().as_bytes()));
            prop_assert!(!error.to_string().contains(&KEY[..TELLING]), "{}", error);
        }

        #[test]
        fn any_body_makes_an_error_of_one_line(body in any::<Vec<u8>>(), status in 300_u16..1000) {
            let body = Bytes::from(body);
            let status = StatusCode::from_u16(status).unwrap_or_default();
            let error = failed(Refusal::new(status, HeaderMap::new(), body));
            prop_assert!(!error.to_string().chars().any(char::is_control));
        }

        #[test]
        fn any_words_make_an_error_of_one_line(error in any::<String>(), code in any::<String>()) {
            let body = json!({"error": error, "code": code, "details": [{"message": error}]});
            let error = failed(refusal(body.to_string().as_bytes()))
                .of_operation(code.clone());
            let shown = error.to_string();
            prop_assert!(!shown.chars().any(char::is_control), "{}", shown);
            prop_assert!(shown.chars().count() < 2000);
        }
    }
}
