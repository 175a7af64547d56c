//! The conversion to openapiv3, piece by piece.
//!
//! A failed conversion of the whole document says what was expected, but not where; and it takes
//! time exponential in the depth of the fault, because each reference-or-item is tried twice.
//! Pieces without their inner pieces are quick, and the part without which a piece would pass is
//! the place.

use std::collections::HashMap;

use openapiv3::{
    Components, Header, Info, OpenAPI, Operation, Parameter, PathItem, RequestBody, Response,
    Schema,
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::catch_panic::with_room;
use super::report::{Place, Report};
use super::walk::{Kind, Node, children, entries};
use openapi_document::prose::{copy_without, is_extension};
use openapi_document::{Error, Result, join, kind, schemas_mut, segments};

/// The kind of value that a key holds; `#` is an element of the list.
fn expected(key: &str) -> Option<&'static str> {
    Some(match key {
        "schema" | "parameter" | "response" | "operation" | "path item" | "components"
        | "schemas" | "security#" | "content" | "properties" => "an object",
        "servers" | "parameters" | "tags" | "security" | "required" | "enum" | "allOf"
        | "oneOf" | "anyOf" => "a list",
        "type" => "a string",
        "additionalProperties" => "true, false or a schema",
        "required#" => "a name",
        "minimum" | "maximum" | "multipleOf" => "a number",
        "exclusiveMinimum" | "exclusiveMaximum" => "true or false",
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            "a whole number from 0 on"
        }
        _ => return None,
    })
}

/// The remedy for a value of another kind.
fn remedy(key: &str) -> String {
    let remedy = match key {
        "schema" => "write `{}` for any value, or name its type",
        "parameter" => "give it `name`, `in` and `schema`",
        "response" => "give it a `description`",
        "operation" => "describe the operation or remove it",
        "path item" => "map each method to its operation",
        "servers" => "list each server as an object with its `url`",
        "components" => "hold each section, such as `schemas`, under its name",
        "schemas" => "hold each component under its name",
        "parameters" | "tags" => "write it as a list",
        "security" => "list the requirements as objects",
        "security#" => "map the name of a scheme to its scopes",
        "content" => "map each media type to its schema",
        "type" => {
            "name one type, with `nullable: true` if null is allowed; a list is of OpenAPI 3.1"
        }
        "properties" => "map each name to its schema",
        "additionalProperties" => "write one of these",
        "required" => "list the required properties in the object",
        "required#" => "list the names of properties",
        "enum" => "list its values",
        "allOf" | "oneOf" | "anyOf" => "list its schemas or remove the key",
        "minimum" | "maximum" | "multipleOf" => "write it as a number",
        "exclusiveMinimum" | "exclusiveMaximum" => {
            let bound = key.replace("exclusiveM", "m");
            return format!("write a number of OpenAPI 3.1 as `{bound}`, with `{key}: true`");
        }
        _ => "correct or remove it",
    };
    remedy.to_owned()
}

/// Converts a document that has passed the checks.
///
/// # Errors
///
/// Fails if openapiv3 rejects it nonetheless.
pub(super) fn to_openapi(document: &Value) -> Result<OpenAPI> {
    // The generator would carry extensions along, and write each into the documentation of a type.
    let mut slim = copy_without(document, is_extension);
    // It only has to know that a schema is an enum: the values are read from the document.
    let schemas = schemas_mut(&mut slim).into_iter();
    for schema in schemas.flat_map(Map::values_mut) {
        if let Some(Value::Array(values)) = schema.get_mut("enum") {
            values.truncate(1);
        }
    }
    with_room(|| serde_json::from_value::<OpenAPI>(slim))?.map_err(|cause| {
        Error::new("not what OpenAPI 3.0 allows")
            .caused_by(cause)
            .remedy("run the generator on an earlier contract and compare the two")
    })
}

/// Adds the parts that openapiv3 rejects, unless another check has rejected the same part.
pub(super) fn check(nodes: &[Node<'_>], report: &mut Report) {
    for node in nodes {
        if node.reference().is_some_and(Value::is_string) {
            continue;
        }
        let inner = children(node.kind, node.value).into_iter();
        let inner = inner.map(|(_, kind, value)| (std::ptr::from_ref(value), kind));
        let value = without(node.value, &inner.collect());
        let place = &node.place;
        match node.kind {
            Kind::Document => piece::<OpenAPI>(place, "document", value, report),
            Kind::Info => piece::<Info>(place, "info", value, report),
            Kind::Components => piece::<Components>(place, "components", value, report),
            // An extension beside the paths.
            Kind::PathItem if !place.pointer.starts_with("/paths/~1") => {}
            Kind::PathItem => piece::<PathItem>(place, "path item", value, report),
            Kind::Operation => piece::<Operation>(place, "operation", value, report),
            Kind::Schema => piece::<Schema>(place, "schema", value, report),
            Kind::Parameter => piece::<Parameter>(place, "parameter", value, report),
            Kind::Header => piece::<Header>(place, "header", value, report),
            Kind::RequestBody => piece::<RequestBody>(place, "request body", value, report),
            Kind::Response => piece::<Response>(place, "response", value, report),
        }
    }
}

/// A copy of a value with stubs in place of these values inside it.
fn without(value: &Value, inner: &HashMap<*const Value, Kind>) -> Value {
    if let Some(kind) = inner.get(&std::ptr::from_ref(value)) {
        return kind.stub();
    }
    match value {
        Value::Object(map) => {
            let members = map.iter();
            let members = members.map(|(key, value)| (key.clone(), without(value, inner)));
            Value::Object(members.collect())
        }
        Value::Array(list) => list.iter().map(|value| without(value, inner)).collect(),
        value => value.clone(),
    }
}

fn piece<T: for<'de> Deserialize<'de>>(
    place: &Place,
    noun: &str,
    value: Value,
    report: &mut Report,
) {
    let Err(cause) = T::deserialize(&value) else {
        return;
    };
    let known = |fault: &super::report::Fault| fault.place.pointer.starts_with(&place.pointer);
    if report.faults.iter().any(known) {
        return;
    }
    let pointer = fault_of::<T>(&value);
    let found = kind(value.pointer(&pointer).unwrap_or(&Value::Null));
    let (key, subject) = match segments(&pointer).as_slice() {
        [] => (noun.to_owned(), format!("the {noun} is")),
        [.., list, index] if index.parse::<usize>().is_ok() => {
            (format!("{list}#"), format!("`{list}` holds"))
        }
        [.., key] => (key.clone(), format!("`{key}` is")),
    };
    let place = place.below(&pointer);
    match expected(&key).filter(|expected| *expected != found) {
        Some(expected) => {
            let message = format!("{subject} {found}, not {expected}");
            report.fault(&place, message, remedy(&key));
        }
        None => report.fault(
            &place,
            format!("not what OpenAPI 3.0 allows here: {cause}"),
            "correct it by an overlay",
        ),
    }
}

/// The pointer of the innermost part without which the piece would pass.
fn fault_of<T: for<'de> Deserialize<'de>>(value: &Value) -> String {
    let mut place = String::new();
    while let Some(part) = value.pointer(&place) {
        let at_fault = |key: &String| {
            let mut without = value.clone();
            match without.pointer_mut(&place) {
                Some(Value::Object(members)) => drop(members.shift_remove(key)),
                Some(Value::Array(list)) => {
                    drop(key.parse().map(|index: usize| list.remove(index)))
                }
                _ => {}
            }
            T::deserialize(&without).is_ok()
        };
        let mut keys = entries(part).into_iter().map(|(key, _)| key);
        match keys.find(at_fault) {
            Some(key) => place = join(&place, &key),
            None => break,
        }
    }
    place
}
