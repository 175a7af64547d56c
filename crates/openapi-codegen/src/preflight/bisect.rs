//! Finds the part of a document on which the generator fails, by trying the parts alone.

use std::fmt::Display;

use openapiv3::OpenAPI;
use serde_json::{Value, json};

use super::catch_panic::catch_panic;
use crate::json::object;
use crate::passes::reachable;
use openapi_document::{Error, Result, join, operations};

/// Runs the generator, and names the part of the document on which it fails or panics.
///
/// On a thread with a small stack, call it inside [`with_room`](super::with_room).
///
/// # Errors
///
/// The error of the generator, with the operation or the schema that causes it.
pub fn supervise<T, E: Display>(
    spec: &OpenAPI,
    attempt: impl Fn(&OpenAPI) -> std::result::Result<T, E>,
) -> Result<T> {
    let outcome = catch_panic(|| attempt(spec)).and_then(|result| {
        result.map_err(|cause| {
            Error::new(format!("the generator failed: {cause}"))
                .remedy("correct this part of the contract by an overlay, or add a pass")
        })
    });
    outcome.map_err(|error| match find(spec, &attempt) {
        Some((pointer, Some(operation))) => error.at(pointer).in_operation(operation),
        Some((pointer, None)) => error.at(pointer),
        None => error,
    })
}

/// The single operation that fails alone with the components, or else the single component schema
/// that fails alone with those it refers to; nothing if only a combination fails.
fn find<T, E>(
    spec: &OpenAPI,
    attempt: &impl Fn(&OpenAPI) -> std::result::Result<T, E>,
) -> Option<(String, Option<String>)> {
    let fails = |document: &Value| {
        let spec: OpenAPI = serde_json::from_value(document.clone()).ok()?;
        let outcome = catch_panic(|| attempt(&spec));
        (!matches!(outcome, Ok(Ok(_)))).then_some(())
    };
    let whole = serde_json::to_value(spec).ok()?;
    let mut alone = whole.clone();
    alone["paths"] = json!({});
    if fails(&alone).is_some() {
        // Then every operation fails too, and none of them is to blame. The smallest schema comes
        // first, so that a schema is not blamed for one inside it.
        let schemas = object(&whole["components"], "schemas");
        let mut groups: Vec<_> = schemas
            .map(|(name, _)| (name, reachable(&whole, vec![name.clone()])))
            .collect();
        groups.sort_by_key(|(_, group)| group.len());
        let (name, _) = groups.into_iter().find(|(_, group)| {
            let schemas = object(&whole["components"], "schemas");
            let schemas = schemas.filter(|(name, _)| group.contains(*name));
            alone["components"]["schemas"] = schemas
                .map(|(name, schema)| (name.clone(), schema.clone()))
                .collect();
            fails(&alone).is_some()
        })?;
        return Some((join("/components/schemas", name), None));
    }
    for operation in operations(&whole) {
        let mut item = json!({operation.method: operation.value});
        if let Some(parameters) = operation.item.get("parameters") {
            item["parameters"] = parameters.clone();
        }
        alone["paths"] = json!({operation.path: item});
        if fails(&alone).is_some() {
            let id = operation.value["operationId"]
                .as_str()
                .unwrap_or("without id");
            let label = format!("{} ({id})", operation.route());
            return Some((operation.pointer(), Some(label)));
        }
    }
    None
}
