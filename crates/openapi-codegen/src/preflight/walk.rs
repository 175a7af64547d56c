//! A walk over every part of the document that a check looks at.
//!
//! The walk follows the structure of OpenAPI and not the text, so that a `$ref` inside an example,
//! a default or an extension is left alone. It does not follow references.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Value, json};

use super::report::Place;
use openapi_document::{METHODS, Operation, join};

/// The role of a node, by its position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Info,
    Components,
    PathItem,
    Operation,
    Schema,
    Parameter,
    Header,
    RequestBody,
    Response,
}

impl Kind {
    /// The section of the components that holds this kind, if a reference may be in its place.
    pub(super) fn section(self) -> Option<&'static str> {
        match self {
            Self::Schema => Some("schemas"),
            Self::Parameter => Some("parameters"),
            Self::Header => Some("headers"),
            Self::RequestBody => Some("requestBodies"),
            Self::Response => Some("responses"),
            _ => None,
        }
    }

    /// The smallest value that is valid in the place of this kind.
    pub(super) fn stub(self) -> Value {
        match self {
            Self::Info => json!({"title": "", "version": ""}),
            Self::Components => json!({}),
            Self::Operation => json!({"responses": {}}),
            _ => json!({"$ref": ""}),
        }
    }

    /// The kinds of the nodes directly inside, each with the paths to them: `*` is any key, `+`
    /// any but an extension, `@` any method, and `#` any index.
    fn inside(self) -> &'static [(Self, &'static str)] {
        match self {
            Self::Document => &[
                (Self::Info, "info"),
                (Self::Components, "components"),
                (Self::PathItem, "paths/*"),
            ],
            Self::Components => &[
                (Self::Schema, "schemas/*"),
                (Self::Parameter, "parameters/*"),
                (Self::Header, "headers/*"),
                (Self::RequestBody, "requestBodies/*"),
                (Self::Response, "responses/*"),
            ],
            Self::PathItem => &[(Self::Parameter, "parameters/#"), (Self::Operation, "@")],
            Self::Operation => &[
                (Self::Parameter, "parameters/#"),
                (Self::RequestBody, "requestBody"),
                (Self::Response, "responses/+"),
            ],
            Self::Schema => &[
                (Self::Schema, "properties/* items not additionalProperties"),
                (Self::Schema, "allOf/# oneOf/# anyOf/#"),
            ],
            Self::Parameter | Self::Header => &[(Self::Schema, "schema content/*/schema")],
            Self::RequestBody => &[(Self::Schema, "content/*/schema")],
            Self::Response => &[
                (Self::Header, "headers/*"),
                (Self::Schema, "content/*/schema"),
            ],
            Self::Info => &[],
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

impl Node<'_> {
    /// Returns the reference that is in the place of a definition.
    pub(super) fn reference(&self) -> Option<&Value> {
        self.kind.section().and_then(|_| self.value.get("$ref"))
    }
}

/// All operations with their places, in the order of the document.
pub(super) fn operations(document: &Value) -> Vec<(Place, Operation<'_>)> {
    openapi_document::operations(document)
        .map(|operation| {
            let place = Place {
                pointer: operation.pointer(),
                operation: Some(operation.id().into()),
            };
            (place, operation)
        })
        .collect()
}

/// All nodes, each before those inside it.
pub(super) fn nodes(document: &Value) -> Vec<Node<'_>> {
    let ids = openapi_document::operations(document);
    let mut walk = Walk {
        ids: ids.map(|one| (one.pointer(), one.id().into())).collect(),
        nodes: Vec::new(),
    };
    walk.visit(Place::default(), Kind::Document, document, 0);
    walk.nodes
}

struct Walk<'a> {
    ids: BTreeMap<String, Rc<str>>,
    nodes: Vec<Node<'a>>,
}

impl<'a> Walk<'a> {
    fn visit(&mut self, mut place: Place, kind: Kind, value: &'a Value, depth: usize) {
        if kind == Kind::Operation {
            place.operation = self.ids.get(&place.pointer).cloned();
        }
        let node = Node {
            place: place.clone(),
            kind,
            value,
            depth,
        };
        let is_reference = node.reference().is_some();
        self.nodes.push(node);
        let depth = if kind == Kind::Schema { depth + 1 } else { 0 };
        if !is_reference {
            for (pointer, inner, child) in children(kind, value) {
                self.visit(place.below(&pointer), inner, child, depth);
            }
        }
    }
}

/// The nodes directly inside a node, each with the pointer that leads from it to them.
pub(super) fn children(kind: Kind, value: &Value) -> Vec<(String, Kind, &Value)> {
    let mut found = Vec::new();
    for (inner, paths) in kind.inside() {
        for path in paths.split(' ') {
            expand(value, path, "", &mut |pointer, child| {
                // These two may be something else, which is a matter of what holds them.
                let may_differ = matches!(path, "additionalProperties" | "components");
                if child.is_object() || !may_differ {
                    found.push((pointer, *inner, child));
                }
            });
        }
    }
    found
}

fn expand<'a>(
    value: &'a Value,
    path: &str,
    pointer: &str,
    add: &mut impl FnMut(String, &'a Value),
) {
    let (key, rest) = match path.split_once('/') {
        Some((key, rest)) => (key, Some(rest)),
        None => (path, None),
    };
    let mut step = |name: &str, inner: &'a Value| {
        let pointer = join(pointer, name);
        match rest {
            Some(rest) => expand(inner, rest, &pointer, add),
            None => add(pointer, inner),
        }
    };
    match (key, value) {
        ("#", Value::Array(list)) => {
            let numbered = list.iter().enumerate();
            numbered.for_each(|(index, inner)| step(&index.to_string(), inner));
        }
        ("*" | "+" | "@", Value::Object(map)) => {
            let fits = |name: &str| match key {
                "+" => !name.starts_with("x-"),
                "@" => METHODS.contains(&name),
                _ => true,
            };
            let inner = map.iter().filter(|(name, _)| fits(name));
            inner.for_each(|(name, inner)| step(name, inner));
        }
        ("#" | "*" | "+" | "@", _) => {}
        (key, value) => value
            .get(key)
            .into_iter()
            .for_each(|inner| step(key, inner)),
    }
}

/// The members of an object or the elements of a list, each with its key or index.
pub(super) fn entries(value: &Value) -> Vec<(String, &Value)> {
    match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => {
            let indices = (0..).map(|index: usize| index.to_string());
            indices.zip(list).collect()
        }
        _ => Vec::new(),
    }
}
