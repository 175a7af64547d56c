//! Gives every operation its parameters in full: those of its path and those behind references.

use serde_json::{Map, Value, json};

use super::Context;
use openapi_document::{Error, Result};
use openapi_document::{METHODS, join, schema_ref, schemas};

const PREFIX: &str = "#/components/parameters/";

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let components = document
        .pointer("/components/parameters")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let schemas = schemas(document).cloned().unwrap_or_default();
    for (path, item) in document
        .get_mut("paths")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten()
    {
        let pointer = join("/paths", path);
        let Some(item) = item.as_object_mut() else {
            continue;
        };
        let shared = resolved(item.remove("parameters"), &components, &pointer)?;
        for (method, operation) in item.iter_mut() {
            let Some(operation) = operation.as_object_mut() else {
                continue;
            };
            if !METHODS.contains(&method.as_str()) {
                continue;
            }
            let own = resolved(
                operation.remove("parameters"),
                &components,
                &join(&pointer, method),
            )?;
            // An operation's own parameter takes the place of its path's.
            let mut all: Vec<Value> = shared
                .iter()
                .filter(|one| !own.iter().any(|other| same(one, other)))
                .cloned()
                .collect();
            all.extend(own);
            all.iter_mut().for_each(|one| plain_path(one, &schemas));
            if !all.is_empty() {
                operation.insert("parameters".to_owned(), Value::Array(all));
            }
        }
    }
    if let Some(components) = document
        .get_mut("components")
        .and_then(Value::as_object_mut)
    {
        components.remove("parameters");
    }
    Ok(())
}

/// Takes the alternatives from a parameter of the path, which is text whatever its type.
fn plain_path(parameter: &mut Value, schemas: &Map<String, Value>) {
    let Some(schema) = parameter
        .get("schema")
        .filter(|_| parameter["in"] == "path")
    else {
        return;
    };
    let target = schema_ref(schema).and_then(|name| schemas.get(name));
    let target = target.unwrap_or(schema);
    if target.get("oneOf").is_some() || target.get("anyOf").is_some() {
        parameter["schema"] = json!({"type": "string"});
    }
}

fn same(one: &Value, other: &Value) -> bool {
    one.get("name") == other.get("name") && one.get("in") == other.get("in")
}

fn resolved(
    list: Option<Value>,
    components: &Map<String, Value>,
    pointer: &str,
) -> Result<Vec<Value>> {
    let Some(Value::Array(list)) = list else {
        return Ok(Vec::new());
    };
    list.into_iter()
        .enumerate()
        .map(|(index, parameter)| {
            let Some(reference) = parameter.get("$ref").and_then(Value::as_str) else {
                return Ok(parameter);
            };
            reference
                .strip_prefix(PREFIX)
                .and_then(|name| components.get(name))
                .cloned()
                .ok_or_else(|| {
                    Error::new(format!("`{reference}` leads to no parameter"))
                        .at(join(&join(pointer, "parameters"), &index.to_string()))
                        .remedy("correct the reference with an overlay action")
                })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::fixture::after;

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
}
