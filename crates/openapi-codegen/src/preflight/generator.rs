//! The second stage: whether the passes have left a document that the generator takes.
//!
//! The passes bring every schema into one of a few forms, of which the generator makes types
//! without merging schemas and without names of its own. With anything else it would panic, fail
//! without a place, recurse without end, or write code that does not compile.

use std::collections::BTreeMap;

use openapiv3::OpenAPI;
use serde_json::Value;

use super::report::{Place, Report};
use super::walk::{Kind, nodes, operations};
use super::{check, convert, exchange};
use crate::json::text;
use crate::naming::snake_as_progenitor;
use openapi_document::{Error, Operation, Result, members};

/// Checks the output of the passes directly before the generator, and converts it.
///
/// # Errors
///
/// The first fault, with the number of the others.
pub fn check_generator_input(document: &Value) -> Result<OpenAPI> {
    generator_input(document).map_err(|errors| {
        let others = errors.len().saturating_sub(1);
        let first = errors.into_iter().next();
        let first = first.unwrap_or_else(|| Error::new("the conversion failed"));
        first.and_more(others)
    })
}

/// Converts the output of the passes, or returns all of its faults.
pub(crate) fn generator_input(document: &Value) -> std::result::Result<OpenAPI, Vec<Error>> {
    let report = report(document);
    if !report.faults.is_empty() {
        return Err(report.into_errors());
    }
    convert::to_openapi(document).map_err(|error| {
        // Only what fails as a whole is tried piece by piece, which takes longer.
        let mut report = Report::default();
        convert::check(&nodes(document), &mut report);
        match report.faults.is_empty() {
            true => vec![error],
            false => report.into_errors(),
        }
    })
}

fn report(document: &Value) -> Report {
    let (mut report, nodes) = check::checks(document);
    if report.faults.is_empty() {
        for node in &nodes {
            if node.kind == Kind::Schema && node.reference().is_none() {
                check_form(&node.place, node.value, &mut report);
            }
        }
        for (place, operation) in operations(document) {
            check_names(document, &place, &operation, &mut report);
            exchange::check_generated(document, &place, operation.value, &mut report);
        }
    }
    report
}

/// Checks that a schema has the keywords of one form only.
fn check_form(place: &Place, schema: &Value, report: &mut Report) {
    let form = text(schema, "type");
    let allowed: &[&str] = match form {
        None if schema.get("oneOf").is_some() => &["oneOf"],
        None => &[],
        Some("string") => &["enum", "format"],
        Some("array") => &["items"],
        Some("object") if schema.get("properties").is_some() => &["properties", "required"],
        Some("object") => &["additionalProperties"],
        Some("integer") => &["format"],
        Some(_) => &[],
    };
    for (key, _) in members(Some(schema)) {
        if key != "type" && !key.starts_with("x-") && !allowed.contains(&key.as_str()) {
            let form = form.map_or("a schema without a type".to_owned(), |name| {
                format!("the type `{name}`")
            });
            let message = format!("`{key}` does not go with {form}");
            let remedy = "correct the type, or remove the keyword by an overlay";
            report.fault(&place.key(key), message, remedy);
        }
    }
}

/// Checks the names of a function and of its arguments.
fn check_names(document: &Value, place: &Place, operation: &Operation<'_>, report: &mut Report) {
    let function = snake_as_progenitor(&operation.id());
    if function == "new" {
        let message = format!("the generated client has a function `{function}` of its own");
        let remedy = "rename the operation by an overlay";
        report.fault(&place.key("operationId"), message, remedy);
    }
    for key in ["x-dropshot-pagination", "x-dropshot-websocket"] {
        if operation.value.get(key).is_some() {
            let message = "an extension that changes the shape of the generated code";
            report.fault(&place.key(key), message, "remove it by an overlay");
        }
    }
    let parameters = operation.parameters(document).into_iter();
    let names = parameters.filter_map(|parameter| text(parameter, "name"));
    let body = operation.value.get("requestBody").map(|_| "body");
    let mut arguments: BTreeMap<String, &str> = BTreeMap::new();
    for name in names.chain(body) {
        let made = snake_as_progenitor(name);
        if let Some(first) = arguments.insert(made.clone(), name) {
            report.fault(
                &place.key("parameters"),
                format!("the parameters `{first}` and `{name}` both become the argument `{made}`"),
                "rename or remove one of the two by an overlay",
            );
            return;
        }
    }
}
