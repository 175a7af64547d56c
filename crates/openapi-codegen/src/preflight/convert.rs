//! The step to openapiv3, piece by piece.
//!
//! A failed conversion of the whole document says what was expected, but not where; and it takes
//! time exponential in the depth of the fault, because each reference-or-item is tried twice.
//! Pieces without their inner pieces are quick, and the piece that fails is the place.

use openapiv3::{
    Callback, Example, ExternalDocumentation, Header, Info, Link, OpenAPI, Parameter, PathItem,
    ReferenceOr, RequestBody, Response, Schema, SecurityScheme, Server, Tag,
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::guard::with_room;
use super::report::{Place, Report};
use super::walk::{Kind, Node, Operation, elements, object};
use openapi_document::METHODS;
use openapi_document::{Error, Result};

/// Converts a document that has passed the checks.
///
/// # Errors
///
/// If openapiv3 refuses it all the same.
pub(super) fn to_openapi(document: &Value) -> Result<OpenAPI> {
    with_room(|| serde_json::from_value::<OpenAPI>(document.clone()))?.map_err(|cause| {
        Error::new("not what OpenAPI 3.0 allows")
            .caused_by(cause)
            .remedy("run the generator on an earlier contract and compare the two")
    })
}

/// Adds the pieces that openapiv3 refuses, unless another check has said so of the same piece.
pub(super) fn check(
    document: &Value,
    nodes: &[Node<'_>],
    operations: &[Operation<'_>],
    report: &mut Report,
) {
    let top = Place::default();
    for node in nodes.iter().filter(|node| !node.value["$ref"].is_string()) {
        let (place, value) = (&node.place, shallow(node));
        match node.kind {
            Kind::Schema => piece::<Schema>(place, value, report),
            Kind::Parameter => piece::<Parameter>(place, value, report),
            Kind::Header => piece::<Header>(place, value, report),
            Kind::RequestBody => piece::<RequestBody>(place, value, report),
            Kind::Response => piece::<Response>(place, value, report),
        }
    }
    for operation in operations {
        let mut value = operation.value.clone();
        if let Value::Object(members) = &mut value {
            members.retain(|key, _| !["parameters", "requestBody"].contains(&key.as_str()));
            members.insert("responses".to_owned(), json!({}));
        }
        piece::<openapiv3::Operation>(&operation.place, value, report);
    }
    for (path, item) in object(document, "paths").filter(|(path, _)| path.starts_with('/')) {
        let mut value = item.clone();
        if let Value::Object(members) = &mut value {
            members.retain(|key, _| key != "parameters" && !METHODS.contains(&key.as_str()));
        }
        piece::<PathItem>(&top.keys(&["paths", path]), value, report);
    }
    check_rest(document, &top, report);
}

fn check_rest(document: &Value, top: &Place, report: &mut Report) {
    if let Some(components) = document.get("components") {
        let place = top.key("components");
        section::<SecurityScheme>(&place, components, "securitySchemes", report);
        section::<Example>(&place, components, "examples", report);
        section::<Link>(&place, components, "links", report);
        section::<Callback>(&place, components, "callbacks", report);
    }
    let info = document.get("info").cloned().unwrap_or_default();
    piece::<Info>(&top.key("info"), info, report);
    if let Some(docs) = document.get("externalDocs") {
        piece::<ExternalDocumentation>(&top.key("externalDocs"), docs.clone(), report);
    }
    for (index, server) in elements(document, "servers").iter().enumerate() {
        piece::<Server>(&top.index("servers", index), server.clone(), report);
    }
    match document.get("tags") {
        None => {}
        Some(Value::Array(tags)) => {
            for (index, tag) in tags.iter().enumerate() {
                piece::<Tag>(&top.index("tags", index), tag.clone(), report);
            }
        }
        Some(_) => report.fault(&top.key("tags"), "the tags are no list", "list them"),
    }
}

fn section<T: DeserializeOwned>(place: &Place, components: &Value, key: &str, report: &mut Report) {
    for (name, value) in object(components, key) {
        piece::<ReferenceOr<T>>(&place.keys(&[key, name]), value.clone(), report);
    }
}

fn piece<T: DeserializeOwned>(place: &Place, value: Value, report: &mut Report) {
    let Err(cause) = serde_json::from_value::<T>(value.clone()) else {
        return;
    };
    let known = |fault: &super::report::Fault| fault.place.pointer.starts_with(&place.pointer);
    if report.faults.iter().any(known) {
        return;
    }
    let place = match culprit::<T>(value) {
        Some(key) => place.key(key),
        None => place.clone(),
    };
    report.fault(
        &place,
        format!("not what OpenAPI 3.0 allows here: {cause}"),
        "correct it by an overlay",
    );
}

/// The key without which the piece would pass.
fn culprit<T: DeserializeOwned>(value: Value) -> Option<String> {
    let Value::Object(members) = value else {
        return None;
    };
    members.keys().find_map(|key| {
        let mut without = members.clone();
        without.shift_remove(key);
        serde_json::from_value::<T>(Value::Object(without))
            .is_ok()
            .then(|| key.clone())
    })
}

/// The node with empty schemas and headers in place of those inside it, which are nodes themselves.
fn shallow(node: &Node<'_>) -> Value {
    let mut value = node.value.clone();
    let Value::Object(members) = &mut value else {
        return value;
    };
    match node.kind {
        Kind::Schema => {
            for key in ["items", "not"] {
                blank(members.get_mut(key));
            }
            if let Some(schema) = members.get_mut("additionalProperties")
                && schema.is_object()
            {
                *schema = json!({});
            }
            if let Some(Value::Object(properties)) = members.get_mut("properties") {
                properties.values_mut().for_each(|value| *value = json!({}));
            }
            for key in ["allOf", "oneOf", "anyOf"] {
                if let Some(Value::Array(schemas)) = members.get_mut(key) {
                    schemas.iter_mut().for_each(|value| *value = json!({}));
                }
            }
        }
        Kind::Parameter | Kind::Header => {
            blank(members.get_mut("schema"));
            blank_content(members);
        }
        Kind::RequestBody => blank_content(members),
        Kind::Response => {
            if let Some(Value::Object(headers)) = members.get_mut("headers") {
                headers
                    .values_mut()
                    .for_each(|value| *value = json!({"schema": {}}));
            }
            blank_content(members);
        }
    }
    value
}

fn blank_content(members: &mut Map<String, Value>) {
    if let Some(Value::Object(content)) = members.get_mut("content") {
        for media in content.values_mut() {
            blank(media.get_mut("schema"));
        }
    }
}

fn blank(schema: Option<&mut Value>) {
    if let Some(schema) = schema {
        *schema = json!({});
    }
}
