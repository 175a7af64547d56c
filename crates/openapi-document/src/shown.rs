//! Text of a document where people read it: on a terminal, in the log of a workflow, as Markdown.
//!
//! A contract is data from strangers. What it says must not move a cursor, hide text, start a
//! workflow command, or mention a person.

use crate::error::visible;

/// Returns lines of which none does anything but be read; their ends and tabs stay.
///
/// Invisible letters and control sequences are escaped. Where a workflow would see a command, which is
/// `::` at the begin of a line, or `##[` and `##vso[` anywhere, a backslash is added.
pub fn printable(text: &str) -> String {
    let line = |line: &str| {
        let words: Vec<String> = line.split('\t').map(one_line).collect();
        let line = words.join("\t");
        match line.trim_start().starts_with("::") {
            true => line.replacen("::", "\\::", 1),
            false => line,
        }
    };
    let lines: Vec<String> = text.split('\n').map(line).collect();
    lines.join("\n")
}

/// Returns a text as a part of one line, in which it does nothing but be read, as in [`printable`].
pub fn one_line(text: &str) -> String {
    let line = visible(text);
    line.replace("##[", "##\\[").replace("##vso[", "##vso\\[")
}

/// Returns a text as a code span of Markdown that shows it and nothing else.
///
/// Markdown reads no structure inside a span, and GitHub no mention and no reference. The marks around
/// it are longer than any run of backticks in it, and what could end the line, or show as something
/// else, is escaped.
pub fn code_span(text: &str) -> String {
    let mut shown = one_line(text);
    let longest = shown.split(|c| c != '`').map(str::len).max();
    let mark = "`".repeat(longest.unwrap_or(0) + 1);
    // A span cannot be empty, and loses one space at each of its ends.
    let at_edge = |c: char| c == '`' || c == ' ';
    if shown.is_empty() || shown.starts_with(at_edge) || shown.ends_with(at_edge) {
        shown = format!(" {shown} ");
    }
    format!("{mark}{shown}{mark}")
}

/// Returns lines as a block of code of Markdown, whose fences are longer than any run of backticks in it.
pub fn code_block(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}text\n{}\n{fence}\n", printable(text))
}

/// Returns JSON with its invisible letters escaped, which can only be inside of its texts.
pub fn visible_json(json: &str) -> String {
    let mut shown = String::with_capacity(json.len());
    for letter in json.chars() {
        let is_plain = letter.is_ascii_graphic() || matches!(letter, ' ' | '\n');
        match is_plain || visible(letter.encode_utf8(&mut [0; 4])).starts_with(letter) {
            true => shown.push(letter),
            false => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    shown.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_and_do_nothing() {
        let text = "a\tb\n  ::error::x::\r\n\u{1b}[2J\u{9b}0m ##[add-mask]y\u{202e}\u{2028}z\n";
        let shown =
            "a\tb\n  \\::error::x::\\r\n\\u{1b}[2J\\u{9b}0m ##\\[add-mask]y\\u{202e}\\u{2028}z\n";
        assert_eq!(printable(text), shown);
        assert_eq!(printable(shown), shown);
    }

    #[test]
    fn a_span_is_longer_than_what_it_shows() {
        assert_eq!(code_span("a"), "`a`");
        assert_eq!(code_span("a``b\n@c"), "```a``b\\n@c```");
        assert_eq!(code_span("`"), "`` ` ``");
        assert_eq!(code_span(""), "`  `");
    }

    #[test]
    fn json_stays_the_same_value() {
        let text = "{\n  \"\u{202e}\u{85}\u{7f}\u{e0001}\": \"é \u{1f980} \u{200b}\"\n}";
        let shown = visible_json(text);
        assert_eq!(
            shown,
            "{\n  \"\\u202e\\u0085\\u007f\\udb40\\udc01\": \"é \u{1f980} \\u200b\"\n}"
        );
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&shown), value(text));
    }
}
