//! Gives operations with several query parameters a request type of their own.
//!
//! A function with fourteen positional options cannot be read at its call. The
//! component is named after the operation; `x-query` on it says which operations
//! it belongs to, and the code generation makes the function take it.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::Context;
use crate::json::{elements, text};
use crate::naming::type_name;
use openapi_document::{Result, members, operations, schemas_mut};

/// The number of query parameters from which on an operation gets a request type.
const ENOUGH: usize = 2;

/// Returns the components that hold the query parameters of operations, by their operationIds.
pub fn types_by_operation(document: &Value) -> HashMap<&str, &str> {
    let mut types = HashMap::new();
    for (name, schema) in members(document.pointer("/components/schemas")) {
        for id in elements(schema, "x-query").iter().filter_map(Value::as_str) {
            types.entry(id).or_insert(name.as_str());
        }
    }
    types
}

/// Returns the name of the component of an operation, or the one that it would have.
pub fn of(types: &HashMap<&str, &str>, operation: &str) -> String {
    let known = types.get(operation);
    known.map_or_else(|| component(operation), |name| (*name).to_owned())
}

fn component(operation: &str) -> String {
    format!("{}Query", type_name(operation))
}

/// The name for a new component, which the contract may have for something else.
fn free(schemas: &Map<String, Value>, name: &str) -> String {
    let is_free = |name: &String| {
        let known = schemas.get(name);
        known.is_none_or(|schema| schema.get("x-query").is_some())
    };
    ["", "Parameters", "Options"]
        .map(|end| format!("{name}{end}"))
        .into_iter()
        .find(is_free)
        .unwrap_or_else(|| name.to_owned())
}

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let mut made = Vec::new();
    for operation in operations(document).map(|operation| operation.value) {
        let query = elements(operation, "parameters").iter();
        let query: Vec<&Value> = query.filter(|one| one["in"] == "query").collect();
        let Some(id) = text(operation, "operationId") else {
            continue;
        };
        if query.len() < ENOUGH || operation.get("requestBody").is_some() {
            continue;
        }
        let name = |parameter: &Value| {
            let name = text(parameter, "x-wire").or(text(parameter, "name"));
            name.unwrap_or_default().to_owned()
        };
        let properties: Map<String, Value> = query
            .iter()
            .map(|parameter| (name(parameter), parameter["schema"].clone()))
            .collect();
        let mut schema = json!({"type": "object", "properties": properties, "x-query": [id]});
        let required = query.iter().filter(|one| one["required"] == true);
        let required: Vec<String> = required.map(|one| name(one)).collect();
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        made.push((component(id), schema));
    }
    // A second run must not undo what later passes made of it; there is none between.
    for (name, schema) in made {
        if let Some(schemas) = schemas_mut(document) {
            schemas.insert(free(schemas, &name), schema);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::tests::after;

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
        assert_eq!(
            super::of(&super::types_by_operation(&once), "find"),
            "FindQueryParameters"
        );
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
