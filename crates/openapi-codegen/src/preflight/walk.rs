//! A walk over every schema, parameter, header, request body and response of the document.
//!
//! The walk follows the structure of OpenAPI and not the text, so that a `$ref` inside an example,
//! a default or an extension is left alone. It does not follow references.

use serde_json::{Map, Value};

use super::report::Place;
use openapi_document::{Operation, join};

/// The role of a node, by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Schema,
    Parameter,
    Header,
    RequestBody,
    Response,
}

impl Kind {
    /// All kinds, for the sections of the components.
    pub(super) const ALL: [Self; 5] = [
        Self::Schema,
        Self::Parameter,
        Self::Header,
        Self::RequestBody,
        Self::Response,
    ];

    /// The section of the components that holds this kind.
    pub(super) fn section(self) -> &'static str {
        match self {
            Self::Schema => "schemas",
            Self::Parameter => "parameters",
            Self::Header => "headers",
            Self::RequestBody => "requestBodies",
            Self::Response => "responses",
        }
    }
}

/// One node of the walk.
pub(super) struct Node<'a> {
    pub(super) place: Place,
    pub(super) kind: Kind,
    pub(super) value: &'a Value,
    /// The number of schemas around it, references not followed.
    pub(super) depth: usize,
}

/// All operations with their places, in the order of the document.
pub(super) fn operations(document: &Value) -> Vec<(Place, Operation<'_>)> {
    openapi_document::operations(document)
        .map(|operation| {
            let place = Place {
                pointer: operation.pointer(),
                operation: Some(operation.id()),
            };
            (place, operation)
        })
        .collect()
}

/// All nodes, each before those inside it.
pub(super) fn nodes(document: &Value) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    let top = Place::default();
    if let Some(components) = document.get("components") {
        for kind in Kind::ALL {
            let section = top.keys(&["components", kind.section()]);
            for (name, value) in object(components, kind.section()) {
                visit(&mut nodes, section.key(name), kind, value, 0);
            }
        }
    }
    let mut parameters = |place: &Place, holder| {
        for (index, value) in elements(holder, "parameters").iter().enumerate() {
            let place = place.index("parameters", index);
            visit(&mut nodes, place, Kind::Parameter, value, 0);
        }
    };
    for (path, item) in object(document, "paths") {
        parameters(&top.keys(&["paths", path]), item);
    }
    for (place, operation) in operations(document) {
        parameters(&place, operation.value);
    }
    for (place, operation) in operations(document) {
        if let Some(body) = operation.value.get("requestBody") {
            let place = place.key("requestBody");
            visit(&mut nodes, place, Kind::RequestBody, body, 0);
        }
        for (code, response) in object(operation.value, "responses") {
            if !code.starts_with("x-") {
                let place = place.keys(&["responses", code]);
                visit(&mut nodes, place, Kind::Response, response, 0);
            }
        }
    }
    nodes
}

/// The members of the object at `key`; none if there is no object.
pub(super) fn object<'a>(
    value: &'a Value,
    key: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    value
        .get(key)
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
}

/// The elements of the list at `key`; none if there is no list.
pub(super) fn elements<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The nodes directly inside a node, each with the pointer that leads from it to them.
pub(super) fn children(kind: Kind, value: &Value) -> Vec<(String, Kind, &Value)> {
    let mut found = Vec::new();
    let mut add = |keys: &[&str], kind, child| {
        let pointer = keys
            .iter()
            .fold(String::new(), |pointer, key| join(&pointer, key));
        found.push((pointer, kind, child));
    };
    if kind == Kind::Schema {
        for (name, property) in object(value, "properties") {
            add(&["properties", name], Kind::Schema, property);
        }
        for key in ["items", "not", "additionalProperties"] {
            let schema = value.get(key);
            // Only additional properties may be something else than a schema.
            if let Some(schema) =
                schema.filter(|inner| inner.is_object() || key != "additionalProperties")
            {
                add(&[key], Kind::Schema, schema);
            }
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            for (index, branch) in elements(value, key).iter().enumerate() {
                add(&[key, &index.to_string()], Kind::Schema, branch);
            }
        }
        return found;
    }
    if let (Kind::Parameter | Kind::Header, Some(schema)) = (kind, value.get("schema")) {
        add(&["schema"], Kind::Schema, schema);
    }
    if kind == Kind::Response {
        for (name, header) in object(value, "headers") {
            add(&["headers", name], Kind::Header, header);
        }
    }
    for (media, body) in object(value, "content") {
        if let Some(schema) = body.get("schema") {
            add(&["content", media, "schema"], Kind::Schema, schema);
        }
    }
    found
}

fn visit<'a>(nodes: &mut Vec<Node<'a>>, place: Place, kind: Kind, value: &'a Value, depth: usize) {
    nodes.push(Node {
        place: place.clone(),
        kind,
        value,
        depth,
    });
    if value.get("$ref").is_some() {
        return;
    }
    let depth = if kind == Kind::Schema { depth + 1 } else { 0 };
    for (pointer, inner, child) in children(kind, value) {
        visit(nodes, place.below(&pointer), inner, child, depth);
    }
}
