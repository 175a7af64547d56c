//! Gives operations with several query parameters a request type of their own.
//!
//! A function with fourteen positional options cannot be read at its call. The
//! component is named after the operation; `x-query` on it says which operations
//! it belongs to, and the code generation makes the function take it.

use serde_json::{Map, Value, json};

use super::Context;
use crate::naming::type_name;
use openapi_document::Result;
use openapi_document::{each_operation_mut, schemas, schemas_mut};

/// The number of query parameters from which on an operation gets a request type.
const ENOUGH: usize = 2;

/// The name of the component that holds an operation's query parameters.
pub fn of(document: &Value, operation: &str) -> String {
    let is_own = |schema: &Value| {
        schema["x-query"]
            .as_array()
            .is_some_and(|ids| ids.iter().any(|id| id == operation))
    };
    schemas(document)
        .into_iter()
        .flatten()
        .find(|(_, schema)| is_own(schema))
        .map_or_else(|| component(operation), |(name, _)| name.clone())
}

fn component(operation: &str) -> String {
    format!("{}Query", type_name(operation))
}

/// The name for a new component, which the contract may have for something else.
fn free(schemas: &Map<String, Value>, name: String) -> String {
    let is_free = |name: &String| {
        schemas
            .get(name)
            .is_none_or(|schema| schema.get("x-query").is_some())
    };
    [
        name.clone(),
        format!("{name}Parameters"),
        format!("{name}Options"),
    ]
    .into_iter()
    .find(is_free)
    .unwrap_or(name)
}

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let mut made = Map::new();
    each_operation_mut(document, &mut |_, operation| {
        let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
            return Ok(());
        };
        let query: Vec<&Value> = operation
            .get("parameters")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter(|parameter| parameter.get("in") == Some(&json!("query")))
            .collect();
        if query.len() < ENOUGH || operation.contains_key("requestBody") {
            return Ok(());
        }
        let name_of = |parameter: &Value| parameter["name"].as_str().unwrap_or_default().to_owned();
        let properties: Map<String, Value> = query
            .iter()
            .map(|parameter| (name_of(parameter), parameter["schema"].clone()))
            .collect();
        let required: Vec<String> = query
            .iter()
            .filter(|parameter| parameter.get("required") == Some(&json!(true)))
            .map(|parameter| name_of(parameter))
            .collect();
        let mut schema = json!({"type": "object", "properties": properties, "x-query": [id]});
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        made.insert(component(id), schema);
        Ok(())
    })?;
    if let Some(schemas) = schemas_mut(document) {
        // A second run must not undo what later passes made of it; there is none between.
        for (name, schema) in made {
            schemas.insert(free(schemas, name), schema);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::fixture::after;

    #[test]
    fn a_component_of_the_contract_is_not_replaced() {
        let parameter = |name: &str| json!({"name": name, "in": "query", "schema": {}});
        let document = json!({
            "components": {"schemas": {"FindQuery": {"type": "string"}}},
            "paths": {"/a": {"get": {"operationId": "find", "parameters": [parameter("q"), parameter("k")]}}}
        });
        let once = after(super::run, document);
        assert_eq!(after(super::run, once.clone()), once);
        assert_eq!(
            once["components"]["schemas"]["FindQuery"],
            json!({"type": "string"})
        );
        assert_eq!(super::of(&once, "find"), "FindQueryParameters");
    }

    #[test]
    fn several_query_parameters_become_a_component() {
        let parameter = |name: &str, required: bool| json!({"name": name, "in": "query", "required": required, "schema": {"type": "string"}});
        let document = after(
            super::run,
            json!({"paths": {"/a": {
                "get": {"operationId": "findAll", "parameters": [parameter("q", true), parameter("k", false)]},
                "delete": {"operationId": "one", "parameters": [parameter("q", true)]}
            }}}),
        );
        assert_eq!(
            document["components"]["schemas"],
            json!({"FindAllQuery": {
                "type": "object",
                "properties": {"q": {"type": "string"}, "k": {"type": "string"}},
                "x-query": ["findAll"],
                "required": ["q"]
            }})
        );
    }
}
