//! The path of the JSON value at which a reader stopped.

/// The longest key that is shown: some keys come from a page.
const SHOWN: usize = 60;

/// Returns the path of the value in which, or right behind which, a reader stopped: `data[3].metadata`.
///
/// `line` and `column` are those of `serde_json`. The path is found from the text,
/// so that a valid response is read without keeping track of it.
pub(super) fn json_error_path(json: &[u8], line: usize, column: usize) -> String {
    let mut path = Path::default();
    let mut rest = &json[..offset(json, line, column)];
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'"' => {
                let (text, after) = text(rest);
                rest = after;
                path.text(text);
            }
            b'{' => path.open(Step::Object(None)),
            b'[' => path.open(Step::List(0)),
            b'}' | b']' => path.close(),
            b',' => path.comma(),
            b' ' | b'\t' | b'\n' | b'\r' | b':' => {}
            _ => path.in_value = true,
        }
    }
    path.shown()
}

/// Returns the number of bytes that were read.
fn offset(json: &[u8], line: usize, column: usize) -> usize {
    let ends = json.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    let start = match line.checked_sub(2) {
        Some(before) => ends.map(|(at, _)| at + 1).nth(before).unwrap_or(0),
        None => 0,
    };
    start.saturating_add(column).min(json.len())
}

/// Splits the text of a string, whose opening quote was read, from the rest.
fn text(json: &[u8]) -> (&[u8], &[u8]) {
    let mut escaped = false;
    for (at, byte) in json.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return (&json[..at], &json[at + 1..]),
            _ => {}
        }
    }
    (json, &[])
}

/// The position of a reader, from the outermost value to the innermost.
#[derive(Default)]
struct Path<'a> {
    steps: Vec<Step<'a>>,
    /// True if the last step leads to a value, false if it leads to the brackets only.
    in_value: bool,
}

enum Step<'a> {
    Object(Option<&'a [u8]>),
    List(usize),
}

impl<'a> Path<'a> {
    fn open(&mut self, step: Step<'a>) {
        self.steps.push(step);
        self.in_value = false;
    }

    /// A closed container is a value of the one around it.
    fn close(&mut self) {
        self.steps.pop();
        self.in_value = true;
    }

    fn comma(&mut self) {
        self.in_value = false;
        match self.steps.last_mut() {
            Some(Step::List(index)) => *index += 1,
            Some(Step::Object(key)) => *key = None,
            None => {}
        }
    }

    fn text(&mut self, text: &'a [u8]) {
        match self.steps.last_mut() {
            Some(Step::Object(key @ None)) => {
                *key = Some(text);
            }
            _ => self.in_value = true,
        }
    }

    fn shown(&self) -> String {
        let mut shown = String::new();
        for (at, step) in self.steps.iter().enumerate() {
            let innermost = at + 1 == self.steps.len();
            match step {
                Step::List(index) if self.in_value || !innermost => {
                    shown.push_str(&format!("[{index}]"));
                }
                Step::Object(Some(key)) => {
                    if !shown.is_empty() {
                        shown.push('.');
                    }
                    shown.push_str(&name(key));
                }
                Step::List(_) | Step::Object(None) => {}
            }
        }
        if shown.is_empty() {
            shown.push('.');
        }
        shown
    }
}

/// Returns a key as it is shown.
fn name(key: &[u8]) -> String {
    let key = String::from_utf8_lossy(key);
    let plain = key.chars().all(|letter| !letter.is_control());
    if key.len() <= SHOWN && plain {
        key.into_owned()
    } else {
        "?".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;
    use serde::Deserialize;
    use serde_json::Value;

    use super::*;

    fn at(json: &str, stop: &str) -> String {
        let stop = json.find(stop).unwrap() + stop.len();
        let before = &json[..stop];
        let line = before.matches('\n').count() + 1;
        let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
        json_error_path(json.as_bytes(), line, column)
    }

    const JSON: &str = r#"{"success": true, "data": [
        {"markdown": "a { \"b\": [", "links": []},
        {"metadata": {"statusCode": 404, "a.b": null}}
    ], "id": "7"}"#;

    #[test]
    fn it_names_the_value_that_was_read_last() {
        assert_eq!(at(JSON, "true"), "success");
        assert_eq!(at(JSON, r#""a { \"b\": [""#), "data[0].markdown");
        assert_eq!(at(JSON, r#""links": ["#), "data[0].links");
        assert_eq!(at(JSON, r#""links": []}"#), "data[0]");
        assert_eq!(at(JSON, "404"), "data[1].metadata.statusCode");
        assert_eq!(at(JSON, "null"), "data[1].metadata.a.b");
        assert_eq!(at(JSON, "null}}"), "data[1]");
        assert_eq!(at(JSON, "]},\n"), "data");
        assert_eq!(at(JSON, r#""7""#), "id");
        assert_eq!(at(JSON, r#""7"}"#), ".");
    }

    #[test]
    fn what_serde_tells_is_found() {
        #[derive(Debug, Deserialize)]
        #[allow(dead_code)]
        struct Page {
            data: Vec<HashMap<String, u8>>,
        }
        for (json, path) in [
            (r#"{"data":[{"a":1},{"b":"x"}]}"#, "data[1].b"),
            ("{\"data\":\n[{\"a\":1},\n{\"b\":{}}]}", "data[1].b"),
            (r#"{"data":[{"a":1},7]}"#, "data[1]"),
            (r#"{"data":7}"#, "data"),
            (r#"{}"#, "."),
            ("[]", "."),
            ("7", "."),
        ] {
            let error = serde_json::from_str::<Page>(json).unwrap_err();
            assert_eq!(
                json_error_path(json.as_bytes(), error.line(), error.column()),
                path,
                "{json}"
            );
        }
    }

    #[test]
    fn a_key_that_is_none_is_not_shown() {
        let long = format!(r#"{{"{}": 1}}"#, "k".repeat(1000));
        assert_eq!(json_error_path(long.as_bytes(), 1, 1005), "?");
    }

    proptest! {
        #[test]
        fn any_bytes_and_any_place_are_taken(json: Vec<u8>, line: usize, column: usize) {
            let shown = json_error_path(&json, line, column);
            prop_assert!(!shown.is_empty());
        }

        #[test]
        fn behind_the_last_byte_is_the_whole(numbers: Vec<Vec<u32>>, key: String) {
            let mut json = serde_json::Map::new();
            json.insert(key, serde_json::json!(numbers));
            let json = Value::Object(json).to_string();
            prop_assert_eq!(json_error_path(json.as_bytes(), 1, json.len()), ".");
        }
    }
}
