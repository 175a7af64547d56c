//! The one schema that two schemas of one name, or two parts of one `allOf`, are.

use serde_json::{Value, json};

use crate::json::{ABSENT, EMPTY, RARE, add_elements, add_facts, elements, object, text};
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
    let mut merged = one.clone();
    if is_free_form(one, other) {
        merged = other.clone();
    } else if sources::same(one, other) || covers(one, other) {
    } else if covers(other, one) {
        merged = other.clone();
    } else {
        join(&mut merged, other, mode, place)?;
        add_elements(&mut merged, "x-query", elements(other, "x-query"));
        merge_facts(&mut merged, other);
    }
    sources::join(&mut merged, one);
    sources::join(&mut merged, other);
    Ok(merged)
}

/// Joins the content of a schema of the same kind into another.
fn join(merged: &mut Value, other: &Value, mode: Required, place: &str) -> Result<()> {
    match (kind(merged), kind(other)) {
        _ if sources::same(&facts_apart(merged), &facts_apart(other)) => {}
        // An enum that is joined with another.
        ("string", "string") => add_elements(merged, "enum", elements(other, "enum")),
        ("object", "object") => objects(merged, other, mode, place)?,
        ("array", "array") => {
            let place = format!("{place}[]");
            merged["items"] = either(&merged["items"], &other["items"], mode, &place)?;
        }
        ("union", "union") if merged["x-union"]["tag"] == other["x-union"]["tag"] => {
            unions(merged, other, mode, place)?;
        }
        (one, other) => {
            return Err(Error::new(format!(
                "two schemas that are to be one type are of different kinds, {one} and {other}"
            ))
            .at(place)
            .remedy("give them different names in the names file, or bring one to the kind of the other with an overlay action"));
        }
    }
    Ok(())
}

fn objects(merged: &mut Value, other: &Value, mode: Required, place: &str) -> Result<()> {
    let properties = merged["properties"].as_object();
    let mut all = properties.cloned().unwrap_or_default();
    for (name, schema) in object(other, "properties") {
        let joined = match all.get(name) {
            None => schema.clone(),
            Some(own) => match either(own, schema, mode, &format!("{place}.{name}")) {
                Err(_) if mode == Required::Either => schema.clone(),
                joined => joined?,
            },
        };
        all.insert(name.clone(), joined);
    }
    let requires = |schema: &Value, name: &str| {
        let required = elements(schema, "required");
        required.iter().any(|required| required == name)
    };
    let required = all.keys().filter(|name| match mode {
        Required::Both => requires(merged, name) && requires(other, name),
        Required::Either => requires(merged, name) || requires(other, name),
    });
    let required: Vec<String> = required.cloned().collect();
    if let Some(map) = merged.as_object_mut() {
        map.shift_remove("required");
        if !all.is_empty() {
            // Other properties are kept as they come, whatever their schema.
            map.shift_remove("additionalProperties");
        }
        map.insert("properties".to_owned(), Value::Object(all));
        if !required.is_empty() {
            map.insert("required".to_owned(), json!(required));
        }
    }
    Ok(())
}

/// A tagged union with the branches of both.
fn unions(merged: &mut Value, other: &Value, mode: Required, place: &str) -> Result<()> {
    let tag = text(&other["x-union"], "tag").unwrap_or_default();
    let value = |branch: &Value| branch["properties"][tag]["enum"].clone();
    let mut branches = elements(merged, "oneOf").to_vec();
    for branch in elements(other, "oneOf") {
        match branches
            .iter_mut()
            .find(|known| value(known) == value(branch))
        {
            Some(known) => *known = either(known, branch, mode, place)?,
            None => branches.push(branch.clone()),
        }
    }
    merged["oneOf"] = Value::Array(branches);
    if other["x-union"]["bare"] == true {
        merged["x-union"]["bare"] = json!(true);
    }
    Ok(())
}

/// Returns true if a schema accepts what another one does, and nothing has to be joined.
fn covers(one: &Value, other: &Value) -> bool {
    is_any(one)
        || is_free_form(other, one)
        // Responses keep values that a named enum does not know.
        || (schema_ref(one).is_some() && kind(other) == "string" && other.get("enum").is_none())
        || matches!((kind(one), kind(other)), ("one or many", "string") | ("number", "integer"))
}

/// Facts on which both agree stay; of the others only those that widen do.
fn merge_facts(merged: &mut Value, other: &Value) {
    let theirs = other["x-facts"].as_object().cloned().unwrap_or_default();
    let Some(map) = merged.as_object_mut() else {
        return;
    };
    let stays = |key: &str| {
        matches!(
            key,
            ABSENT | EMPTY | RARE | "nullable" | "x-unit" | "format"
        )
    };
    if let Some(Value::Object(ours)) = map.get_mut("x-facts") {
        // A field that one of the two declares is not merely observed.
        ours.retain(|key, value| {
            stays(key)
                || theirs.get(key) == Some(value)
                || (key == "x-observed" && theirs.contains_key(key))
        });
    }
    let widening = theirs.into_iter().filter(|(key, _)| stays(key));
    add_facts(map, widening.collect());
}

fn facts_apart(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(map) = schema.as_object_mut() {
        map.retain(|key, _| key != "x-facts" && key != "x-query");
    }
    schema
}

/// A schema that accepts everything.
fn is_any(schema: &Value) -> bool {
    let is_note = |key: &String| key == "x-facts" || key == sources::KEY;
    let map = schema.as_object();
    map.is_some_and(|map| map.keys().all(is_note))
}

/// An object without named properties beside a schema that has some, which is more specific.
fn is_free_form(schema: &Value, beside: &Value) -> bool {
    kind(schema) == "object"
        && ["properties", "additionalProperties", "required"]
            .iter()
            .all(|key| schema.get(key).is_none())
        && (kind(beside) == "object" || schema_ref(beside).is_some())
}

fn kind(schema: &Value) -> &str {
    if schema.get("x-union").is_some() {
        "union"
    } else if schema.get("x-one-or-many").is_some() {
        "one or many"
    } else {
        text(schema, "$ref")
            .or(text(schema, "type"))
            .unwrap_or("any")
    }
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
    fn a_list_that_is_marked_once_stays_marked() {
        let marked =
            json!({"type": "array", "items": {}, "x-facts": {"x-absent-is-not-empty": true}});
        let list = json!({"type": "array", "items": {}});
        assert_eq!(schemas(&marked, &list, "x").unwrap(), marked);
        assert_eq!(schemas(&list, &marked, "x").unwrap(), marked);
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
