//! Values in paths, queries and forms.

use std::fmt::{self, Display};

use lenient_json::Slot;
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

/// The way in which a list or an object is written in a query or a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The items of a list, or the names and values of an object, behind commas.
    Comma,
    /// The same behind spaces.
    Space,
    /// The same behind vertical bars.
    Pipe,
    /// A pair for each scalar inside, with its place in brackets: `filter[size][0]=1`.
    Deep,
    /// The value as JSON.
    Json,
}

impl Style {
    /// Returns the pairs of a value; none for `null` and for empty lists and objects.
    pub(crate) fn pairs(self, name: &str, value: Value) -> Vec<(String, String)> {
        let separator = match self {
            Self::Comma => ",",
            Self::Space => " ",
            Self::Pipe => "|",
            Self::Deep => {
                let mut pairs = Vec::new();
                deep(name.to_owned(), value, &mut pairs);
                return pairs;
            }
            Self::Json if value.is_null() => return Vec::new(),
            Self::Json => return vec![(name.to_owned(), value.to_string())],
        };
        let text = joined(value, separator);
        text.map(|text| (name.to_owned(), text))
            .into_iter()
            .collect()
    }
}

fn deep(name: String, value: Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Array(items) => {
            for (index, item) in items.into_iter().enumerate() {
                deep(format!("{name}[{index}]"), item, pairs);
            }
        }
        Value::Object(fields) => {
            for (key, value) in fields {
                deep(format!("{name}[{key}]"), value, pairs);
            }
        }
        value => pairs.push((name, plain(value))),
    }
}

/// Returns the parts of a list or an object in one text; nothing if there are none.
fn joined(value: Value, separator: &str) -> Option<String> {
    let parts: Vec<String> = match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .flat_map(|(name, value)| [name, plain(value)])
            .collect(),
        value => vec![plain(value)],
    };
    (!parts.is_empty()).then(|| parts.join(separator))
}

/// A text as it is, and any other value as JSON.
fn plain(value: Value) -> String {
    match value {
        Value::String(text) => text,
        value => value.to_string(),
    }
}

/// A list or an object in a path or a header, with commas between its parts.
pub struct Joined<'a>(pub &'a dyn Slot);

impl Display for Joined<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = serde_json::to_value(self.0).map_err(|_| fmt::Error)?;
        f.write_str(&joined(value, ",").unwrap_or_default())
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
    fn a_style_says_how_lists_and_objects_are_written() {
        let value = json!({"none": null, "of": {"x": true}, "size": [1, null, "a b"]});
        let list = json!(["a", 2, "c"]);
        for (style, value, expected) in [
            (Style::Comma, &list, "q=a%2C2%2Cc"),
            (Style::Space, &list, "q=a+2+c"),
            (Style::Pipe, &list, "q=a%7C2%7Cc"),
            (
                Style::Comma,
                &json!({"a": 1, "b": null, "c": "x"}),
                "q=a%2C1%2Cc%2Cx",
            ),
            (Style::Comma, &json!([]), ""),
            (Style::Pipe, &json!("one"), "q=one"),
            (
                Style::Deep,
                &value,
                "q%5Bof%5D%5Bx%5D=true&q%5Bsize%5D%5B0%5D=1&q%5Bsize%5D%5B2%5D=a+b",
            ),
            (Style::Json, &json!({"a": [1]}), "q=%7B%22a%22%3A%5B1%5D%7D"),
            (Style::Json, &json!(null), ""),
        ] {
            let text = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(style.pairs("q", value.clone()))
                .finish();
            assert_eq!(text, expected, "{style:?}");
        }
    }

    #[test]
    fn a_list_in_a_path_has_commas() {
        let list = vec!["a/b".to_owned(), "c".to_owned()];
        let filled = fill("", "/x/{ids}", &[&Joined(&list)]);
        assert_eq!(filled.as_deref(), Ok("/x/a%2Fb,c"));
        assert!(fill("", "/x/{ids}", &[&Joined(&Vec::<String>::new())]).is_err());
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
