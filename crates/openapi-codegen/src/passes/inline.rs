//! Puts parameters, request bodies and responses in place, so that one shape of operation is left.
//!
//! An operation has all its parameters afterwards: its own, those of its path, and those behind
//! references. Preflight has found references that lead nowhere.

use serde_json::{Value, json};

use super::Context;
use openapi_document::{Result, operations, resolve};

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let whole = document.clone();
    for operation in operations(&whole) {
        let mut inlined = operation.value.clone();
        let parameters = operation.parameters(&whole).into_iter();
        let parameters: Vec<Value> = parameters.map(|one| plain_path(one, &whole)).collect();
        if !parameters.is_empty() {
            inlined["parameters"] = json!(parameters);
        }
        let responses = inlined.get_mut("responses").and_then(Value::as_object_mut);
        for response in responses.into_iter().flat_map(|all| all.values_mut()) {
            *response = resolve(&whole, response).clone();
        }
        if let Some(body) = operation.value.get("requestBody") {
            inlined["requestBody"] = resolve(&whole, body).clone();
        }
        document["paths"][operation.path][operation.method] = inlined;
    }
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(|paths| paths.values_mut()) {
        // The order that this leaves is the order of the generated operations.
        let item = item.as_object_mut();
        item.and_then(|item| item.swap_remove("parameters"));
    }
    if let Some(Value::Object(components)) = document.get_mut("components") {
        let inlined = ["parameters", "requestBodies", "responses"];
        components.retain(|section, _| !inlined.contains(&section.as_str()));
    }
    Ok(())
}

/// Takes the alternatives from a parameter of the path, which is text whatever its type.
fn plain_path(parameter: &Value, document: &Value) -> Value {
    let mut parameter = parameter.clone();
    let schema = resolve(document, &parameter["schema"]);
    let has_alternatives = schema.get("oneOf").or(schema.get("anyOf")).is_some();
    if parameter["in"] == "path" && has_alternatives {
        parameter["schema"] = json!({"type": "string"});
    }
    parameter
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::tests::after;

    #[test]
    fn a_parameter_of_the_path_is_text_where_it_has_alternatives() {
        let either = json!({"oneOf": [{"type": "string"}, {"type": "integer"}]});
        let named = json!({"$ref": "#/components/schemas/Either"});
        let parameter =
            |name: &str, place: &str, schema| json!({"name": name, "in": place, "schema": schema});
        let document = after(
            super::run,
            json!({
                "components": {"schemas": {"Either": either}},
                "paths": {"/{a}/{b}": {"get": {"parameters": [
                    parameter("a", "path", &either),
                    parameter("b", "path", &named),
                    parameter("c", "query", &either)
                ]}}}
            }),
        );
        let text = json!({"type": "string"});
        assert_eq!(
            document["paths"]["/{a}/{b}"]["get"]["parameters"],
            json!([
                parameter("a", "path", &text),
                parameter("b", "path", &text),
                parameter("c", "query", &either)
            ])
        );
    }

    #[test]
    fn an_operation_has_all_its_parameters() {
        let document = after(
            super::run,
            json!({
                "components": {"parameters": {"Id": {"name": "id", "in": "path"}}},
                "paths": {"/a/{id}": {
                    "parameters": [{"$ref": "#/components/parameters/Id"}, {"name": "k", "in": "query", "x": 1}],
                    "get": {"parameters": [{"name": "k", "in": "query", "x": 2}]},
                    "delete": {}
                }}
            }),
        );
        assert_eq!(
            document["paths"]["/a/{id}"],
            json!({
                "get": {"parameters": [{"name": "id", "in": "path"}, {"name": "k", "in": "query", "x": 2}]},
                "delete": {"parameters": [{"name": "id", "in": "path"}, {"name": "k", "in": "query", "x": 1}]}
            })
        );
    }

    #[test]
    fn bodies_and_responses_stand_in_place() {
        let document = after(
            super::run,
            json!({
                "components": {
                    "requestBodies": {"B": {"content": {}}},
                    "responses": {"R": {"$ref": "#/components/responses/S"}, "S": {"description": ""}}
                },
                "paths": {"/a": {"post": {
                    "requestBody": {"$ref": "#/components/requestBodies/B"},
                    "responses": {"200": {"$ref": "#/components/responses/R"}}
                }}}
            }),
        );
        assert_eq!(
            document["paths"]["/a"]["post"],
            json!({"requestBody": {"content": {}}, "responses": {"200": {"description": ""}}})
        );
    }
}
