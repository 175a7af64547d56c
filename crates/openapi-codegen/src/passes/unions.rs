//! Brings every `oneOf` and `anyOf` into a form of which typify makes a good enum.
//!
//! Nested unions are flattened; branches that a property with one value
//! distinguishes become a tagged union with inline branches, one a tag; a bare text
//! in place of such an object is noted and left out. `x-union` keeps the
//! tag's name and whether bare texts are accepted.

use serde_json::{Map, Value, json};

use super::Context;
use super::merge;
use crate::sources;
use openapi_document::Result;
use openapi_document::{each_schema_mut, schema_ref, schemas};

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let components = schemas(document).cloned().unwrap_or_default();
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
            return beside_properties(map, branches, &components, pointer);
        }
        if let Some(text) = as_text(&branches) {
            absorb(map, text);
        } else if let Some(union) = as_tagged(&branches, &components, pointer)? {
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
    branches: Vec<Value>,
    components: &Map<String, Value>,
    pointer: &str,
) -> Result<()> {
    for branch in branches {
        let branch = schema_ref(&branch)
            .and_then(|name| components.get(name))
            .unwrap_or(&branch);
        let Some(properties) = branch.get("properties") else {
            continue;
        };
        let open = json!({"type": "object", "properties": properties});
        let own = Value::Object(map.clone());
        if let Value::Object(mut joined) = merge::parts(&own, &open, pointer)? {
            std::mem::swap(map, &mut joined);
        }
    }
    Ok(())
}

/// The branches with those of inner unions in their place, each once.
fn flattened(branches: Vec<Value>) -> Vec<Value> {
    let all = branches
        .into_iter()
        .flat_map(|branch| match branch.get("oneOf") {
            Some(Value::Array(inner)) => inner.clone(),
            _ => vec![branch],
        });
    let mut different: Vec<Value> = Vec::new();
    for branch in all {
        if !different.iter().any(|known| sources::same(known, &branch)) {
            different.push(branch);
        }
    }
    different
}

/// Puts the keys of another schema into this one, which keeps its own facts.
fn absorb(map: &mut Map<String, Value>, other: Value) {
    let Value::Object(other) = other else { return };
    for (key, value) in other {
        match (map.get_mut(&key), value) {
            (Some(Value::Object(own)), Value::Object(value)) if key == "x-facts" => {
                for (key, value) in value {
                    own.entry(key).or_insert(value);
                }
            }
            // The place of the union is that of what it becomes.
            (_, _) if key == sources::KEY => {}
            (_, value) => {
                map.insert(key, value);
            }
        }
    }
}

/// One text schema for branches that are all texts: values known and not known.
fn as_text(branches: &[Value]) -> Option<Value> {
    let mut values = Vec::new();
    for branch in branches {
        if branch.get("type") != Some(&json!("string")) {
            return None;
        }
        for value in branch
            .get("enum")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if !values.contains(value) {
                values.push(value.clone());
            }
        }
    }
    Some(if values.is_empty() {
        json!({"type": "string"})
    } else {
        json!({"type": "string", "enum": values})
    })
}

/// A tagged union, if the branches that are objects have a tag in common.
fn as_tagged(
    branches: &[Value],
    components: &Map<String, Value>,
    pointer: &str,
) -> Result<Option<Value>> {
    let mut texts = Vec::new();
    let mut objects = Vec::new();
    for branch in branches {
        let branch = match schema_ref(branch) {
            Some(name) => match components.get(name) {
                Some(component) => component.clone(),
                None => return Ok(None),
            },
            None => branch.clone(),
        };
        let values = branch.get("enum").and_then(Value::as_array);
        match (branch.get("type").and_then(Value::as_str), values) {
            (Some("string"), Some(values)) => {
                texts.extend(values.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            (Some("object"), _) => objects.push(branch),
            _ => return Ok(None),
        }
    }
    let Some(tag) = common_tag(&objects) else {
        return Ok(None);
    };
    let mut by_tag: Vec<(String, Value)> = Vec::new();
    for object in objects {
        let value = tag_value(&object, &tag).unwrap_or_default().to_owned();
        match by_tag.iter_mut().find(|(known, _)| *known == value) {
            Some((_, known)) => *known = merge::schemas(known, &object, pointer)?,
            None => by_tag.push((value, object)),
        }
    }
    for text in &texts {
        if !by_tag.iter().any(|(known, _)| known == text) {
            by_tag.push((
                text.clone(),
                json!({"type": "object", "properties": {tag.clone(): {"type": "string", "enum": [text]}}}),
            ));
        }
    }
    let branches: Vec<Value> = by_tag
        .into_iter()
        .map(|(_, mut branch)| {
            require(&mut branch, &tag);
            branch
        })
        .collect();
    Ok(Some(json!({
        "oneOf": branches,
        "x-union": {"tag": tag, "bare": !texts.is_empty()},
    })))
}

/// The property that has one value in every branch.
fn common_tag(objects: &[Value]) -> Option<String> {
    objects
        .first()?
        .get("properties")?
        .as_object()?
        .keys()
        .find(|name| {
            objects
                .iter()
                .all(|object| tag_value(object, name).is_some())
        })
        .cloned()
}

/// The one value that a property of an object schema can have.
fn tag_value<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    match object
        .get("properties")?
        .get(name)?
        .get("enum")?
        .as_array()?
        .as_slice()
    {
        [only] => only.as_str(),
        _ => None,
    }
}

fn require(branch: &mut Value, name: &str) {
    let Some(map) = branch.as_object_mut() else {
        return;
    };
    let required = map.entry("required").or_insert_with(|| json!([]));
    if let Some(list) = required.as_array_mut()
        && !list.iter().any(|known| known == name)
    {
        list.insert(0, json!(name));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::fixture::after;

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
