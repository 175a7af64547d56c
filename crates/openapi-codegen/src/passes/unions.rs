//! Brings every `oneOf` and `anyOf` into a form of which typify makes a good enum.
//!
//! Nested unions are flattened; branches that a property with one value
//! distinguishes become a tagged union with inline branches, one a tag; a bare text
//! in place of such an object is noted and left out. `x-union` keeps the
//! tag's name and whether bare texts are accepted.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::{Context, merge};
use crate::json::{add_elements, add_facts, elements, text};
use crate::sources;
use openapi_document::{Result, each_schema_mut, members, resolve};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let whole = document.clone();
    each_schema_mut(document, &mut |schema, pointer| {
        let Some(map) = schema.as_object_mut() else {
            return Ok(());
        };
        if map.contains_key("x-union") {
            return Ok(());
        }
        if let Some(branches) = map.shift_remove("anyOf") {
            map.insert("oneOf".to_owned(), branches);
        }
        let Some(Value::Array(branches)) = map.shift_remove("oneOf") else {
            return Ok(());
        };
        let branches = flattened(branches);
        if map.contains_key("properties") {
            return beside_properties(map, &branches, &whole, pointer, context);
        }
        if let Some(text) = as_text(&branches) {
            absorb(map, text);
        } else if let Some(union) = as_tagged(&branches, &whole, pointer)? {
            absorb(map, union);
        } else if let [only] = branches.as_slice() {
            absorb(map, only.clone());
        } else {
            map.insert("oneOf".to_owned(), Value::Array(branches));
        }
        Ok(())
    })
}

/// A union beside properties: the object has those of all branches, none of them required.
///
/// The server checks which of them can be combined.
fn beside_properties(
    map: &mut Map<String, Value>,
    branches: &[Value],
    whole: &Value,
    pointer: &str,
    context: &Context<'_>,
) -> Result<()> {
    for branch in branches {
        if let Some(properties) = resolve(whole, branch).get("properties") {
            let open = json!({"type": "object", "properties": properties});
            let own = Value::Object(map.clone());
            if let Value::Object(joined) =
                merge::parts(&own, &open, pointer, &|warning| context.warn(warning))?
            {
                *map = joined;
            }
        }
    }
    Ok(())
}

/// The branches with those of inner unions in their place, each once.
fn flattened(branches: Vec<Value>) -> Vec<Value> {
    let mut different: Vec<Value> = Vec::new();
    for branch in branches {
        let inner = match branch.get("oneOf") {
            Some(Value::Array(inner)) => inner.clone(),
            _ => vec![branch],
        };
        for branch in inner {
            if !different.iter().any(|known| sources::same(known, &branch)) {
                different.push(branch);
            }
        }
    }
    different
}

/// Puts the keys of another schema into this one, which keeps its own facts.
fn absorb(map: &mut Map<String, Value>, other: Value) {
    let Value::Object(other) = other else { return };
    for (key, value) in other {
        match (key.as_str(), value) {
            ("x-facts", Value::Object(facts)) => add_facts(map, facts),
            // The place of the union is that of what it becomes.
            (sources::KEY, _) => {}
            (_, value) => {
                map.insert(key, value);
            }
        }
    }
}

/// One text schema for branches that are all texts: values known and not known.
fn as_text(branches: &[Value]) -> Option<Value> {
    let mut text = json!({"type": "string"});
    for branch in branches {
        if branch["type"] != "string" {
            return None;
        }
        add_elements(&mut text, "enum", elements(branch, "enum"));
    }
    Some(text)
}

/// A tagged union, if the branches that are objects have a tag in common.
fn as_tagged(branches: &[Value], whole: &Value, pointer: &str) -> Result<Option<Value>> {
    let mut texts = Vec::new();
    let mut objects = Vec::new();
    for branch in branches {
        let branch = resolve(whole, branch);
        match text(branch, "type") {
            Some("string") if branch.get("enum").is_some() => {
                texts.extend(elements(branch, "enum").iter().filter_map(Value::as_str));
            }
            Some("object") => objects.push(branch),
            _ => return Ok(None),
        }
    }
    let Some(tag) = common_tag(&objects) else {
        return Ok(None);
    };
    let mut by_tag: IndexMap<&str, Value> = IndexMap::new();
    for object in objects {
        let value = tag_value(object, tag).unwrap_or_default();
        let object = match by_tag.get(value) {
            Some(known) => merge::schemas(known, object, pointer)?,
            None => object.clone(),
        };
        by_tag.insert(value, object);
    }
    for text in &texts {
        by_tag.entry(text).or_insert_with(
            || json!({"type": "object", "properties": {tag: {"type": "string", "enum": [text]}}}),
        );
    }
    for branch in by_tag.values_mut() {
        let mut required = elements(branch, "required").to_vec();
        if required.iter().all(|known| known != tag) {
            required.insert(0, json!(tag));
        }
        branch["required"] = json!(required);
    }
    Ok(Some(json!({
        "oneOf": by_tag.into_values().collect::<Vec<_>>(),
        "x-union": {"tag": tag, "bare": !texts.is_empty()},
    })))
}

/// The property that has one value in every branch.
fn common_tag<'a>(objects: &[&'a Value]) -> Option<&'a str> {
    members(objects.first()?.get("properties"))
        .map(|(name, _)| name.as_str())
        .find(|name| objects.iter().all(|one| tag_value(one, name).is_some()))
}

/// The one value that a property of an object schema can have.
pub fn tag_value<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    match elements(&object["properties"][name], "enum") {
        [only] => only.as_str(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::tests::after;

    fn union(schema: Value) -> Value {
        after(
            super::run,
            json!({"components": {"schemas": {
                "A": schema,
                "Named": {"type": "object", "properties": {"type": {"type": "string", "enum": ["named"]}}}
            }}}),
        )["components"]["schemas"]["A"]
            .clone()
    }

    #[test]
    fn bare_texts_and_references_join_a_tagged_union() {
        let branch = |tag: &str| json!({"type": "object", "properties": {"type": {"type": "string", "enum": [tag]}}, "required": ["type"]});
        let made = union(json!({"oneOf": [
            {"type": "string", "enum": ["web", "news"]},
            {"$ref": "#/components/schemas/Named"},
            branch("web"),
        ]}));
        assert_eq!(made["x-union"], json!({"tag": "type", "bare": true}));
        let tags: Vec<&Value> = made["oneOf"]
            .as_array()
            .unwrap()
            .iter()
            .map(|branch| &branch["properties"]["type"]["enum"][0])
            .collect();
        assert_eq!(tags, ["named", "web", "news"]);
        assert_eq!(made["oneOf"][0]["required"], json!(["type"]));
    }

    #[test]
    fn nested_branches_of_one_tag_become_one() {
        let wait = |name: &str| {
            json!({"type": "object", "required": ["type", name], "properties": {
            "type": {"type": "string", "enum": ["wait"]}, name: {"type": "string"}}})
        };
        let made = union(json!({"oneOf": [{"oneOf": [wait("selector"), wait("time")]}]}));
        assert_eq!(made["oneOf"].as_array().unwrap().len(), 1);
        assert_eq!(made["oneOf"][0]["required"], json!(["type"]));
        assert_eq!(made["oneOf"][0]["properties"].as_object().unwrap().len(), 3);
    }

    #[test]
    fn texts_with_and_without_values_are_one_text() {
        assert_eq!(
            union(json!({"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "string"}]})),
            json!({"type": "string", "enum": ["a"]})
        );
    }

    #[test]
    fn a_union_beside_properties_adds_to_them() {
        let made = union(json!({
            "type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"],
            "anyOf": [
                {"required": ["a"]},
                {"properties": {"b": {"type": "integer"}}, "required": ["b"]},
                {"$ref": "#/components/schemas/Named"}
            ]
        }));
        assert_eq!(
            made,
            json!({
                "type": "object", "required": ["a"], "properties": {
                    "a": {"type": "string"}, "b": {"type": "integer"},
                    "type": {"type": "string", "enum": ["named"]}
                }
            })
        );
    }

    #[test]
    fn other_unions_stay() {
        let made = union(
            json!({"anyOf": [{"type": "boolean"}, {"type": "object", "properties": {"x": {}}}]}),
        );
        assert_eq!(made["oneOf"].as_array().unwrap().len(), 2);
        assert!(made.get("x-union").is_none());
    }
}
