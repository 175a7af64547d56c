//! Documentation of generated items: the words of the documentation file, and facts of the contract.
//!
//! A contract is data from strangers, and documentation is code: a fence in it is a doctest that
//! `cargo test` compiles and runs. Whatever comes from the contract is therefore written as a code
//! span by [`code`], which no text can leave.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value};

use super::model::{Field, Unit};
use crate::docs::Docs;
use crate::json::{AT, EMPTY};
pub use openapi_document::code_span as code;
use openapi_document::members;

/// The doc attributes for a text, a line each.
pub fn attributes(text: &str) -> TokenStream {
    let lines = text.lines().map(|line| {
        let line = line.trim_end();
        if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        }
    });
    quote!(#(#[doc = #lines])*)
}

/// A text of the documentation file, or else a name of the contract between these words.
pub fn or_code(own: Option<&str>, before: &str, name: &str, after: &str) -> String {
    own.map_or_else(|| format!("{before}{}{after}", code(name)), str::to_owned)
}

/// The documentation of a field with its unit, bounds and default.
pub fn field(docs: &Docs, owner: &str, field: &Field) -> String {
    let own = docs.field(owner, &field.wire);
    let own = or_code(own, "The value of ", &field.wire, ".");
    with_facts(own, &field.facts, field.unit)
}

/// A text with what the contract says of the value in a paragraph of its own.
pub fn with_facts(text: String, facts: &Map<String, Value>, unit: Option<Unit>) -> String {
    match sentences(facts, unit).join(" ").as_str() {
        "" => text,
        sentences => format!("{text}\n\n{sentences}"),
    }
}

/// The first sentence of a text, without the bounds.
pub fn summary(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}

fn sentences(facts: &Map<String, Value>, unit: Option<Unit>) -> Vec<String> {
    let of = |key: &str| facts.get(key).filter(|value| !value.is_null());
    let mut sentences = Vec::new();
    if let Some(unit) = unit {
        sentences.push(format!("In {}.", unit.word()));
    }
    // A bound that is not a number cannot be shown as one.
    let bound = |key: &str| of(key).filter(|value| value.is_number());
    sentences.extend(range(bound("minimum"), bound("maximum"), ""));
    sentences.extend(range(bound("minLength"), bound("maxLength"), " characters"));
    sentences.extend(range(bound("minItems"), bound("maxItems"), " entries"));
    if let Some(pattern) = of("pattern").and_then(Value::as_str) {
        sentences.push(format!("Matches {}.", code(pattern)));
    }
    let format = match of("format").and_then(Value::as_str) {
        Some("uuid") => Some("A UUID."),
        Some("email") => Some("An e-mail address."),
        Some("hostname") => Some("A host name."),
        Some("date") => Some("A date such as `2026-01-31`."),
        Some("uri" | "url") => Some("A URL."),
        _ => None,
    };
    sentences.extend(format.map(str::to_owned));
    if let Some(values) = of("values").and_then(Value::as_array) {
        let values: Vec<String> = values.iter().map(shown).collect();
        sentences.push(format!("One of {}.", values.join(", ")));
    }
    if let Some(default) = of("default") {
        sentences.push(format!("The server's default is {}.", shown(default)));
    }
    if of(EMPTY) == Some(&Value::Bool(true)) {
        sentences.push("Empty if the service sends none.".to_owned());
    }
    if let Some(notes) = of(AT) {
        sentences.extend(places(notes));
    }
    if of("deprecated") == Some(&Value::Bool(true)) {
        sentences.push("Deprecated by the contract.".to_owned());
    }
    if of("x-observed") == Some(&Value::Bool(true)) {
        sentences.push(OBSERVED.to_owned());
    }
    sentences
}

/// Returns a sentence for each declaration of a value that only some places of the contract have.
pub fn places(notes: &Value) -> Vec<String> {
    let listed = |places: &Value| {
        let places = places.as_array().into_iter().flatten();
        let places: Vec<String> = places.filter_map(Value::as_str).map(code).collect();
        places.join(", ")
    };
    let mut sentences = Vec::new();
    if let Some(only) = notes.get("only") {
        sentences.push(format!("Declared only by {}.", listed(only)));
    }
    if let Some(not) = notes.get("not") {
        sentences.push(format!("Not declared by {}.", listed(not)));
    }
    if let Some(required) = notes.get("required") {
        sentences.push(format!("Required by {}.", listed(required)));
    }
    for (kind, places) in members(notes.get("kinds")) {
        sentences.push(format!("{} at {}.", code(kind), listed(places)));
    }
    sentences
}

/// A JSON value as a code span.
fn shown(value: &Value) -> String {
    code(&value.to_string())
}

/// The remark on everything that only `observed.json` declares.
pub const OBSERVED: &str = "Observed in use; not promised by the contract.";

fn range(low: Option<&Value>, high: Option<&Value>, what: &str) -> Option<String> {
    match (low, high) {
        (Some(low), Some(high)) if low == high => Some(format!("Exactly {low}{what}.")),
        (Some(low), Some(high)) => Some(format!("From {low} to {high}{what}.")),
        (Some(low), None) => Some(format!("At least {low}{what}.")),
        (None, Some(high)) => Some(format!("At most {high}{what}.")),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn bounds_are_sentences() {
        let facts = json!({"minimum": 1, "maximum": 100, "default": 25, "x-observed": true});
        assert_eq!(
            with_facts(
                "How many.".into(),
                facts.as_object().unwrap(),
                Some(Unit::Seconds)
            ),
            "How many.\n\nIn seconds. From 1 to 100. The server's default is `25`. Observed in use; not promised by the contract."
        );
    }

    #[test]
    fn no_facts_add_nothing() {
        assert_eq!(with_facts("X.".into(), &Map::new(), None), "X.");
    }
}
