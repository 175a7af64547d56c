//! Puts component schemas that are lists, maps or plain values where they are used.
//!
//! typify would wrap each in a newtype; a list of formats is better a `Vec<Format>`.

use serde_json::{Map, Value};

use super::Context;
use crate::json::add_facts;
use crate::sources;
use openapi_document::{Error, Result, each_schema_mut, members, schema_ref, schemas_mut};

/// The maximum length of a chain of aliases; a longer one is a cycle.
const DEPTH: usize = 32;

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let aliases: Map<String, Value> = members(document.pointer("/components/schemas"))
        .filter(|(_, schema)| is_alias(schema))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    for _ in 0..DEPTH {
        let mut replaced = false;
        each_schema_mut(document, &mut |schema, _| {
            if let Some(alias) = schema_ref(schema).and_then(|name| aliases.get(name)) {
                replace(schema, alias.clone());
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

/// Puts an alias in place of its reference, whose facts stay and get those of the alias beside them.
fn replace(schema: &mut Value, mut alias: Value) {
    sources::take(&mut alias, schema);
    if let (Some(facts), Value::Object(alias)) = (schema.get("x-facts"), &mut alias)
        && let Some(Value::Object(more)) = alias.insert("x-facts".to_owned(), facts.clone())
    {
        add_facts(alias, more);
    }
    *schema = alias;
}

/// Returns true if a component is neither an object with properties nor an enum nor a union.
fn is_alias(schema: &Value) -> bool {
    ["properties", "enum", "oneOf", "allOf"]
        .iter()
        .all(|key| schema.get(key).is_none())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::tests::after;

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
