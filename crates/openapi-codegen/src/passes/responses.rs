//! Gives every operation one type of success and one of failure.
//!
//! progenitor stops at two different error bodies and counts `default` as a
//! success too. All errors of this API are read the same way, so every
//! operation gets responses `4XX` and `5XX` with the component `ErrorBody`, which has
//! the properties of all error bodies that the contract declares.

use serde_json::{Map, Value, json};

use super::{Context, merge};
use crate::sources;
use openapi_document::Result;
use openapi_document::{
    each_operation_mut, join, operations, reference, schema_ref, schemas, schemas_mut,
};

/// The component that every error response is read into.
pub const ERROR_BODY: &str = "ErrorBody";

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let error_body = error_body(document);
    let mut needed = false;
    each_operation_mut(document, &mut |pointer, operation| {
        let Some(responses) = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut)
        else {
            return Ok(());
        };
        let mut success: Option<(String, Value)> = None;
        for (status, response) in responses.iter() {
            if !status.starts_with('2') {
                continue;
            }
            match &success {
                None => success = Some((status.clone(), response.clone())),
                Some((kept, first)) if !same(json_schema(first), json_schema(response)) => {
                    // The one with a body is more specific.
                    if json_schema(first).is_none() {
                        success = Some((status.clone(), response.clone()));
                    } else {
                        context.warn(format!(
                            "{}: the response {status} differs from {kept}, for which the type is generated",
                            join(pointer, "responses")
                        ));
                    }
                }
                Some(_) => {}
            }
        }
        let mut made = Map::new();
        if let Some((_, response)) = success {
            made.insert("2XX".to_owned(), response);
        }
        for range in ["4XX", "5XX"] {
            made.insert(
                range.to_owned(),
                json!({
                    "description": "",
                    "content": {"application/json": {"schema": reference(ERROR_BODY)}},
                }),
            );
        }
        needed = true;
        *responses = made;
        Ok(())
    })?;
    if let (true, Some(schemas)) = (needed, schemas_mut(document)) {
        schemas.insert(ERROR_BODY.to_owned(), error_body);
    }
    Ok(())
}

/// The schema with the properties of every error body of the document.
fn error_body(document: &Value) -> Value {
    let empty = Map::new();
    let components = schemas(document).unwrap_or(&empty);
    let mut all = components.get(ERROR_BODY).cloned().unwrap_or_else(|| {
        json!({"type": "object", "properties": {
            "success": {"type": "boolean"},
            "code": {"type": "string"},
            "error": {"type": "string"},
        }})
    });
    for operation in operations(document) {
        let responses = operation.value.get("responses").and_then(Value::as_object);
        for (status, response) in responses.into_iter().flatten() {
            if status.starts_with('2') || status.starts_with('1') || status.starts_with('3') {
                continue;
            }
            let Some(schema) = json_schema(response) else {
                continue;
            };
            let schema = schema_ref(schema)
                .and_then(|name| components.get(name))
                .unwrap_or(schema);
            add_properties(&mut all, schema);
        }
    }
    if let Some(map) = all.as_object_mut() {
        // Which of them an error has differs from route to route.
        map.shift_remove("required");
    }
    all
}

/// Adds the properties that are new; one that is there in another kind accepts anything.
fn add_properties(all: &mut Value, schema: &Value) {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return;
    };
    let Some(known) = all.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    for (name, property) in properties {
        let joined = match known.get(name) {
            None => property.clone(),
            Some(own) => merge::schemas(own, property, name).unwrap_or_else(|_| json!({})),
        };
        known.insert(name.clone(), joined);
    }
}

fn same(one: Option<&Value>, other: Option<&Value>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => sources::same(one, other),
        (one, other) => one == other,
    }
}

fn json_schema(response: &Value) -> Option<&Value> {
    response
        .get("content")?
        .as_object()?
        .iter()
        .find(|(media_type, _)| is_json(media_type))
        .and_then(|(_, content)| content.get("schema"))
}

fn is_json(media_type: &str) -> bool {
    media_type.split(';').next().map(str::trim) == Some("application/json")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::fixture::after;

    fn body(schema: Value) -> Value {
        json!({"description": "", "content": {"application/json": {"schema": schema}}})
    }

    #[test]
    fn all_failures_are_one_type() {
        let document = after(
            super::run,
            json!({"paths": {
                "/a": {"post": {"responses": {
                    "200": body(json!({"type": "object", "properties": {"id": {"type": "string"}}})),
                    "402": body(json!({"type": "object", "properties": {"error": {"type": "string"}, "details": {"type": "array", "items": {}}}})),
                    "500": body(json!({"type": "object", "properties": {"details": {"type": "string"}}})),
                    "default": {"description": ""}
                }}},
                "/b": {"delete": {"responses": {"204": {"description": ""}}}}
            }}),
        );
        let responses = document["paths"]["/a"]["post"]["responses"]
            .as_object()
            .unwrap();
        assert_eq!(responses.keys().collect::<Vec<_>>(), ["2XX", "4XX", "5XX"]);
        let error = &document["components"]["schemas"]["ErrorBody"]["properties"];
        assert_eq!(error["details"], json!({}));
        assert_eq!(error["code"], json!({"type": "string"}));
        assert!(
            document["paths"]["/b"]["delete"]["responses"]["2XX"]
                .get("content")
                .is_none()
        );
    }
}
