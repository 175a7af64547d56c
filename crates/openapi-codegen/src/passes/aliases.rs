//! Puts component schemas that are lists, maps or plain values where they are used.
//!
//! typify would wrap each in a newtype; a list of formats is better a `Vec<Format>`.

use serde_json::{Map, Value};

use super::Context;
use crate::sources;
use openapi_document::{Error, Result};
use openapi_document::{each_schema_mut, schema_ref, schemas, schemas_mut};

/// The maximum length of a chain of aliases; a longer one is a cycle.
const DEPTH: usize = 32;

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let aliases: Map<String, Value> = schemas(document)
        .into_iter()
        .flatten()
        .filter(|(_, schema)| is_alias(schema))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    for _ in 0..DEPTH {
        let mut replaced = false;
        each_schema_mut(document, &mut |schema, _| {
            if let Some(alias) = schema_ref(schema).and_then(|name| aliases.get(name)) {
                let facts = schema.get("x-facts").cloned();
                let mut alias = alias.clone();
                sources::take(&mut alias, schema);
                *schema = alias;
                add_facts(schema, facts);
                replaced = true;
            }
            Ok(())
        })?;
        if !replaced {
            if let Some(schemas) = schemas_mut(document) {
                schemas.retain(|name, _| !aliases.contains_key(name));
            }
            return Ok(());
        }
    }
    let names: Vec<&str> = aliases.keys().map(String::as_str).collect();
    Err(Error::new(format!(
        "some of these schemas contain themselves without an object between: {}",
        names.join(", ")
    ))
    .at("/components/schemas")
    .remedy("break the circle with an overlay action"))
}

/// The place of use keeps its own facts and gets those of the alias beside them.
fn add_facts(schema: &mut Value, facts: Option<Value>) {
    let (Some(map), Some(Value::Object(facts))) = (schema.as_object_mut(), facts) else {
        return;
    };
    let all = map
        .entry("x-facts")
        .or_insert_with(|| Value::Object(Map::new()));
    if let Some(all) = all.as_object_mut() {
        all.extend(facts);
    }
}

/// Returns true if a component is neither an object with properties nor an enum nor a union.
fn is_alias(schema: &Value) -> bool {
    !(schema.get("properties").is_some()
        || schema.get("enum").is_some()
        || schema.get("oneOf").is_some()
        || schema.get("allOf").is_some())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::fixture::after;

    #[test]
    fn lists_and_maps_are_put_in_place() {
        let document = after(
            super::run,
            json!({"components": {"schemas": {
                "Format": {"type": "string", "enum": ["a"]},
                "Formats": {"type": "array", "items": {"$ref": "#/components/schemas/Format"}, "x-facts": {"default": ["a"]}},
                "Again": {"$ref": "#/components/schemas/Formats"},
                "Options": {"type": "object", "properties": {"f": {"$ref": "#/components/schemas/Again", "x-facts": {"nullable": true}}}}
            }}}),
        );
        assert_eq!(
            document["components"]["schemas"],
            json!({
                "Format": {"type": "string", "enum": ["a"]},
                "Options": {"type": "object", "properties": {"f": {
                    "type": "array", "items": {"$ref": "#/components/schemas/Format"},
                    "x-facts": {"default": ["a"], "nullable": true}
                }}}
            })
        );
    }

    #[test]
    fn a_list_of_itself_is_refused() {
        let names = crate::names::Names::default();
        let mut document = json!({"components": {"schemas": {
            "A": {"type": "array", "items": {"$ref": "#/components/schemas/A"}},
            "B": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A"}}}
        }}});
        assert!(super::run(&mut document, &crate::passes::Context::new(&names)).is_err());
    }
}
