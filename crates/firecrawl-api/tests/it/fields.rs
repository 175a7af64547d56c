//! Every field of the contract has a field of its own in the types.
//!
//! A round trip alone does not show this: a field that a type lacks is restored from the record's
//! `extra`, and an unknown value from an `Unknown` variant. The debug output of the decoded value
//! does.

use serde_json::Value;

use super::contract::{failures, requests, responses};
use contract_testing::coverage::{FREE, cover};
use contract_testing::findings::Findings;
use contract_testing::instances::Generator;
use contract_testing::schema::{Kind, Schema};

/// The names of the field that keeps unknown fields.
const EXTRA: [&str; 2] = ["extra", "undeclared"];

#[test]
fn every_declared_part_is_typed() {
    let mut findings = Findings::default();
    let cases = requests().into_iter().chain(responses()).chain(failures());
    for case in cases {
        for value in cover(case.schema, &mut Generator::new(&case.place)) {
            let shown = match (case.codec.show)(&value) {
                Ok(shown) => shown,
                Err(error) => {
                    findings.add(&case.place, &error, &value);
                    continue;
                }
            };
            // What differs from failure to failure is any JSON on purpose.
            let free = case.codec.name == "ErrorBody" || value.to_string().contains(FREE);
            let mut lines = shown.lines().peekable();
            while let Some(line) = lines.next() {
                // A status that is absent is unknown, with an empty text.
                let is_absent = lines.peek().is_some_and(|next| next.trim() == "\"\",");
                let found = untyped(line)
                    .filter(|_| !is_absent)
                    .or_else(|| loose(line).filter(|_| !free));
                if let Some(what) = found {
                    let place = format!("{} ({})", case.place, case.codec.name);
                    findings.add(&place, what, &value);
                }
            }
        }
    }
    findings.finish();
}

/// The pretty-printed text of a part without a type.
///
/// Texts are printed with their line feeds escaped and within quotes, so a line
/// that begins with a name is a field, and one that begins with a capital a type.
fn untyped(line: &str) -> Option<&'static str> {
    let (field, value) = named(line);
    if EXTRA.contains(&field) && value.starts_with('{') && !value.starts_with("{}") {
        return Some("a declared field lands among the unknown ones");
    }
    let unknown = value.starts_with("Unknown(") || value.starts_with("Some(Unknown(");
    unknown.then_some("a declared value is not known")
}

/// The pretty-printed text of a part that may hold any JSON.
fn loose(line: &str) -> Option<&'static str> {
    const VALUES: [&str; 6] = [
        "Object {", "Array [", "String(", "Number(", "Bool(", "Null,",
    ];
    let (_, value) = named(line);
    let value = value.trim_start_matches("Some(");
    // An empty object shows nothing of its kind.
    let loose =
        VALUES.iter().any(|start| value.starts_with(start)) && !value.starts_with("Object {}");
    loose.then_some("a part with a declared kind is held as any JSON")
}

/// The field of a line, if it begins with one, and the rest.
fn named(line: &str) -> (&str, &str) {
    let line = line.trim_start();
    match line.split_once(": ") {
        Some((field, value)) if is_ident(field) => (field, value),
        _ => ("", line),
    }
}

fn is_ident(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '#')
}

#[test]
fn untyped_parts_are_found() {
    for line in [
        "    extra: {",
        "undeclared: {",
        "Unknown(",
        " status: Unknown(",
    ] {
        assert!(untyped(line).is_some(), "{line}");
    }
    for line in [
        "    extra: {},",
        "\"Unknown(",
        "\"extra\": {",
        "text: \"Unknown(\",",
        "Some(",
    ] {
        assert!(untyped(line).is_none(), "{line}");
    }
    for line in [
        "    json: Some(",
        "\"String(\"",
        "schema: {}",
        "name: \"Null,\"",
    ] {
        assert!(loose(line).is_none(), "{line}");
    }
    for line in [
        "    Object {",
        "data: Array [],",
        "Number(5),",
        "x: Some(Null,",
    ] {
        assert!(loose(line).is_some(), "{line}");
    }
}

#[test]
fn the_contract_has_parts_to_look_for() {
    fn fields(schema: &Schema) -> usize {
        match &schema.kind {
            Kind::List { items, .. } => fields(items),
            Kind::OneOf(branches) => branches.iter().map(fields).sum(),
            Kind::Object(object) => object
                .fields
                .iter()
                .map(|field| 1 + fields(&field.schema))
                .sum(),
            _ => 0,
        }
    }
    let cases = requests().into_iter().chain(responses()).chain(failures());
    for case in cases {
        let values = cover(case.schema, &mut Generator::new(&case.place));
        assert!(values.iter().all(Value::is_object), "{}", case.place);
        assert!(values.len() > fields(case.schema), "{}", case.place);
    }
}
