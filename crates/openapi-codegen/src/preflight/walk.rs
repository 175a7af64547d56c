//! A walk over every schema, parameter, header, request body and response of the document.
//!
//! The walk follows the structure of OpenAPI and not the text, so that a `$ref` inside an example,
//! a default or an extension is left alone. It does not follow references.

use serde_json::{Map, Value};

use super::report::Place;
use openapi_document::METHODS;

/// What a node is by its position.
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
    const ALL: [Self; 5] = [
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
    /// How many schemas are around it, references not followed.
    pub(super) depth: usize,
}

/// One operation of the document.
pub(super) struct Operation<'a> {
    pub(super) place: Place,
    pub(super) path: &'a str,
    pub(super) method: &'static str,
    pub(super) value: &'a Value,
    /// The path item around it.
    pub(super) item: &'a Value,
}

impl Operation<'_> {
    /// The place of the path item.
    pub(super) fn item_place(&self) -> Place {
        Place::default().keys(&["paths", self.path])
    }
}

/// All operations, in the order of the document.
pub(super) fn operations(document: &Value) -> Vec<Operation<'_>> {
    let mut found = Vec::new();
    for (path, item) in object(document, "paths") {
        for method in METHODS {
            let Some(value) = item.get(method) else {
                continue;
            };
            let label = match value.get("operationId").and_then(Value::as_str) {
                Some(id) => id.to_owned(),
                None => format!("{} {path}", method.to_uppercase()),
            };
            found.push(Operation {
                place: Place::default()
                    .keys(&["paths", path, method])
                    .in_operation(&label),
                path,
                method,
                value,
                item,
            });
        }
    }
    found
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
    for (path, item) in object(document, "paths") {
        list(
            &mut nodes,
            &top.keys(&["paths", path]),
            Kind::Parameter,
            item,
            "parameters",
        );
    }
    for operation in operations(document) {
        let (place, value) = (&operation.place, operation.value);
        list(&mut nodes, place, Kind::Parameter, value, "parameters");
        if let Some(body) = value.get("requestBody") {
            visit(
                &mut nodes,
                place.key("requestBody"),
                Kind::RequestBody,
                body,
                0,
            );
        }
        let responses = place.key("responses");
        for (code, response) in object(value, "responses") {
            if !code.starts_with("x-") {
                visit(&mut nodes, responses.key(code), Kind::Response, response, 0);
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

/// The schemas directly inside a schema, each with the keys that lead to it.
pub(super) fn subschemas(schema: &Value) -> Vec<(Vec<String>, &Value)> {
    let mut found = Vec::new();
    for (name, property) in object(schema, "properties") {
        found.push((vec!["properties".to_owned(), name.clone()], property));
    }
    for key in ["items", "not"] {
        if let Some(value) = schema.get(key) {
            found.push((vec![key.to_owned()], value));
        }
    }
    if let Some(value) = schema.get("additionalProperties").filter(|v| v.is_object()) {
        found.push((vec!["additionalProperties".to_owned()], value));
    }
    for key in ["allOf", "oneOf", "anyOf"] {
        for (index, value) in elements(schema, key).iter().enumerate() {
            found.push((vec![key.to_owned(), index.to_string()], value));
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
    match kind {
        Kind::Schema => {
            for (keys, schema) in subschemas(value) {
                let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
                visit(nodes, place.keys(&keys), Kind::Schema, schema, depth + 1);
            }
        }
        Kind::Parameter | Kind::Header => {
            if let Some(schema) = value.get("schema") {
                visit(nodes, place.key("schema"), Kind::Schema, schema, 0);
            }
            content(nodes, &place, value);
        }
        Kind::RequestBody => content(nodes, &place, value),
        Kind::Response => {
            for (name, header) in object(value, "headers") {
                visit(
                    nodes,
                    place.keys(&["headers", name]),
                    Kind::Header,
                    header,
                    0,
                );
            }
            content(nodes, &place, value);
        }
    }
}

fn content<'a>(nodes: &mut Vec<Node<'a>>, place: &Place, value: &'a Value) {
    for (media, body) in object(value, "content") {
        if let Some(schema) = body.get("schema") {
            visit(
                nodes,
                place.keys(&["content", media, "schema"]),
                Kind::Schema,
                schema,
                0,
            );
        }
    }
}

fn list<'a>(nodes: &mut Vec<Node<'a>>, place: &Place, kind: Kind, value: &'a Value, key: &str) {
    for (index, element) in elements(value, key).iter().enumerate() {
        visit(nodes, place.index(key, index), kind, element, 0);
    }
}
