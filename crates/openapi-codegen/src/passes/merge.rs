//! The one schema that two schemas of one name, or two parts of one `allOf`, are.

use serde_json::{Map, Value, json};

use crate::sources;
use openapi_document::{Error, Result, schema_ref};

/// The union of two schemas: what either of them accepts.
///
/// Properties are joined; a property is required if both require it; values of
/// enums and branches of unions are joined. Schemas of different kinds are an
/// error that names the place.
pub fn schemas(one: &Value, other: &Value, place: &str) -> Result<Value> {
    either(one, other, Required::Both, place)
}

/// The schema of an object that has the properties of both parts of an `allOf`.
///
/// A property is required if one part requires it. Where both parts have a
/// property, the later part's wins if the two cannot be joined.
pub fn parts(one: &Value, other: &Value, place: &str) -> Result<Value> {
    either(one, other, Required::Either, place)
}

#[derive(Clone, Copy, PartialEq)]
enum Required {
    Both,
    Either,
}

fn either(one: &Value, other: &Value, mode: Required, place: &str) -> Result<Value> {
    let mut merged = joined(one, other, mode, place)?;
    sources::join(&mut merged, one);
    sources::join(&mut merged, other);
    Ok(merged)
}

fn joined(one: &Value, other: &Value, mode: Required, place: &str) -> Result<Value> {
    if sources::same(one, other) || is_any(one) || is_free_form(one, other) {
        // An object with named properties is more specific than a free-form one.
        return Ok(if is_free_form(one, other) { other } else { one }.clone());
    }
    if is_any(other) || is_free_form(other, one) {
        return Ok(if is_any(other) { other } else { one }.clone());
    }
    if sources::same(&facts_apart(one), &facts_apart(other)) {
        let mut merged = one.clone();
        join_queries(&mut merged, other);
        merge_facts(&mut merged, other);
        return Ok(merged);
    }
    if let Some(merged) = texts(one, other) {
        return Ok(merged);
    }
    match (kind(one), kind(other)) {
        ("integer", "number") => return Ok(other.clone()),
        ("number", "integer") => return Ok(one.clone()),
        (a, b) if a != b => return Err(apart(one, other, place)),
        ("object", _) => return objects(one, other, mode, place),
        ("array", _) => {
            let mut merged = one.clone();
            merged["items"] = either(&one["items"], &other["items"], mode, &format!("{place}[]"))?;
            merge_facts(&mut merged, other);
            return Ok(merged);
        }
        ("union", _) => return unions(one, other, mode, place),
        _ => {}
    }
    Err(apart(one, other, place))
}

fn objects(one: &Value, other: &Value, mode: Required, place: &str) -> Result<Value> {
    let mut merged = one.clone();
    let empty = Map::new();
    let ours = properties(one).unwrap_or(&empty);
    let theirs = properties(other).unwrap_or(&empty);
    let mut all = ours.clone();
    for (name, schema) in theirs {
        let joined = match ours.get(name) {
            None => schema.clone(),
            Some(own) => match either(own, schema, mode, &format!("{place}.{name}")) {
                Ok(joined) => joined,
                Err(_) if mode == Required::Either => schema.clone(),
                Err(error) => return Err(error),
            },
        };
        all.insert(name.clone(), joined);
    }
    let (required_here, required_there) = (required(one), required(other));
    let names: Vec<&String> = all
        .keys()
        .filter(|name| {
            let here = required_here.contains(&name.as_str());
            let there = required_there.contains(&name.as_str());
            match mode {
                Required::Both => here && there,
                Required::Either => here || there,
            }
        })
        .collect();
    let names = json!(names);
    if let Some(map) = merged.as_object_mut() {
        map.shift_remove("required");
        map.insert("type".to_owned(), json!("object"));
        if !all.is_empty() {
            // Other properties are kept as they come, whatever their schema.
            map.shift_remove("additionalProperties");
        }
        map.insert("properties".to_owned(), Value::Object(all));
        if names != json!([]) {
            map.insert("required".to_owned(), names);
        }
    }
    join_queries(&mut merged, other);
    merge_facts(&mut merged, other);
    Ok(merged)
}

/// A request type of query parameters belongs to the operations of both.
fn join_queries(merged: &mut Value, other: &Value) {
    let mut ids = merged["x-query"].as_array().cloned().unwrap_or_default();
    for id in other["x-query"].as_array().into_iter().flatten() {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    if !ids.is_empty() {
        merged["x-query"] = Value::Array(ids);
    }
}

/// A tagged union with the branches of both.
fn unions(one: &Value, other: &Value, mode: Required, place: &str) -> Result<Value> {
    let tag = one["x-union"]["tag"].as_str();
    let (Some(tag), true) = (tag, one["x-union"]["tag"] == other["x-union"]["tag"]) else {
        return Err(apart(one, other, place));
    };
    let mut merged = one.clone();
    let mut branches = one["oneOf"].as_array().cloned().unwrap_or_default();
    for branch in other["oneOf"].as_array().into_iter().flatten() {
        let value = &branch["properties"][tag]["enum"];
        match branches
            .iter_mut()
            .find(|known| known["properties"][tag]["enum"] == *value)
        {
            Some(known) => *known = either(known, branch, mode, place)?,
            None => branches.push(branch.clone()),
        }
    }
    merged["oneOf"] = Value::Array(branches);
    let bare = one["x-union"]["bare"] == true || other["x-union"]["bare"] == true;
    merged["x-union"]["bare"] = json!(bare);
    merge_facts(&mut merged, other);
    Ok(merged)
}

/// Texts: an enum is joined with another, and knows more than a plain text.
fn texts(one: &Value, other: &Value) -> Option<Value> {
    let many = |schema: &Value| schema.get("x-one-or-many").is_some();
    if many(one) && kind(other) == "string" {
        return Some(one.clone());
    }
    if many(other) && kind(one) == "string" {
        return Some(other.clone());
    }
    // A plain text beside a named enum: responses keep values that they do not know.
    if schema_ref(one).is_some() && is_plain_text(other) {
        return Some(one.clone());
    }
    if schema_ref(other).is_some() && is_plain_text(one) {
        return Some(other.clone());
    }
    if kind(one) != "string" || kind(other) != "string" {
        return None;
    }
    let mut merged = one.clone();
    let mut values = one["enum"].as_array().cloned().unwrap_or_default();
    for value in other["enum"].as_array().into_iter().flatten() {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    if !values.is_empty() {
        merged["enum"] = Value::Array(values);
    }
    merge_facts(&mut merged, other);
    Some(merged)
}

/// Facts on which both agree stay; of the others only those that widen do.
fn merge_facts(merged: &mut Value, other: &Value) {
    let theirs = other.get("x-facts").and_then(Value::as_object);
    let Some(map) = merged.as_object_mut() else {
        return;
    };
    let ours = map
        .get("x-facts")
        .and_then(Value::as_object)
        .cloned()
        .unwrap_or_default();
    let mut facts = Map::new();
    let widening = ["nullable", "x-observed"];
    for (key, value) in &ours {
        if widening.contains(&key.as_str())
            || theirs.and_then(|t| t.get(key)) == Some(value)
            || key == "x-unit"
            || key == "format"
        {
            facts.insert(key.clone(), value.clone());
        }
    }
    for (key, value) in theirs.into_iter().flatten() {
        if key == "nullable" || key == "x-unit" || key == "format" {
            facts.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
    // A field that one of the two declares is not merely observed.
    if theirs.is_none_or(|theirs| !theirs.contains_key("x-observed")) {
        facts.remove("x-observed");
    }
    if facts.is_empty() {
        map.shift_remove("x-facts");
    } else {
        map.insert("x-facts".to_owned(), Value::Object(facts));
    }
}

fn facts_apart(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(map) = schema.as_object_mut() {
        map.shift_remove("x-facts");
        map.shift_remove("x-query");
    }
    schema
}

/// A schema that accepts everything.
fn is_any(schema: &Value) -> bool {
    schema.as_object().is_some_and(|map| {
        map.keys()
            .all(|key| key == "x-facts" || key == sources::KEY)
    })
}

/// An object without named properties beside a schema that has some.
fn is_free_form(schema: &Value, beside: &Value) -> bool {
    kind(schema) == "object"
        && properties(schema).is_none()
        && schema.get("additionalProperties").is_none()
        && schema.get("required").is_none()
        && (kind(beside) == "object" || schema_ref(beside).is_some())
}

fn is_plain_text(schema: &Value) -> bool {
    kind(schema) == "string" && schema.get("enum").is_none()
}

fn kind(schema: &Value) -> &str {
    if schema.get("x-union").is_some() {
        "union"
    } else if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        reference
    } else if schema.get("x-one-or-many").is_some() {
        "one or many"
    } else {
        schema.get("type").and_then(Value::as_str).unwrap_or("any")
    }
}

fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("properties")?.as_object()
}

fn required(schema: &Value) -> Vec<&str> {
    schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

fn apart(one: &Value, other: &Value, place: &str) -> Error {
    Error::new(format!(
        "two schemas that are to be one type are of different kinds, {} and {}",
        kind(one),
        kind(other)
    ))
    .at(place)
    .remedy("give them different names in the names file, or bring one to the kind of the other with an overlay action")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{parts, schemas};

    #[test]
    fn properties_are_joined_and_required_by_both() {
        let one = json!({"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {"type": "integer"}}});
        let other = json!({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}, "b": {"type": "number"}, "c": {}}});
        let merged = schemas(&one, &other, "x").unwrap();
        assert_eq!(merged["required"], json!(["a"]));
        assert_eq!(merged["properties"]["b"], json!({"type": "number"}));
        assert_eq!(
            parts(&one, &other, "x").unwrap()["required"],
            json!(["a", "b"])
        );
    }

    #[test]
    fn values_are_joined() {
        let merged = schemas(
            &json!({"type": "string", "enum": ["a", "b"]}),
            &json!({"type": "string", "enum": ["b", "c"]}),
            "x",
        );
        assert_eq!(merged.unwrap()["enum"], json!(["a", "b", "c"]));
    }

    #[test]
    fn different_kinds_are_refused_with_the_place() {
        let error = schemas(
            &json!({"type": "object", "properties": {"a": {"type": "string"}}}),
            &json!({"type": "object", "properties": {"a": {"type": "array", "items": {}}}}),
            "Document",
        )
        .unwrap_err();
        assert_eq!(error.pointer(), Some("Document.a"));
    }

    #[test]
    fn a_property_that_one_declares_is_not_observed() {
        let observed = json!({"type": "string", "x-facts": {"x-observed": true}});
        let declared = json!({"type": "string"});
        assert_eq!(schemas(&observed, &declared, "x").unwrap(), declared);
        assert_eq!(schemas(&declared, &observed, "x").unwrap(), declared);
        assert_eq!(schemas(&observed, &observed, "x").unwrap(), observed);
    }
}
