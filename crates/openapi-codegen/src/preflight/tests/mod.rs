//! The checks on small broken documents and on the vendored contract.

mod documents;
mod generated;
mod input;
mod mutations;
mod operations;
mod schemas;
mod supervised;
mod whole;

use std::path::Path;

use serde_json::{Value, json};

use super::check::report;
use openapi_document::Error;

/// The vendored contract.
fn vendored() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi/v2-openapi.json");
    openapi_document::load(&path).unwrap().value
}

/// A document with these paths and components.
fn document(paths: Value, components: Value) -> Value {
    json!({
        "openapi": "3.0.0",
        "info": {"title": "Test", "version": "1"},
        "paths": paths,
        "components": components,
    })
}

/// A document whose only operation is `GET /a`, with these parts beside or in place of its own.
fn with_operation(parts: Value) -> Value {
    let mut operation = json!({"operationId": "getA", "responses": {"200": {"description": ""}}});
    for (key, value) in parts.as_object().unwrap() {
        operation[key] = value.clone();
    }
    document(json!({"/a": {"get": operation}}), json!({}))
}

/// A document with these component schemas and no path.
fn with_schemas(schemas: Value) -> Value {
    document(json!({}), json!({ "schemas": schemas }))
}

/// All faults of a contract, in the order of the checks.
fn faults(document: &Value) -> Vec<Error> {
    report(document)
        .faults
        .into_iter()
        .map(Error::from)
        .collect()
}

/// Asserts that the document has one fault, with this text.
#[track_caller]
fn assert_fault(document: &Value, expected: &str) {
    let found: Vec<String> = faults(document).iter().map(ToString::to_string).collect();
    assert_eq!(found, [expected]);
}
