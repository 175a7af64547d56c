//! Gives every operation one type of success and one of failure.
//!
//! progenitor stops at two different error bodies and counts `default` as a
//! success too. All errors of this API are read the same way, so every
//! operation gets responses `4XX` and `5XX` with the component `ErrorBody`, which has
//! the properties of all error bodies that the contract declares.

use serde_json::{Value, json};

use super::directions::{reachable, references};
use super::{Context, merge};
use crate::json::{OPTIONAL, object};
use crate::sources;
use openapi_document::{
    Result, each_operation_mut, join, operations, reference, resolve, schemas_mut,
};

/// The component that every error response is read into.
pub const ERROR_BODY: &str = "ErrorBody";

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let error_body = error_body(document);
    let mut needed = false;
    each_operation_mut(document, &mut |pointer, operation| {
        let Some(Value::Object(responses)) = operation.get_mut("responses") else {
            return Ok(());
        };
        if responses.contains_key("101") {
            context.warn(format!(
                "{}: the connection is not upgraded; the request is a plain one",
                join(pointer, "responses")
            ));
        }
        let is_declared = responses
            .keys()
            .any(|status| status.starts_with(['2', '3']));
        let (full, empty): (Vec<_>, Vec<_>) = responses
            .iter()
            .filter(|(status, _)| match is_declared {
                true => status.starts_with('2'),
                false => *status == "default",
            })
            .partition(|(_, response)| object(response, "content").next().is_some());
        // JSON is more specific than other bodies, and these than none.
        let json = full.iter().find(|(_, one)| !json_schema(one).is_null());
        let success = json.or(full.first()).or(empty.first()).copied();
        if let Some((kept, first)) = success {
            let is_other =
                |response: &Value| !sources::same(json_schema(first), json_schema(response));
            let is_without = |status: &str| matches!(status, "204" | "205");
            let empty = empty.iter().filter(|(status, _)| !is_without(status));
            for (status, _) in full.iter().chain(empty).filter(|(_, one)| is_other(one)) {
                context.warn(format!(
                    "{}: the response {status} differs from {kept}, for which the type is generated",
                    join(pointer, "responses")
                ));
            }
        }
        let may_be_empty = json.is_some()
            && empty
                .iter()
                .any(|(status, _)| matches!(status.as_str(), "204" | "205"));
        let failure = json!({
            "description": "",
            "content": {"application/json": {"schema": reference(ERROR_BODY)}},
        });
        let made = success.map(|(_, response)| {
            let mut response = response.clone();
            if let Some(response) = response.as_object_mut() {
                if pointer.ends_with("/head") {
                    response.shift_remove("content");
                } else if may_be_empty {
                    response.insert(OPTIONAL.to_owned(), json!(true));
                }
            }
            ("2XX", response)
        });
        let nothing = responses
            .is_empty()
            .then(|| ("2XX", json!({"description": ""})));
        let made = made.or(nothing);
        let made = made
            .into_iter()
            .chain(["4XX", "5XX"].map(|range| (range, failure.clone())));
        *responses = made
            .map(|(range, response)| (range.to_owned(), response))
            .collect();
        needed = true;
        Ok(())
    })?;
    if let (true, Some(schemas)) = (needed, schemas_mut(document)) {
        schemas.insert(ERROR_BODY.to_owned(), error_body);
    }
    Ok(())
}

/// The schema with the properties of every error body of the document.
fn error_body(document: &Value) -> Value {
    let known = &document["components"]["schemas"][ERROR_BODY];
    let is_of_errors_alone = known.is_null() || !is_used_elsewhere(document);
    let mut all = match known {
        Value::Null => json!({"type": "object", "properties": {
            "success": {"type": "boolean"},
            "code": {"type": "string"},
            "error": {"type": "string"},
        }}),
        known => known.clone(),
    };
    for operation in operations(document) {
        for (status, response) in object(operation.value, "responses") {
            if !status.starts_with(['1', '2', '3']) {
                add_properties(&mut all, resolve(document, json_schema(response)));
            }
        }
    }
    if let (Some(map), true) = (all.as_object_mut(), is_of_errors_alone) {
        // Which of them an error has differs from route to route.
        map.shift_remove("required");
    }
    all
}

/// Returns true if a request or a success has the component of this name, which then keeps what it
/// requires.
fn is_used_elsewhere(document: &Value) -> bool {
    let mut used = Vec::new();
    for operation in operations(document) {
        used.extend(references(&operation.value["parameters"]));
        used.extend(references(&operation.value["requestBody"]));
        let responses = object(operation.value, "responses");
        let successes = responses.filter(|(status, _)| status.starts_with(['1', '2', '3']));
        used.extend(successes.flat_map(|(_, response)| references(response)));
    }
    reachable(document, used).contains(ERROR_BODY)
}

/// Adds the properties that are new; one that is there in another kind accepts anything.
fn add_properties(all: &mut Value, schema: &Value) {
    let Some(Value::Object(known)) = all.get_mut("properties") else {
        return;
    };
    for (name, property) in object(schema, "properties") {
        let joined = match known.get(name) {
            None => property.clone(),
            Some(own) => merge::schemas(own, property, name).unwrap_or_else(|_| json!({})),
        };
        known.insert(name.clone(), joined);
    }
}

/// Returns the schema of the JSON body of a response, or `null`.
fn json_schema(response: &Value) -> &Value {
    let is_json = |media: &str| media.split(';').next().map(str::trim) == Some("application/json");
    object(response, "content")
        .find(|(media_type, _)| is_json(media_type))
        .map_or(&Value::Null, |(_, content)| &content["schema"])
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::tests::after;

    fn body(schema: Value) -> Value {
        json!({"description": "", "content": {"application/json": {"schema": schema}}})
    }

    #[test]
    fn a_component_of_that_name_keeps_what_it_requires_if_it_is_more_than_an_error() {
        let required = |status: &str| {
            let own = json!({"type": "object", "required": ["x"], "properties": {"x": {"type": "string"}}});
            let list =
                json!({"type": "array", "items": {"$ref": "#/components/schemas/ErrorBody"}});
            let document = after(
                super::run,
                json!({
                    "components": {"schemas": {"ErrorBody": own}},
                    "paths": {"/a": {"post": {"responses": {status: body(list)}}}}
                }),
            );
            document["components"]["schemas"]["ErrorBody"]["required"].clone()
        };
        assert_eq!(required("200"), json!(["x"]));
        assert_eq!(required("400"), Value::Null);
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
