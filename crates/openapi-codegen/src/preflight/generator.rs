//! The second stage: what the generator must not be given.
//!
//! It would panic on it, fail without a place, or write code that does not compile.

use openapiv3::OpenAPI;
use serde_json::Value;

use super::reference::resolve;
use super::report::{Place, Report};
use super::value::misfit;
use super::walk::{Kind, Node, elements, nodes, operations};
use super::{check, convert, exchange, merge, names};
use openapi_document::Result;

/// serde implements its traits for arrays up to this length.
const LONGEST_ARRAY: u64 = 32;

/// Checks the output of the passes directly before the generator, and converts it.
///
/// # Errors
///
/// The first fault, with the number of the others.
pub fn check_generator_input(document: &Value) -> Result<OpenAPI> {
    let mut report = check::report(document);
    if report.faults.is_empty() {
        check_all(document, &mut report);
    }
    report.into_result()?;
    convert::to_openapi(document)
}

fn check_all(document: &Value, report: &mut Report) {
    let nodes = nodes(document);
    names::check_components(document, report);
    for node in &nodes {
        if node.kind == Kind::Schema && node.value.get("$ref").is_none() {
            check_schema(document, node, report);
            names::check_schema(&node.place, node.value, report);
        }
    }
    merge::check(document, &nodes, report);
    for operation in operations(document) {
        exchange::check(document, &operation, report);
    }
}

fn check_schema(document: &Value, node: &Node<'_>, report: &mut Report) {
    let Node { place, value, .. } = node;
    if let Some(default) = value.get("default") {
        let combined = ["allOf", "oneOf", "anyOf"]
            .into_iter()
            .find(|key| value.get(*key).is_some());
        let message = match (misfit(document, value, default), combined) {
            (Some(reason), _) => Some(format!("the default does not fit its schema: {reason}")),
            (None, Some(key)) => Some(format!("a default beside `{key}`")),
            (None, None) => None,
        };
        if let Some(message) = message {
            report.fault(
                &place.key("default"),
                message,
                "let the pass that moves defaults into the documentation remove it",
            );
        }
    }
    if value.get("not").is_some() {
        report.fault(
            &place.key("not"),
            "the generator cannot subtract schemas",
            "describe what is allowed instead, or remove `not` by an overlay",
        );
    }
    if value.get("oneOf").is_some() && value.get("anyOf").is_some() {
        report.fault(
            &place.key("anyOf"),
            "the generator cannot combine `oneOf` and `anyOf`",
            "keep one of the two",
        );
    }
    check_enum(node, report);
    check_kind(node, report);
    for key in ["oneOf", "anyOf"] {
        for (index, branch) in elements(value, key).iter().enumerate() {
            let branch = resolve(document, Kind::Schema, branch).unwrap_or(branch);
            check_branch(&place.index(key, index), branch, report);
        }
    }
}

/// The generator compares the required properties of the branches, and takes each to be there.
fn check_branch(place: &Place, branch: &Value, report: &mut Report) {
    let properties = branch.get("properties");
    let missing = elements(branch, "required")
        .iter()
        .filter_map(Value::as_str)
        .find(|name| properties.and_then(|list| list.get(name)).is_none());
    if let Some(name) = missing {
        report.fault(
            place,
            format!("the required `{name}` of this branch is none of its properties"),
            "add the property, or remove the name from `required`",
        );
    }
}

fn check_enum(node: &Node<'_>, report: &mut Report) {
    let values = elements(node.value, "enum");
    let place = node.place.key("enum");
    if values.is_empty() {
        return;
    }
    if let Some(key) = ["allOf", "oneOf", "anyOf"]
        .into_iter()
        .find(|key| node.value.get(*key).is_some())
    {
        report.fault(
            &place,
            format!("an enum beside `{key}`"),
            "write out the values of each branch",
        );
    }
    let kinds = |value: &Value| std::mem::discriminant(value);
    let nullable = node.value.get("nullable") == Some(&Value::Bool(true));
    match node.value.get("type").and_then(Value::as_str) {
        None if nullable => report.fault(
            &place,
            "a nullable enum without a type",
            "name the type of its values",
        ),
        None => {
            let mut present = values.iter().filter(|value| !value.is_null());
            let first = present.next().map(kinds);
            if present.any(|value| Some(kinds(value)) != first) {
                report.fault(
                    &place,
                    "the enum has values of several types",
                    "keep one type, or use `oneOf`",
                );
            }
        }
        Some("string") => {}
        Some(name @ ("object" | "array")) => report.fault(
            &place,
            format!("an enum of the type `{name}`"),
            "remove the enum: there is no such type in Rust",
        ),
        Some(name) => {
            if !nullable && values.contains(&Value::Null) {
                report.fault(
                    &place,
                    format!("the enum of type `{name}` holds null"),
                    "set `nullable` or remove the null",
                );
            }
        }
    }
}

/// Checks for schemas that the generator takes for another type than they say, or for none.
fn check_kind(node: &Node<'_>, report: &mut Report) {
    let Node { place, value, .. } = node;
    let name = value.get("type").and_then(Value::as_str);
    if value.get("format").is_some() && !matches!(name, Some("string" | "number" | "integer")) {
        let message = match name {
            Some(name) => format!("a format does not go with the type `{name}`"),
            None => "a format without a type".to_owned(),
        };
        let remedy = "remove the format or correct the type";
        report.fault(&place.key("format"), message, remedy);
    }
    if name.is_none() {
        check_untyped(node, report);
    }
    let bound = |key: &str| value.get(key).and_then(Value::as_u64);
    if let (Some(least), Some(most)) = (bound("minItems"), bound("maxItems"))
        && least == most
        && most > LONGEST_ARRAY
    {
        report.fault(
            &place.key("maxItems"),
            format!("a list of exactly {most} elements becomes an array that is too long"),
            "remove one of the two bounds",
        );
    }
}

const OBJECT: &[&str] = &[
    "properties",
    "required",
    "additionalProperties",
    "minProperties",
    "maxProperties",
];
const LIST: &[&str] = &["items", "minItems", "maxItems", "uniqueItems"];
const STRING: &[&str] = &["pattern", "minLength", "maxLength"];
const NUMBER: &[&str] = &["minimum", "maximum", "multipleOf"];
const VALUES: &[&str] = &["enum"];

/// A keyword by which a schema implies another type than an object.
pub(super) fn implied_keyword(schema: &Value) -> Option<&'static str> {
    [LIST, STRING, NUMBER, VALUES]
        .concat()
        .into_iter()
        .find(|key| schema.get(*key).is_some())
}

/// Without a type the keywords imply it, and the generator infers that of one kind only.
fn check_untyped(node: &Node<'_>, report: &mut Report) {
    let present: Vec<&[&str]> = [OBJECT, LIST, STRING, NUMBER, VALUES]
        .into_iter()
        .filter(|keys| keys.iter().any(|key| node.value.get(*key).is_some()))
        .collect();
    let nullable = node.value.get("nullable") == Some(&Value::Bool(true));
    let what = match present.as_slice() {
        [_, _, ..] => "keywords of several types",
        [keys] if *keys == NUMBER => "bounds of a number",
        [keys] if *keys == STRING && nullable => "nullable, with bounds of a string",
        _ => return,
    };
    report.fault(
        &node.place,
        format!("{what}, but no type"),
        "name the type, or split the schema with `oneOf`",
    );
}
