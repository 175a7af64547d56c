//! Strings that fit a schema.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Map, Value};

use super::numbers::count;

/// The most characters of a text, whatever its schema asks for.
const LONGEST: usize = 100_000;

/// Returns a text that fits format, pattern and length, and names the property that it is for.
pub(super) fn text(schema: &Map<String, Value>, name: &str, salt: usize) -> String {
    if let Some(text) = schema
        .get("format")
        .and_then(Value::as_str)
        .and_then(|format| of_format(format, salt))
    {
        return text;
    }
    let least = count(schema, "minLength").unwrap_or(0).min(LONGEST);
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
        && let Some(text) = of_pattern(pattern, least)
    {
        return text;
    }
    let mut text = of_name(name, salt);
    let length = text.chars().count().max(least);
    text.extend(std::iter::repeat_n('x', length - text.chars().count()));
    // The end distinguishes the texts of one list.
    let most = count(schema, "maxLength").unwrap_or(length);
    text.chars().skip(length.saturating_sub(most)).collect()
}

fn of_name(name: &str, salt: usize) -> String {
    let lower = name.to_ascii_lowercase();
    if lower == "url" || lower == "urls" || name.ends_with("Url") || name.ends_with("URL") {
        return of_format("uri", salt).unwrap_or_default();
    }
    if lower == "id" || name.ends_with("Id") || name.ends_with("_id") {
        return of_format("uuid", salt).unwrap_or_default();
    }
    let name = if name.is_empty() { "text" } else { name };
    match salt {
        0 => format!("example {name}"),
        salt => format!("example {name} {salt}"),
    }
}

fn of_format(format: &str, salt: usize) -> Option<String> {
    let number = match salt {
        0 => String::new(),
        salt => salt.to_string(),
    };
    let text = match format {
        "uri" | "url" | "iri" | "uri-reference" | "iri-reference" => {
            format!("https://example.com/{number}")
        }
        "uuid" => format!("00000000-0000-4000-8000-{salt:012x}"),
        "date-time" => format!("2026-01-01T00:00:{:02}Z", salt % 60),
        "date" => format!("2026-01-{:02}", salt % 28 + 1),
        "time" => format!("00:00:{:02}Z", salt % 60),
        "duration" => format!("PT{}S", salt + 1),
        "email" | "idn-email" => format!("someone{number}@example.com"),
        "hostname" | "idn-hostname" => format!("www{number}.example.com"),
        "ipv4" => format!("192.0.2.{}", salt % 254 + 1),
        "ipv6" => format!("2001:db8::{:x}", salt % 0xffff + 1),
        "json-pointer" => format!("/example{number}"),
        "relative-json-pointer" => salt.to_string(),
        "regex" => format!("example{number}"),
        "uri-template" => format!("https://example.com/{{name{number}}}"),
        _ => return None,
    };
    Some(text)
}

/// Returns a text that a pattern matches, or `None` if the pattern is of another dialect.
fn of_pattern(pattern: &str, least: usize) -> Option<String> {
    let parsed = regex_syntax::parse(pattern).ok()?;
    let mut shortest = String::new();
    write(&parsed, &mut 0, &mut shortest);
    let mut text = String::new();
    let mut more = least.saturating_sub(shortest.chars().count());
    write(&parsed, &mut more, &mut text);
    Some(text)
}

/// Writes the shortest text that an expression matches, with as many characters `more` as it can.
fn write(hir: &Hir, more: &mut usize, text: &mut String) {
    match hir.kind() {
        _ if text.len() > LONGEST => {}
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(member(class)),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            for count in 0..most {
                let before = text.len();
                if count >= repetition.min && *more == 0 || before > LONGEST {
                    break;
                }
                write(&repetition.sub, &mut 0, text);
                if count >= repetition.min {
                    *more = more.saturating_sub(text[before..].chars().count());
                }
                if text.len() == before {
                    break;
                }
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, more, text),
        HirKind::Concat(parts) => parts.iter().for_each(|part| write(part, more, text)),
        HirKind::Alternation(branches) => write(&branches[0], more, text),
    }
}

/// Returns a character of a class, a readable one if there is one.
fn member(class: &Class) -> Option<char> {
    match class {
        Class::Unicode(class) => {
            let ranges = class.ranges();
            let has = |c: char| ranges.iter().any(|r| r.start() <= c && c <= r.end());
            let readable = "a1A-_ ".chars().chain(' '..='~').find(|c| has(*c));
            readable.or_else(|| ranges.first().map(|range| range.start()))
        }
        Class::Bytes(class) => class
            .ranges()
            .first()
            .map(|range| char::from(range.start())),
    }
}
