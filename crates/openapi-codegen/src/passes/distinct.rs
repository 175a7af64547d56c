//! Tells apart the names that would become one name in Rust.
//!
//! Beside `fooBar` a contract may have `foo_bar`, beside the value `web` the
//! value `Web`. The generator stops at such a pair, so the later of the two is
//! renamed; `x-wire` in its facts, `x-wires` of an enum and `x-tag` of a branch
//! keep the name on the wire for the code generation.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Context;
use crate::naming::{pascal_as_typify, snake_as_typify};
use openapi_document::Result;
use openapi_document::each_schema_mut;

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    each_schema_mut(document, &mut |schema, _| {
        tags(schema);
        values(schema);
        let tag = schema["x-union"]["tag"].as_str().map(str::to_owned);
        for branch in schema
            .get_mut("oneOf")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
        {
            properties(branch, tag.as_deref());
        }
        properties(schema, None);
        Ok(())
    })
}

/// Renames properties; the one in `kept` keeps its name.
fn properties(schema: &mut Value, kept: Option<&str>) {
    let Some(old) = schema.get("properties").and_then(Value::as_object) else {
        return;
    };
    let names: Vec<&str> = old.keys().map(String::as_str).collect();
    let renamed = renamed(&names, kept, snake_as_typify);
    if renamed.is_empty() {
        return;
    }
    let new_name = |name: &str| {
        let found = renamed.iter().find(|(from, _)| from == name);
        found.map_or(name, |(_, to)| to).to_owned()
    };
    let mut properties = Map::new();
    for (name, property) in old {
        let mut property = property.clone();
        let new = new_name(name);
        if new != *name {
            property["x-facts"]["x-wire"] = json!(name);
        }
        properties.insert(new, property);
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        for name in required {
            *name = json!(new_name(name.as_str().unwrap_or_default()));
        }
    }
    schema["properties"] = Value::Object(properties);
}

/// Renames the values of an enum of texts.
fn values(schema: &mut Value) {
    let Some(values) = schema.get("enum").and_then(Value::as_array) else {
        return;
    };
    let names: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
    let renamed = renamed(&names, None, pascal_as_typify);
    if renamed.is_empty() || names.len() < values.len() {
        return;
    }
    let values: Vec<String> = names
        .iter()
        .map(|name| {
            let found = renamed.iter().find(|(from, _)| from == name);
            found.map_or(*name, |(_, to)| to).to_owned()
        })
        .collect();
    let wires: Map<String, Value> = renamed
        .into_iter()
        .map(|(from, to)| (to, json!(from)))
        .collect();
    schema["enum"] = json!(values);
    schema["x-wires"] = Value::Object(wires);
}

/// Renames the tags of a union.
fn tags(schema: &mut Value) {
    let Some(tag) = schema["x-union"]["tag"].as_str().map(str::to_owned) else {
        return;
    };
    let Some(branches) = schema.get_mut("oneOf").and_then(Value::as_array_mut) else {
        return;
    };
    let names: Vec<String> = branches
        .iter()
        .filter_map(|branch| branch["properties"][&tag]["enum"][0].as_str())
        .map(str::to_owned)
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for (from, to) in renamed(&names, None, pascal_as_typify) {
        for branch in branches.iter_mut() {
            let value = &mut branch["properties"][&tag]["enum"][0];
            if value.as_str() == Some(from.as_str()) {
                *value = json!(to);
                branch["x-tag"] = json!(from);
            }
        }
    }
}

/// The names that become a Rust name which an earlier one has, each with its new name.
fn renamed(names: &[&str], kept: Option<&str>, rust: fn(&str) -> String) -> Vec<(String, String)> {
    let all: BTreeSet<String> = names.iter().map(|name| rust(name)).collect();
    if all.len() == names.len() {
        return Vec::new();
    }
    let mut taken: BTreeSet<String> = kept.into_iter().map(rust).collect();
    let mut found = Vec::new();
    for name in names.iter().filter(|name| Some(**name) != kept) {
        let own = rust(name);
        if taken.insert(own.clone()) {
            continue;
        }
        // Of a name that itself ends in a number, another number must not make a third.
        let new = (2..usize::MAX)
            .map(|number| format!("{own}x{number}"))
            .find(|new| {
                let made = rust(new);
                !all.contains(&made) && !taken.contains(&made)
            })
            .unwrap_or(own);
        taken.insert(rust(&new));
        found.push(((*name).to_owned(), new));
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::fixture::after;

    fn schema(schema: Value) -> Value {
        let document = json!({"components": {"schemas": {"A": schema}}});
        let once = after(super::run, document);
        assert_eq!(after(super::run, once.clone()), once);
        once["components"]["schemas"]["A"].clone()
    }

    #[test]
    fn one_of_two_properties_is_renamed() {
        let made = schema(json!({"required": ["foo_bar"], "properties": {
            "fooBar": {"type": "string"}, "foo_bar": {"$ref": "#/components/schemas/B"}, "foo_barx2": {}
        }}));
        assert_eq!(
            made,
            json!({"required": ["foo_barx3"], "properties": {
                "fooBar": {"type": "string"},
                "foo_barx3": {"$ref": "#/components/schemas/B", "x-facts": {"x-wire": "foo_bar"}},
                "foo_barx2": {}
            }})
        );
    }

    #[test]
    fn values_and_tags_are_renamed() {
        let made = schema(json!({"type": "string", "enum": ["web", "Web", "news"]}));
        assert_eq!(made["enum"], json!(["web", "Webx2", "news"]));
        assert_eq!(made["x-wires"], json!({"Webx2": "Web"}));
        let branch = |tag: &str| json!({"properties": {"type": {"type": "string", "enum": [tag]}}});
        let made =
            schema(json!({"x-union": {"tag": "type"}, "oneOf": [branch("a-b"), branch("a_b")]}));
        assert_eq!(
            made["oneOf"][1]["properties"]["type"]["enum"],
            json!(["ABx2"])
        );
        assert_eq!(made["oneOf"][1]["x-tag"], "a_b");
    }

    #[test]
    fn names_apart_stay() {
        let apart = json!({"type": "object", "properties": {"a": {}, "b": {}}});
        assert_eq!(schema(apart.clone()), apart);
    }
}
