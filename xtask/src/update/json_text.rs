//! Places of strings in the text of a JSON file.

use std::ops::Range;

use openapi_document::join;

/// A string of a JSON text: a key or a value.
#[derive(Debug, PartialEq, Eq)]
pub struct Token {
    /// The pointer of the value, or of the member that has the key.
    pub pointer: String,
    /// The place between the quotes.
    pub range: Range<usize>,
    /// True for a key.
    pub is_key: bool,
}

/// Returns the strings of a valid JSON text in their order.
pub fn strings(text: &str) -> Vec<Token> {
    /// An open object or list: its pointer, and the number of its current entry if it is a list.
    type Level = (String, Option<usize>);
    let (mut found, mut open) = (Vec::new(), Vec::<Level>::new());
    // The pointer of the value that comes next.
    let mut next = String::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let mut end = at + letter.len_utf8();
        match letter {
            '{' | '[' => {
                let number = (letter == '[').then_some(0);
                open.push((next.clone(), number));
                if number.is_some() {
                    next += "/0";
                }
            }
            '}' | ']' => drop(open.pop()),
            ',' => {
                if let Some((pointer, Some(number))) = open.last_mut() {
                    *number += 1;
                    next = format!("{pointer}/{number}");
                }
            }
            '"' => {
                end = string_end(text, end);
                let range = at + 1..end - 1;
                let is_key = text[end..].trim_start().starts_with(':');
                if let (true, Some((pointer, _))) = (is_key, open.last()) {
                    let name = serde_json::from_str::<String>(&text[at..end]).unwrap_or_default();
                    next = join(pointer, &name);
                }
                let pointer = next.clone();
                found.push(Token {
                    pointer,
                    range,
                    is_key,
                });
            }
            _ => {}
        }
        at = end;
    }
    found
}

/// Returns the ranges of the entries of a list in an object, in a valid JSON text; none without it.
pub fn entries(text: &str, name: &str) -> Vec<Range<usize>> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0, None);
    let pointer = join("", name);
    let tokens = strings(text);
    let mut keys = tokens.iter().filter(|token| token.is_key);
    let Some(key) = keys.find(|token| token.pointer == pointer) else {
        return found;
    };
    let mut at = key.range.end + 1;
    while let Some(letter) = text[at..].chars().next() {
        let mut end = at + letter.len_utf8();
        match letter {
            '"' => end = string_end(text, end),
            '{' | '[' => {
                if depth == 1 {
                    start = Some(at);
                }
                depth += 1;
            }
            '}' | ']' => {
                depth -= 1;
                match (depth, start.take()) {
                    (1, Some(start)) => found.push(start..end),
                    (0, _) => break,
                    (_, kept) => start = kept,
                }
            }
            _ => {}
        }
        at = end;
    }
    found
}

/// Returns the position behind the quote that ends a string.
fn string_end(text: &str, start: usize) -> usize {
    let mut letters = text[start..].char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => drop(letters.next()),
            '"' => return start + at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_whole_objects() {
        let text = r#"{"b": [{}], "a": [{"x": "]}", "y": [{"z": {}}]}, {}, [1]], "c": [{}]}"#;
        let found: Vec<&str> = entries(text, "a")
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, [r#"{"x": "]}", "y": [{"z": {}}]}"#, "{}", "[1]"]);
        assert_eq!(entries(text, "d").len(), 0);
    }

    #[test]
    fn strings_have_their_pointers() {
        let text = r#"{"a/b": ["x\"y", {"c" : {}, "d": "z"}, [[], "w"]], "e": 1, "f": "{"}"#;
        let found = strings(text);
        let shown = found.iter().map(|token| {
            let word = &text[token.range.clone()];
            (token.pointer.as_str(), word, token.is_key)
        });
        assert_eq!(
            shown.collect::<Vec<_>>(),
            [
                ("/a~1b", "a/b", true),
                ("/a~1b/0", r#"x\"y"#, false),
                ("/a~1b/1/c", "c", true),
                ("/a~1b/1/d", "d", true),
                ("/a~1b/1/d", "z", false),
                ("/a~1b/2/1", "w", false),
                ("/e", "e", true),
                ("/f", "f", true),
                ("/f", "{", false),
            ]
        );
    }
}
