//! Puts parameters, request bodies and responses in place, so that one shape of operation is left.
//!
//! An operation has all its parameters afterwards: its own, those of its path, and those behind
//! references. Preflight has found references that lead nowhere.

use serde_json::{Value, json};

use super::Context;
use crate::json::object;
use openapi_document::{Operation, Result, operations, resolve};

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let found: Vec<Inlined> = operations(document)
        .map(|operation| Inlined::of(document, &operation))
        .collect();
    for inlined in found {
        inlined.put(document);
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

/// The values that are put in place of the references of an operation.
struct Inlined {
    pointer: String,
    parameters: Vec<Value>,
    body: Option<Value>,
    responses: Vec<(String, Value)>,
}

impl Inlined {
    fn of(document: &Value, operation: &Operation<'_>) -> Self {
        let behind = |value: &Value| {
            let is_reference = value.get("$ref").is_some();
            is_reference.then(|| resolve(document, value).clone())
        };
        let parameters = operation.parameters(document).into_iter();
        let responses = object(operation.value, "responses");
        let responses = responses.map(|(status, value)| Some((status.clone(), behind(value)?)));
        Self {
            pointer: operation.pointer(),
            parameters: parameters.map(|one| plain_path(one, document)).collect(),
            body: operation.value.get("requestBody").and_then(behind),
            responses: responses.flatten().collect(),
        }
    }

    fn put(self, document: &mut Value) {
        let Some(operation) = document.pointer_mut(&self.pointer) else {
            return;
        };
        if !self.parameters.is_empty() {
            operation["parameters"] = json!(self.parameters);
        }
        if let Some(body) = self.body {
            operation["requestBody"] = body;
        }
        for (status, response) in self.responses {
            operation["responses"][status] = response;
        }
    }
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
