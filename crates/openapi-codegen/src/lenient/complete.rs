//! Completes what progenitor takes as it is, or what OpenAPI leaves open, also without `--lenient`.

use serde_json::Value;

use super::parts::{self, Warnings};
use super::relax::{each_operation, ids, name};
use crate::json::text;
use openapi_document::join;

/// Gives bodies a schema and operations a name, and drops parameters that cannot be sent; returns
/// the warnings.
///
/// An operation without an id stays an error: a name by rule changes with the path.
pub(crate) fn complete(document: &mut Value) -> Warnings {
    let mut warnings = Warnings::new();
    for (section, complete) in BODIES {
        let at = format!("/components/{section}");
        let all = document.pointer_mut(&at).and_then(Value::as_object_mut);
        for (name, value) in all.into_iter().flatten() {
            complete(value, &join(&at, name), &mut warnings);
        }
    }
    let is_nameless = |operation: &Value| {
        text(operation, "operationId").is_some_and(|id| !id.chars().any(char::is_alphabetic))
    };
    let ids = ids(document);
    each_operation(document, &mut |path, method, operation| {
        let at = join(&join("/paths", path), method);
        parts::named_parameters(operation, &at, &mut warnings);
        if let Some(body) = operation.get_mut("requestBody") {
            parts::request_schemas(body, &join(&at, "requestBody"), &mut warnings);
        }
        let responses = operation.get_mut("responses");
        let responses = responses.and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            let at = join(&join(&at, "responses"), status);
            parts::response_content(response, &at, &mut warnings);
        }
        if is_nameless(operation) {
            name(operation, &ids, (path, method), &mut warnings);
        }
    });
    warnings
}

/// The sections of the components that hold bodies, with what completes each.
const BODIES: [(&str, parts::Completion); 2] = [
    ("requestBodies", parts::request_schemas),
    ("responses", parts::response_content),
];
