//! Places of tables and entries in the text of a TOML file.
//!
//! Changes are made in the text itself, so that comments, order and spelling stay as people wrote
//! them.

use std::ops::Range;

/// The header of a table with the place of its content.
#[derive(Debug, PartialEq, Eq)]
pub struct Header {
    /// The names in it, each with its place.
    pub path: Vec<(String, Range<usize>)>,
    /// The lines of the header.
    pub range: Range<usize>,
    /// The end of its last entry, or of the header.
    pub end: usize,
}

/// A key with its value.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of its header; nothing before the first.
    pub header: Option<usize>,
    /// The names before the key, if it is a dotted one.
    pub before: Vec<String>,
    /// The key.
    pub key: String,
    /// The place of the key.
    pub key_range: Range<usize>,
    /// The whole lines of the entry.
    pub range: Range<usize>,
}

/// The tables and entries of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The headers in their order.
    pub headers: Vec<Header>,
    /// The entries in their order.
    pub entries: Vec<Entry>,
}

impl Header {
    /// Returns whether it is the header of a table.
    pub fn is(&self, path: &[&str]) -> bool {
        self.path.len() == path.len() && self.starts_with(path)
    }

    /// Returns whether it is the header of a table, or of one inside it.
    pub fn starts_with(&self, path: &[&str]) -> bool {
        self.path.len() >= path.len()
            && self
                .path
                .iter()
                .zip(path)
                .all(|((name, _), own)| name == own)
    }
}

impl Layout {
    /// Reads the layout of a valid TOML text.
    pub fn of(text: &str) -> Self {
        let mut layout = Self::default();
        let mut at = 0;
        while at < text.len() {
            let start = at + (text[at..].len() - text[at..].trim_start_matches([' ', '\t']).len());
            let end_of_line =
                |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
            match text[start..].chars().next() {
                Some('[') => {
                    let brackets =
                        text[start..].len() - text[start..].trim_start_matches('[').len();
                    let (path, _) = keys(text, start + brackets);
                    let range = at..end_of_line(path.last().map_or(start, |(_, last)| last.end));
                    at = range.end;
                    let end = at;
                    layout.headers.push(Header { path, range, end });
                }
                Some('#' | '\n' | '\r') | None => at = end_of_line(start),
                Some(_) => {
                    let (mut path, equals) = keys(text, start);
                    let end = end_of_line(value_end(text, equals));
                    if let Some((key, key_range)) = path.pop() {
                        layout.entries.push(Entry {
                            header: layout.headers.len().checked_sub(1),
                            before: path.into_iter().map(|(name, _)| name).collect(),
                            key,
                            key_range,
                            range: at..end,
                        });
                    }
                    at = end;
                    if let Some(header) = layout.headers.last_mut() {
                        header.end = end;
                    }
                }
            }
        }
        layout
    }

    /// Returns the entries of a table.
    pub fn table<'a>(&'a self, path: &'a [&str]) -> impl Iterator<Item = &'a Entry> {
        let is_own = move |entry: &&Entry| {
            let names = self.path(entry);
            names[..names.len() - 1] == *path
        };
        self.entries.iter().filter(is_own)
    }

    /// Returns whether a header or a key is at a place.
    pub fn is_key(&self, at: usize) -> bool {
        let headers = self.headers.iter().map(|header| &header.range);
        let keys = self.entries.iter().map(|entry| &entry.key_range);
        headers.chain(keys).any(|range| range.contains(&at))
    }

    /// Returns the names that lead to an entry, with its key.
    pub fn path<'a>(&'a self, entry: &'a Entry) -> Vec<&'a str> {
        let header = entry.header.iter().flat_map(|at| &self.headers[*at].path);
        let header = header.map(|(name, _)| name.as_str());
        let before = entry.before.iter().map(String::as_str);
        header.chain(before).chain([entry.key.as_str()]).collect()
    }
}

/// Returns the places of the strings of a value, between their quotes.
pub fn strings(text: &str, entry: &Entry) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = entry.key_range.end;
    while at < entry.range.end {
        let rest = &text[at..entry.range.end];
        match rest.chars().next() {
            Some('"' | '\'') => {
                let end = string_end(text, at);
                found.push(at + 1..end - 1);
                at = end;
            }
            Some('#') => at += rest.find('\n').unwrap_or(rest.len()),
            Some(letter) => at += letter.len_utf8(),
            None => break,
        }
    }
    found
}

/// Returns a name as a key, which is on one line whatever the name holds.
pub fn key(name: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    match !name.is_empty() && name.bytes().all(is_bare) {
        true => name.to_owned(),
        false => quoted(name),
    }
}

/// Returns a text as a string of one line.
pub fn quoted(text: &str) -> String {
    // JSON has the escapes of TOML, but for the one character that only TOML forbids.
    let text = serde_json::Value::from(text).to_string();
    text.replace('\u{7f}', "\\u007F")
}

/// Reads the dotted key at a position; returns its parts and the position behind it.
fn keys(text: &str, mut at: usize) -> (Vec<(String, Range<usize>)>, usize) {
    let mut parts = Vec::new();
    loop {
        at += text[at..].len() - text[at..].trim_start_matches([' ', '\t', '.']).len();
        let rest = &text[at..];
        let length = match rest.chars().next() {
            Some('"' | '\'') => string_end(text, at) - at,
            _ => {
                let bare = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
                rest.len() - rest.trim_start_matches(bare).len()
            }
        };
        if length == 0 {
            return (parts, at);
        }
        let written = &rest[..length];
        // A quoted key may have escapes.
        let read = toml::from_str::<toml::Table>(&format!("{written} = 0"));
        let key = read.ok().and_then(|table| table.into_iter().next());
        parts.push((
            key.map_or_else(|| written.to_owned(), |(key, _)| key),
            at..at + length,
        ));
        at += length;
    }
}

/// Returns the end of the value after an equals sign: the end of its last line, without the break.
fn value_end(text: &str, mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(letter) = text[at..].chars().next() {
        match letter {
            '"' | '\'' => {
                at = string_end(text, at);
                continue;
            }
            '#' => {
                at = text[at..].find('\n').map_or(text.len(), |end| at + end);
                continue;
            }
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            '\n' if depth == 0 => return at,
            _ => {}
        }
        at += letter.len_utf8();
    }
    at
}

/// Returns the end of the string that begins at a position.
fn string_end(text: &str, start: usize) -> usize {
    let quote = &text[start..=start];
    let triple = quote.repeat(3);
    let mark = if text[start..].starts_with(&triple) {
        &*triple
    } else {
        quote
    };
    let mut at = start + mark.len();
    while at < text.len() && !text[at..].starts_with(mark) {
        let escape = quote == "\"" && text[at..].starts_with('\\');
        let letters = text[at..].chars().take(if escape { 2 } else { 1 });
        at += letters.map(char::len_utf8).sum::<usize>();
    }
    at = text.len().min(at + mark.len());
    // Two quotes may be the last content of a string with three.
    while mark.len() == 3 && text[at..].starts_with(quote) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Head.\ntop = 1\n\n[a.\"b c\"] # Tail.\none = \"x # [no]\"\n\
        two = \"\"\"\n[a.no]\nthree = 3\n\\\"\"\"\"\"\n\n# About four.\n  'four' = [ # [\n  1,\n]\n\
        [d]\n[[e]]\nlast = 'it''s'";

    #[test]
    fn every_name_is_a_key_of_one_line() {
        for name in [
            "a",
            "a.b",
            "a\nb",
            "\u{7f}\u{1}",
            r#"\"'"#,
            "",
            "é\u{2028}",
            "a]\n[b",
        ] {
            let text = format!("[t.{0}]\n{0} = 1\n", key(name));
            assert_eq!(text.lines().count(), 2, "{text}");
            let read: toml::Table = text.parse().expect(&text);
            assert_eq!(read["t"][name][name].as_integer(), Some(1), "{text}");
            let layout = Layout::of(&text);
            assert_eq!(layout.path(&layout.entries[0]), ["t", name, name]);
        }
    }

    #[test]
    fn headers_and_entries_have_their_places() {
        let layout = Layout::of(TEXT);
        let paths = layout.headers.iter().map(|header| {
            let names = header.path.iter().map(|(name, _)| name.as_str());
            names.collect::<Vec<_>>()
        });
        assert_eq!(
            paths.collect::<Vec<_>>(),
            [vec!["a", "b c"], vec!["d"], vec!["e"]]
        );
        let entries = layout
            .entries
            .iter()
            .map(|entry| (entry.key.as_str(), &TEXT[entry.range.clone()]));
        assert_eq!(
            entries.collect::<Vec<_>>(),
            [
                ("top", "top = 1\n"),
                ("one", "one = \"x # [no]\"\n"),
                ("two", "two = \"\"\"\n[a.no]\nthree = 3\n\\\"\"\"\"\"\n"),
                ("four", "  'four' = [ # [\n  1,\n]\n"),
                ("last", "last = 'it''s'"),
            ]
        );
        assert_eq!(&TEXT[layout.headers[0].path[1].1.clone()], "\"b c\"");
        assert_eq!(layout.headers[0].end, layout.headers[1].range.start);
        assert_eq!(layout.headers[1].end, layout.headers[1].range.end);
        assert_eq!(layout.table(&["a", "b c"]).count(), 3);
        let dotted = Layout::of("[a]\nb.'c d'.e = 1\n");
        assert_eq!(dotted.path(&dotted.entries[0]), ["a", "b", "c d", "e"]);
        assert_eq!(dotted.table(&["a", "b", "c d"]).count(), 1);
    }
}
