//! The conversion to openapiv3, piece by piece.
//!
//! A failed conversion of the whole document says what was expected, but not where; and it takes
//! time exponential in the depth of the fault, because each reference-or-item is tried twice.
//! Pieces without their inner pieces are quick, and the part without which a piece would pass is
//! the place.

use openapiv3::{
    Components, Header, Info, OpenAPI, Parameter, PathItem, RequestBody, Response, Schema,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::catch_panic::with_room;
use super::report::{Place, Report};
use super::walk::{Kind, Node, children, object};
use openapi_document::{Error, METHODS, Operation, Result, join, kind, segments};

/// The kinds of values that keys hold, each with a remedy; `#` is an element of the list.
const EXPECTED: &[(&str, &str, &str)] = &[
    (
        "schema",
        "an object",
        "write `{}` for any value, or name its type",
    ),
    (
        "parameter",
        "an object",
        "give it `name`, `in` and `schema`",
    ),
    ("response", "an object", "give it a `description`"),
    (
        "operation",
        "an object",
        "describe the operation or remove it",
    ),
    ("path item", "an object", "map each method to its operation"),
    (
        "servers",
        "a list",
        "list each server as an object with its `url`",
    ),
    (
        "components",
        "an object",
        "hold each section, such as `schemas`, under its name",
    ),
    ("schemas", "an object", "hold each component under its name"),
    ("parameters", "a list", "write it as a list"),
    ("tags", "a list", "write it as a list"),
    ("security", "a list", "list the requirements as objects"),
    (
        "security#",
        "an object",
        "map the name of a scheme to its scopes",
    ),
    ("content", "an object", "map each media type to its schema"),
    (
        "type",
        "a string",
        "name one type, with `nullable: true` if null is allowed; a list is of OpenAPI 3.1",
    ),
    ("properties", "an object", "map each name to its schema"),
    (
        "additionalProperties",
        "true, false or a schema",
        "write one of these",
    ),
    (
        "required",
        "a list",
        "list the required properties in the object",
    ),
    ("required#", "a name", "list the names of properties"),
    ("enum", "a list", "list its values"),
    ("allOf", "a list", "list its schemas or remove the key"),
    ("oneOf", "a list", "list its schemas or remove the key"),
    ("anyOf", "a list", "list its schemas or remove the key"),
    ("minimum", "a number", "write it as a number"),
    ("maximum", "a number", "write it as a number"),
    ("multipleOf", "a number", "write it as a number"),
    (
        "exclusiveMinimum",
        "true or false",
        "write a number of OpenAPI 3.1 as `minimum`, with `exclusiveMinimum: true`",
    ),
    (
        "exclusiveMaximum",
        "true or false",
        "write a number of OpenAPI 3.1 as `maximum`, with `exclusiveMaximum: true`",
    ),
    ("minLength", COUNT, "correct or remove it"),
    ("maxLength", COUNT, "correct or remove it"),
    ("minItems", COUNT, "correct or remove it"),
    ("maxItems", COUNT, "correct or remove it"),
    ("minProperties", COUNT, "correct or remove it"),
    ("maxProperties", COUNT, "correct or remove it"),
];

const COUNT: &str = "a whole number from 0 on";

/// Converts a document that has passed the checks.
///
/// # Errors
///
/// Fails if openapiv3 rejects it nonetheless.
pub(super) fn to_openapi(document: &Value) -> Result<OpenAPI> {
    with_room(|| serde_json::from_value::<OpenAPI>(document.clone()))?.map_err(|cause| {
        Error::new("not what OpenAPI 3.0 allows")
            .caused_by(cause)
            .remedy("run the generator on an earlier contract and compare the two")
    })
}

/// Adds the parts that openapiv3 rejects, unless another check has rejected the same part.
pub(super) fn check(
    document: &Value,
    nodes: &[Node<'_>],
    operations: &[(Place, Operation<'_>)],
    report: &mut Report,
) {
    for node in nodes.iter().filter(|node| !node.value["$ref"].is_string()) {
        let mut value = node.value.clone();
        for (pointer, kind, _) in children(node.kind, node.value) {
            if let Some(inner) = value.pointer_mut(&pointer) {
                *inner = match kind {
                    Kind::Header => json!({"schema": {}}),
                    _ => json!({}),
                };
            }
        }
        let place = &node.place;
        match node.kind {
            Kind::Schema => piece::<Schema>(place, "schema", value, report),
            Kind::Parameter => piece::<Parameter>(place, "parameter", value, report),
            Kind::Header => piece::<Header>(place, "header", value, report),
            Kind::RequestBody => piece::<RequestBody>(place, "request body", value, report),
            Kind::Response => piece::<Response>(place, "response", value, report),
        }
    }
    for (place, operation) in operations {
        let value = emptied(operation.value, &["parameters", "requestBody", "responses"]);
        piece::<openapiv3::Operation>(place, "operation", value, report);
    }
    let root = Place::default();
    for (path, item) in object(document, "paths").filter(|(path, _)| path.starts_with('/')) {
        let value = emptied(item, &[&METHODS[..], &["parameters"]].concat());
        piece::<PathItem>(&root.keys(&["paths", path]), "path item", value, report);
    }
    if let Some(components @ Value::Object(_)) = document.get("components") {
        let value = emptied(components, &Kind::ALL.map(Kind::section));
        piece::<Components>(&root.key("components"), "components", value, report);
    }
    let info = document.get("info").cloned().unwrap_or_default();
    piece::<Info>(&root.key("info"), "info", info, report);
    let mut rest = emptied(document, &["paths", "components"]);
    rest["info"] = json!({"title": "", "version": ""});
    piece::<OpenAPI>(&root, "document", rest, report);
}

/// A value without the content of these objects and lists, which are pieces of their own.
fn emptied(value: &Value, keys: &[&str]) -> Value {
    let mut value = value.clone();
    for key in keys {
        match value.get_mut(key) {
            Some(Value::Array(list)) => list.clear(),
            Some(inner @ Value::Object(_)) if METHODS.contains(key) => {
                *inner = json!({"responses": {}});
            }
            Some(inner @ Value::Object(_)) if *key == "requestBody" => {
                *inner = json!({"content": {}});
            }
            Some(Value::Object(members)) => members.clear(),
            _ => {}
        }
    }
    value
}

fn piece<T: DeserializeOwned>(place: &Place, noun: &str, value: Value, report: &mut Report) {
    let Err(cause) = serde_json::from_value::<T>(value.clone()) else {
        return;
    };
    let known = |fault: &super::report::Fault| fault.place.pointer.starts_with(&place.pointer);
    if report.faults.iter().any(known) {
        return;
    }
    let pointer = fault_of::<T>(&value);
    let found = value.pointer(&pointer).unwrap_or(&Value::Null);
    let path = segments(&pointer);
    let (key, subject) = match path.as_slice() {
        [] => (noun.to_owned(), format!("the {noun} is")),
        [.., list, index] if index.parse::<usize>().is_ok() => {
            (format!("{list}#"), format!("`{list}` holds"))
        }
        [.., key] => (key.clone(), format!("`{key}` is")),
    };
    let expected = EXPECTED
        .iter()
        .find(|(known, what, _)| *known == key && !kind(found).eq(*what));
    let place = place.below(&pointer);
    match expected {
        Some((_, what, remedy)) => {
            let message = format!("{subject} {}, not {what}", kind(found));
            report.fault(&place, message, *remedy);
        }
        None => report.fault(
            &place,
            format!("not what OpenAPI 3.0 allows here: {cause}"),
            "correct it by an overlay",
        ),
    }
}

/// The pointer of the innermost part without which the piece would pass.
fn fault_of<T: DeserializeOwned>(value: &Value) -> String {
    let mut place = String::new();
    loop {
        let keys: Vec<String> = match value.pointer(&place) {
            Some(Value::Object(members)) => members.keys().cloned().collect(),
            Some(Value::Array(list)) => (0..list.len()).map(|index| index.to_string()).collect(),
            _ => return place,
        };
        let at_fault = |key: &&String| {
            let mut without = value.clone();
            match without.pointer_mut(&place) {
                Some(Value::Object(members)) => drop(members.shift_remove(*key)),
                Some(Value::Array(list)) => {
                    drop(key.parse().map(|index: usize| list.remove(index)))
                }
                _ => {}
            }
            serde_json::from_value::<T>(without).is_ok()
        };
        match keys.iter().find(at_fault) {
            Some(key) => place = join(&place, key),
            None => return place,
        }
    }
}
