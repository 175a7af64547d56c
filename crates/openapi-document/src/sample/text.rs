//! Strings that fit a schema.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::{Map, Value};

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
    let length = |keyword| {
        let limit = schema.get(keyword).and_then(Value::as_f64)?;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some((limit as usize).min(LONGEST))
    };
    let least = length("minLength").unwrap_or(0);
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
        && let Some(text) = of_pattern(pattern, least)
    {
        return text;
    }
    let mut text = of_name(name, salt);
    let missing = least.saturating_sub(text.chars().count());
    text.extend(std::iter::repeat_n('x', missing));
    match length("maxLength") {
        Some(most) if text.chars().count() > most => {
            // The end tells texts of one list apart.
            let surplus = text.chars().count() - most;
            text.chars().skip(surplus).collect()
        }
        _ => text,
    }
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
    let mut text = String::new();
    write(&parsed, least, &mut text);
    Some(text)
}

/// Writes a text that an expression matches, with at least `wanted` characters if it can grow.
fn write(hir: &Hir, wanted: usize, text: &mut String) {
    if text.len() > LONGEST {
        return;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(&String::from_utf8_lossy(&literal.0)),
        HirKind::Class(class) => text.extend(member(class)),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            let mut count = 0;
            while count < repetition.min || (count < most && text.chars().count() < wanted) {
                let before = text.len();
                write(&repetition.sub, 0, text);
                count += 1;
                if text.len() == before || text.len() > LONGEST {
                    break;
                }
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, wanted, text),
        HirKind::Concat(parts) => {
            // Only the last part that can grow does.
            let growing = parts.iter().rposition(can_grow);
            for (index, part) in parts.iter().enumerate() {
                let after: usize = parts
                    .get(index + 1..)
                    .into_iter()
                    .flatten()
                    .filter_map(|part| part.properties().minimum_len())
                    .sum();
                let wanted = if growing == Some(index) {
                    wanted.saturating_sub(after)
                } else {
                    0
                };
                write(part, wanted, text);
            }
        }
        HirKind::Alternation(branches) => {
            if let Some(branch) = branches.first() {
                write(branch, wanted, text);
            }
        }
    }
}

fn can_grow(hir: &Hir) -> bool {
    hir.properties().maximum_len() != hir.properties().minimum_len()
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
