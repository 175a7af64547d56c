//! Finds the part of a document on which the generator fails, by trying the parts alone.

use std::collections::BTreeSet;
use std::fmt::Display;

use openapiv3::{OpenAPI, PathItem, ReferenceOr, Schema};

use super::catch_panic::catch_panic;
use openapi_document::join;
use openapi_document::{Error, Result};

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
        Some(Part::Operation { label, pointer }) => error.at(pointer).in_operation(label),
        Some(Part::Schema { pointer }) => error.at(pointer),
        None => error,
    })
}

enum Part {
    Operation { label: String, pointer: String },
    Schema { pointer: String },
}

/// The single operation that fails alone with the components, or else the single component schema
/// that fails alone with those it refers to; nothing if only a combination fails.
fn find<T, E>(
    spec: &OpenAPI,
    attempt: &impl Fn(&OpenAPI) -> std::result::Result<T, E>,
) -> Option<Part> {
    let fails =
        |spec: &OpenAPI| catch_panic(|| attempt(spec)).map_or(true, |result| result.is_err());
    let mut alone = spec.clone();
    alone.paths.paths.clear();
    if fails(&alone) {
        // Then every operation fails too, and none of them is to blame.
        return schemas(&alone)
            .find(|(_, spec)| fails(spec))
            .map(|(name, _)| Part::Schema {
                pointer: join("/components/schemas", &name),
            });
    }
    for (path, item) in &spec.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        for (method, operation) in item.iter() {
            alone.paths.paths.clear();
            alone
                .paths
                .paths
                .insert(path.clone(), ReferenceOr::Item(only(item, method)));
            if fails(&alone) {
                let id = operation.operation_id.as_deref().unwrap_or("without id");
                return Some(Part::Operation {
                    label: format!("{} {path} ({id})", method.to_uppercase()),
                    pointer: join(&join("/paths", path), method),
                });
            }
        }
    }
    None
}

/// The path item with one of its operations.
fn only(item: &PathItem, method: &str) -> PathItem {
    let mut only = PathItem {
        parameters: item.parameters.clone(),
        ..PathItem::default()
    };
    for (name, slot, operation) in [
        ("get", &mut only.get, &item.get),
        ("put", &mut only.put, &item.put),
        ("post", &mut only.post, &item.post),
        ("delete", &mut only.delete, &item.delete),
        ("head", &mut only.head, &item.head),
        ("patch", &mut only.patch, &item.patch),
    ] {
        if name == method {
            slot.clone_from(operation);
        }
    }
    only
}

/// Each component schema, in a document of its own with what it refers to; the smallest first, so
/// that a schema is not blamed for one inside it.
fn schemas(spec: &OpenAPI) -> impl Iterator<Item = (String, OpenAPI)> + use<'_> {
    let all = spec
        .components
        .as_ref()
        .map(|components| &components.schemas);
    let mut groups: Vec<(&String, BTreeSet<&str>)> = all
        .into_iter()
        .flatten()
        .map(|(name, _)| {
            let mut group = BTreeSet::new();
            let mut open = vec![name.as_str()];
            while let Some(name) = open.pop() {
                let Some((name, schema)) = all.and_then(|all| all.get_key_value(name)) else {
                    continue;
                };
                if group.insert(name.as_str()) {
                    open.extend(references(
                        schema,
                        all.into_iter().flat_map(|all| all.keys()),
                    ));
                }
            }
            (name, group)
        })
        .collect();
    groups.sort_by_key(|(_, group)| group.len());
    groups.into_iter().map(|(name, group)| {
        let mut alone = spec.clone();
        if let Some(components) = &mut alone.components {
            components
                .schemas
                .retain(|name, _| group.contains(name.as_str()));
        }
        (name.clone(), alone)
    })
}

/// The components to which a schema refers.
fn references<'a>(
    schema: &ReferenceOr<Schema>,
    names: impl Iterator<Item = &'a String>,
) -> Vec<&'a str> {
    // The text of the schema holds each reference between quotes, however deep.
    let text = serde_json::to_string(schema).unwrap_or_default();
    names
        .filter(|name| text.contains(&format!("\"#/components/schemas/{name}\"")))
        .map(String::as_str)
        .collect()
}
