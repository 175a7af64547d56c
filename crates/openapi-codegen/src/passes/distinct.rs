//! Tells apart the names that would become one name in Rust.
//!
//! Beside `fooBar` a contract may have `foo_bar`, beside the value `web` the
//! value `Web`. The generator stops at such a pair, so the later of the two is
//! renamed; `x-wire` in its facts, `x-wires` of an enum and `x-tag` of a branch
//! keep the name on the wire for the code generation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::Context;
use super::unions::tag_value;
use crate::json::{elements, text};
use crate::naming::{pascal_as_typify, snake_as_typify};
use openapi_document::{Result, each_schema_mut};

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    each_schema_mut(document, &mut |schema, _| {
        let tag = text(&schema["x-union"], "tag").map(str::to_owned);
        if let (Some(tag), Some(Value::Array(branches))) = (&tag, schema.get_mut("oneOf")) {
            tags(branches, tag);
        }
        values(schema);
        let branches = schema.get_mut("oneOf").and_then(Value::as_array_mut);
        for branch in branches.into_iter().flatten() {
            properties(branch, tag.as_deref());
        }
        properties(schema, None);
        Ok(())
    })
}

/// Renames properties; the one in `kept` keeps its name.
fn properties(schema: &mut Value, kept: Option<&str>) {
    let Some(old) = schema["properties"].as_object() else {
        return;
    };
    let renamed = renamed(old.keys().map(String::as_str), kept, snake_as_typify);
    if renamed.is_empty() {
        return;
    }
    let mut properties = Map::new();
    for (name, property) in old {
        let mut property = property.clone();
        if renamed.contains_key(name) {
            property["x-facts"]["x-wire"] = json!(name);
        }
        properties.insert(renamed.get(name).unwrap_or(name).clone(), property);
    }
    schema["properties"] = Value::Object(properties);
    let required = schema.get_mut("required").and_then(Value::as_array_mut);
    for name in required.into_iter().flatten() {
        rename(name, &renamed);
    }
}

/// Renames the values of an enum of texts.
fn values(schema: &mut Value) {
    let values = elements(schema, "enum");
    let texts = values.iter().filter_map(Value::as_str);
    let renamed = renamed(texts, None, pascal_as_typify);
    if renamed.is_empty() || !values.iter().all(Value::is_string) {
        return;
    }
    let mut values = values.to_vec();
    values.iter_mut().for_each(|value| rename(value, &renamed));
    schema["enum"] = json!(values);
    let wires = renamed.into_iter().map(|(from, to)| (to, json!(from)));
    schema["x-wires"] = Value::Object(wires.collect());
}

/// Renames the tags of a union.
fn tags(branches: &mut [Value], tag: &str) {
    let value = |branch: &Value| tag_value(branch, tag).map(str::to_owned);
    let names: Vec<String> = branches.iter().filter_map(value).collect();
    let renamed = renamed(names.iter().map(String::as_str), None, pascal_as_typify);
    for branch in branches {
        if let Some(from) = value(branch).filter(|from| renamed.contains_key(from)) {
            rename(&mut branch["properties"][tag]["enum"][0], &renamed);
            branch["x-tag"] = json!(from);
        }
    }
}

fn rename(name: &mut Value, renamed: &BTreeMap<String, String>) {
    if let Some(new) = name.as_str().and_then(|old| renamed.get(old)) {
        *name = json!(new);
    }
}

/// The names that become a Rust name which an earlier one has, each with its new name.
fn renamed<'a>(
    names: impl Iterator<Item = &'a str> + Clone,
    kept: Option<&str>,
    rust: fn(&str) -> String,
) -> BTreeMap<String, String> {
    let all: BTreeSet<String> = names.clone().map(rust).collect();
    let mut taken: BTreeSet<String> = kept.into_iter().map(rust).collect();
    let mut found = BTreeMap::new();
    for name in names.filter(|name| Some(*name) != kept) {
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
        found.insert(name.to_owned(), new);
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::tests::after;

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
