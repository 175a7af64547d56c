//! The code that an operation leaves behind, as the ranges of a text.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::update::Layout;

/// Finds a method with its documentation, in a block that begins with `start`.
pub fn method(text: &str, start: &str, name: &str) -> Vec<Range<usize>> {
    let block = text.find(start).unwrap_or(text.len());
    let mut names = [format!("fn {name}("), format!("fn {name}<")].into_iter();
    let Some(at) = names.find_map(|name| Some(block + text[block..].find(&name)?)) else {
        return Vec::new();
    };
    let mut from = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let indent = text[from..].len() - text[from..].trim_start_matches(' ').len();
    let end = format!("\n{}}}\n", " ".repeat(indent));
    let Some(to) = text[at..].find(&end).map(|length| at + length + end.len()) else {
        return Vec::new();
    };
    for line in text[..from].split_inclusive('\n').rev() {
        if !line.trim_start().starts_with(['/', '#']) {
            break;
        }
        from -= line.len();
    }
    // One empty line between the methods around it is enough.
    if text[..from].ends_with("\n\n") {
        from -= 1;
    }
    std::iter::once(from..to).collect()
}

/// Finds the entry of a key in a TOML file.
pub fn entry(text: &str, key: &str) -> Vec<Range<usize>> {
    let layout = Layout::of(text);
    let own = layout.entries.into_iter().filter(|entry| entry.key == key);
    own.map(|entry| entry.range).collect()
}

/// Finds the items of a list that begin with a text, each with its further lines.
pub fn items(text: &str, start: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut at, mut is_own) = (0, false);
    for line in text.split_inclusive('\n') {
        let inner = line.trim_start();
        let is_start = line.starts_with("    ") && !line.starts_with("     ");
        let is_end = inner.starts_with(['}', ')', ']']);
        is_own = match is_start && !is_end || !line.starts_with(' ') {
            true => line.starts_with(start),
            false => is_own,
        };
        if is_own {
            found.push(at..at + line.len());
        }
        at += line.len();
    }
    found
}

/// Removes the imported names that only the removed code has used.
pub fn unused_imports(text: &str, removed: &str) -> String {
    let words = |text: &str| -> Vec<(usize, usize)> {
        let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
        let starts = text
            .char_indices()
            .filter(|(at, letter)| letter.is_uppercase() && !text[..*at].ends_with(is_letter));
        let end = |at: usize| {
            text[at..]
                .find(|letter| !is_letter(letter))
                .unwrap_or(text.len() - at)
        };
        starts.map(|(at, _)| (at, at + end(at))).collect()
    };
    let names: BTreeSet<&str> = words(removed)
        .into_iter()
        .map(|(from, to)| &removed[from..to])
        .collect();
    let mut text = text.to_owned();
    for name in names {
        let places: Vec<_> = words(&text)
            .into_iter()
            .filter(|(from, to)| &text[*from..*to] == name)
            .collect();
        let [(from, to)] = places[..] else { continue };
        let statement = text[..from].rfind(';').map_or(0, |at| at + 1);
        let is_listed = text[statement..from].trim_start().starts_with("use ")
            && text[statement..from].contains('{');
        if is_listed && let Some(rest) = text[to..].strip_prefix(',') {
            let end = text.len() - rest.trim_start_matches(' ').len();
            text.replace_range(from..end, "");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, ranges: Vec<Range<usize>>) -> String {
        let mut text = text.to_owned();
        for range in ranges.into_iter().rev() {
            text.replace_range(range, "");
        }
        text
    }

    #[test]
    fn a_method_goes_with_its_documentation() {
        let text = "use a::{Gone, Kept};\n\nimpl A {\n    /// One.\n    pub fn one() -> Kept {\n        1\n    }\n\n    /// Two.\n    \
            #[must_use]\n    pub fn two<T>() -> Gone {\n        if x {\n        }\n    }\n\n    pub fn three() {}\n}\n";
        let ranges = method(text, "impl A {", "two");
        let removed: String = ranges.iter().map(|range| &text[range.clone()]).collect();
        let left = unused_imports(&without(text, ranges), &removed);
        assert_eq!(
            left,
            "use a::{Kept};\n\nimpl A {\n    /// One.\n    pub fn one() -> Kept {\n        1\n    }\n\n    \
             pub fn three() {}\n}\n"
        );
        assert!(method(text, "impl A {", "four").is_empty());
        assert!(method(text, "impl B {", "two").is_empty());
    }

    #[test]
    fn an_item_goes_with_its_further_lines() {
        let text =
            "rows! {\n    A => 1;\n    B => {\n        2\n    };\n    B => 3;\n    C => 4;\n}\n";
        assert_eq!(
            without(text, items(text, "    B => ")),
            "rows! {\n    A => 1;\n    C => 4;\n}\n"
        );
        assert_eq!(
            without("[m]\na = 1\nb = 2\n", entry("[m]\na = 1\nb = 2\n", "b")),
            "[m]\na = 1\n"
        );
    }
}
