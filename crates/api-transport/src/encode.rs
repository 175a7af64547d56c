//! Values in paths, queries and forms.

use std::fmt::Display;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::Value;

/// The characters that a URL parser changes or interprets in a path segment.
///
/// The controls hold tab, CR and LF, which a parser drops; a backslash is a
/// slash to it.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Fills a path template with values, in the order of its placeholders, and puts it behind `base`.
///
/// Returns the name and the value of the first placeholder that would leave a
/// segment empty or make it `.` or `..`: no encoding keeps a URL parser from
/// resolving these.
pub(crate) fn fill(
    base: &str,
    template: &str,
    values: &[&dyn Display],
) -> Result<String, (String, String)> {
    let mut path = String::with_capacity(base.len() + template.len() + 40);
    path.push_str(base);
    let mut values = values.iter();
    for segment in template.split('/').skip(1) {
        path.push('/');
        let start = path.len();
        let mut last = None;
        let mut rest = segment;
        while let Some((before, name, after)) = placeholder(rest) {
            path.push_str(before);
            let value = values.next().map(ToString::to_string).unwrap_or_default();
            path.extend(utf8_percent_encode(&value, RESERVED));
            last = Some((name, value));
            rest = after;
        }
        path.push_str(rest);
        if let (Some((name, value)), "" | "." | "..") = (last, &path[start..]) {
            return Err((name.to_owned(), value));
        }
    }
    Ok(path)
}

/// Returns the text before the first placeholder, its name, and the text behind it.
fn placeholder(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

/// Returns the pairs of a value in a query or a form: none for `null`, one for
/// a scalar, one each for the items of a list and the fields of an object.
///
/// Returns `None` for values inside of these that are not scalars.
pub(crate) fn pairs(name: &str, value: Value) -> Option<Vec<(String, String)>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::Array(items) => items
            .into_iter()
            .map(|item| Some((name.to_owned(), scalar(item)?)))
            .collect(),
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| Some((name, scalar(value)?)))
            .collect(),
        value => Some(vec![(name.to_owned(), scalar(value)?)]),
    }
}

fn scalar(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use progenitor_client::{QueryParam, encode_path};
    use proptest::prelude::*;
    use serde::Serialize;
    use serde_json::json;
    use url::Url;

    use super::*;
    use crate::{Client, Profile, Settings};

    fn path(template: &str, value: &str) -> Option<String> {
        fill("", template, &[&value]).ok()
    }

    #[test]
    fn values_that_no_encoding_keeps_in_their_place_are_refused() {
        for value in ["", ".", ".."] {
            let refused = fill("", "/crawl/{id}/errors", &[&value]);
            assert_eq!(refused, Err(("id".to_owned(), value.to_owned())));
        }
        assert_eq!(path("/a/x{id}", "").as_deref(), Some("/a/x"));
        assert_eq!(path("/a/.{id}", "."), None);
        let twice = fill("", "/a/{x}-{y}/b", &[&"1", &"2/3"]);
        assert_eq!(twice.as_deref(), Ok("/a/1-2%2F3/b"));
    }

    #[test]
    fn hostile_values_stay_in_their_segment() {
        for (value, encoded) in [
            ("..\\..\\team", "..%5C..%5Cteam"),
            ("a\tb\r\nc", "a%09b%0D%0Ac"),
            ("%2e%2e", "%252e%252e"),
            ("a/b?c#d é", "a%2Fb%3Fc%23d%20%C3%A9"),
        ] {
            let expected = format!("/crawl/{encoded}");
            assert_eq!(path("/crawl/{id}", value), Some(expected));
        }
    }

    /// Any text, with plenty of what a URL parser treats specially.
    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[./\\\\%2eE5cCfF?#&=;@: \t\r\n\u{0}é]{0,12}"
        ]
    }

    proptest! {
        #[test]
        fn every_value_stays_below_its_path(value in text()) {
            let Some(path) = path("/v2/crawl/{id}/errors", &value) else {
                prop_assert!(matches!(value.as_str(), "" | "." | ".."));
                return Ok(());
            };
            let mut url = Url::parse("https://api.example/base").unwrap();
            url.set_path(&path);
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            prop_assert_eq!(segments.len(), 4, "{}", url);
            prop_assert_eq!((segments[0], segments[1], segments[3]), ("v2", "crawl", "errors"));
            let decoded = percent_encoding::percent_decode_str(segments[2]).decode_utf8();
            prop_assert_eq!(decoded.unwrap(), value);
            prop_assert_eq!((url.query(), url.fragment()), (None, None));
        }

        #[test]
        fn usual_values_are_encoded_as_by_the_generator(value in "[^.\\\\^|][^\\\\^|]*") {
            prop_assert_eq!(path("/{id}", &value), Some(format!("/{}", encode_path(&value))));
        }

        #[test]
        fn queries_are_encoded_as_by_the_generator(
            text in any::<String>(),
            number in any::<i64>(),
            size in -1e12..1e12,
            list in proptest::collection::vec(any::<String>(), 0..4),
        ) {
            same("a", &text)?;
            same("a b", &Some(&text))?;
            same("none", &None::<String>)?;
            same("é", &number)?;
            same("size", &size)?;
            same("flag", &(number > 0))?;
            same("list", &list)?;
            same("list", &Some(list))?;
        }
    }

    fn same(name: &str, value: &impl Serialize) -> Result<(), TestCaseError> {
        // One of ours, since that of the generator needs an installed provider of cryptography.
        static HTTP: LazyLock<reqwest::Client> = LazyLock::new(|| {
            let root = Url::parse("http://127.0.0.1").unwrap();
            let client = Client::new(root, &Profile::DEFAULT, Settings::default()).unwrap();
            client.shared.connections.shared().clone()
        });
        let theirs = HTTP
            .get("https://a.example/")
            .query(&QueryParam::new(name, value))
            .build()
            .unwrap();
        let pairs = pairs(name, serde_json::to_value(value).unwrap()).unwrap();
        let mut ours = Url::parse("https://a.example/").unwrap();
        if !pairs.is_empty() {
            ours.query_pairs_mut().extend_pairs(pairs);
        }
        prop_assert_eq!(&ours, theirs.url());
        Ok(())
    }

    #[test]
    fn objects_are_their_fields() {
        let made = pairs("a", json!({"b": 1, "c": null, "d": true})).unwrap();
        let made: Vec<_> = made
            .iter()
            .map(|(name, value)| (&**name, &**value))
            .collect();
        assert_eq!(made, [("b", "1"), ("d", "true")]);
        for nested in [json!([[1]]), json!({"a": {}}), json!([null])] {
            assert_eq!(pairs("a", nested), None);
        }
    }
}
