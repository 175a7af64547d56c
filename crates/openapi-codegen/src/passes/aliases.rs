//! Puts component schemas that are lists, maps or plain values where they are used.
//!
//! typify would wrap each in a newtype; a list of formats is better a `Vec<Format>`.

use serde_json::{Map, Value, json};

use super::Context;
use crate::json::add_facts;
use crate::sources;
use openapi_document::{Error, Result, each_schema_mut, join, members, schema_ref, schemas_mut};

/// The maximum length of a chain of aliases.
const DEPTH: usize = 32;

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let mut aliases: Map<String, Value> = members(document.pointer("/components/schemas"))
        .filter(|(_, schema)| is_alias(schema))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    let names: Vec<String> = aliases.keys().cloned().collect();
    for name in &names {
        cut(&mut aliases, name, context);
    }
    shorten(&mut aliases, &names);
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
    let message = format!("more than {DEPTH} lists or maps inside each other by reference");
    Err(Error::new(message)
        .at("/components/schemas")
        .remedy("let one of them hold an object with properties"))
}

/// Ends the circle of lists and maps that an alias is in, if it is: that of a list of itself, for one.
///
/// The place at which the alias would begin again holds any JSON value.
fn cut(aliases: &mut Map<String, Value>, name: &str, context: &Context<'_>) {
    let mut circle = vec![name.to_owned()];
    loop {
        let last = circle.last().and_then(|last| aliases.get(last));
        let Some(next) = last.and_then(|alias| schema_ref(innermost(alias))) else {
            return;
        };
        if next == name {
            break;
        }
        if !aliases.contains_key(next) || circle.iter().any(|known| known == next) {
            return;
        }
        circle.push(next.to_owned());
    }
    let pointer = join("/components/schemas", name);
    let marks = aliases.get(name).into_iter().flat_map(sources::marks);
    let pointer = marks.map(str::to_owned).next().unwrap_or(pointer);
    let message = format!(
        "the lists or maps {} contain themselves without an object between",
        circle.join(", ")
    );
    context.warn(format!("{pointer}: {message}; the inner value is any JSON"));
    if let Some(last) = circle.last().and_then(|last| aliases.get_mut(last)) {
        *innermost_mut(last) = json!({});
    }
}

/// Puts in place of each alias that is only another one what that one is, over any number of others.
fn shorten(aliases: &mut Map<String, Value>, names: &[String]) {
    for name in names {
        let mut row = vec![name.clone()];
        while let Some(next) = row
            .last()
            .and_then(|last| aliases.get(last))
            .and_then(schema_ref)
            && aliases.contains_key(next)
        {
            row.push(next.to_owned());
        }
        let mut row = row.iter().rev();
        let Some(mut inner) = row.next().and_then(|last| aliases.get(last).cloned()) else {
            continue;
        };
        for name in row {
            if let Some(outer) = aliases.get_mut(name) {
                replace(outer, inner.clone());
                inner.clone_from(outer);
            }
        }
    }
}

/// The key at which a list or a map has the schema of its values.
fn inner_key(schema: &Value) -> Option<&'static str> {
    ["items", "additionalProperties"]
        .into_iter()
        .find(|key| schema.get(key).is_some_and(Value::is_object))
}

/// The schema inside of all lists and maps.
fn innermost(mut schema: &Value) -> &Value {
    while let Some(key) = inner_key(schema) {
        schema = &schema[key];
    }
    schema
}

fn innermost_mut(schema: &mut Value) -> &mut Value {
    match inner_key(schema) {
        Some(key) => innermost_mut(&mut schema[key]),
        None => schema,
    }
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
    fn a_list_of_itself_is_a_list_of_anything() {
        let names = crate::names::Names::default();
        let mut document = json!({"components": {"schemas": {
            "A": {"type": "array", "items": {"$ref": "#/components/schemas/A"}},
            "B": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A"}}}
        }}});
        document["components"]["schemas"]["C"] =
            json!({"type": "array", "items": {"type": "string"}});
        let context = crate::passes::Context::new(&names);
        super::run(&mut document, &context).unwrap();
        assert_eq!(
            document["components"]["schemas"],
            json!({"B": {"type": "object", "properties": {"a": {"type": "array", "items": {}}}}})
        );
        let warnings = Vec::from_iter(context.into_found().warnings);
        assert_eq!(
            warnings,
            [
                "/components/schemas/A: the lists or maps A contain themselves without an object \
              between; the inner value is any JSON"
            ]
        );
    }

    #[test]
    fn aliases_in_a_row_are_one_however_many() {
        let mut schemas = serde_json::Map::new();
        for number in 0..100 {
            let next = format!("#/components/schemas/A{}", number + 1);
            schemas.insert(format!("A{number}"), json!({"$ref": next}));
        }
        schemas.insert(
            "A100".to_owned(),
            json!({"type": "array", "items": {"type": "string"}}),
        );
        let b = json!({"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A0"}}});
        schemas.insert("B".to_owned(), b);
        let document = after(super::run, json!({"components": {"schemas": schemas}}));
        assert_eq!(
            document["components"]["schemas"]["B"]["properties"]["a"],
            json!({"type": "array", "items": {"type": "string"}})
        );
    }

    #[test]
    fn a_circle_of_lists_and_maps_is_cut_once() {
        let names = crate::names::Names::default();
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let mut document = json!({"components": {"schemas": {
            "A": {"type": "array", "items": to("M")},
            "M": {"type": "object", "additionalProperties": {"type": "array", "items": to("A")}},
            "Before": {"type": "array", "items": to("A")},
            "B": {"type": "object", "properties": {"before": to("Before"), "m": to("M")}}
        }}});
        let context = crate::passes::Context::lenient(&names);
        super::run(&mut document, &context).unwrap();
        let m = json!({"type": "object", "additionalProperties": {"type": "array", "items": {}}});
        let a = json!({"type": "array", "items": m});
        assert_eq!(
            document["components"]["schemas"],
            json!({"B": {"type": "object", "properties": {
                "before": {"type": "array", "items": a},
                "m": m
            }}})
        );
        let warnings = Vec::from_iter(context.into_found().warnings);
        assert_eq!(
            warnings,
            [
                "/components/schemas/A: the lists or maps A, M contain themselves without an object \
              between; the inner value is any JSON"
            ]
        );
    }
}
