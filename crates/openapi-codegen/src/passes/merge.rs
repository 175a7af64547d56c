//! The one schema that two schemas of one name, or two parts of one `allOf`, are.

use indexmap::IndexSet;
use serde_json::{Value, json};

use crate::json::{
    ABSENT, EMPTY, MAY_BE_ONE, OPEN, RARE, TO_TEXTS, UNSIGNED, add_elements, add_facts, elements,
    object, text,
};
use crate::sources;
use openapi_document::{Error, Result, join as below, schema_ref};

/// The union of two schemas: what either of them accepts.
///
/// Properties are joined; a property is required if both require it; values of
/// enums and branches of unions are joined. Schemas of different kinds are an
/// error with the JSON pointer of the second one, which is at `place` if it has no mark.
pub fn schemas(one: &Value, other: &Value, place: &str) -> Result<Value> {
    either(one, other, Mode::Any, place)
}

/// The union of two branches, in which schemas of different kinds become the branches of a union.
pub fn branches(one: &Value, other: &Value, place: &str) -> Result<Value> {
    either(one, other, Mode::Branches, place)
}

/// The union of two branches in which a property whose kinds differ is any JSON value.
///
/// `warn` is called with each of these.
pub fn loosely(one: &Value, other: &Value, place: &str, warn: &dyn Fn(String)) -> Result<Value> {
    either(one, other, Mode::Loose(warn), place)
}

/// The schema of a value that both parts of an `allOf` accept.
///
/// The narrower of two types is taken, an enum has the values of both, and an object has the
/// properties of both. A property is required if one part requires it. Where both parts have a
/// property, the later part's wins if the two cannot be joined, which `warn` is called with.
pub fn parts(one: &Value, other: &Value, place: &str, warn: &dyn Fn(String)) -> Result<Value> {
    either(one, other, Mode::All(warn), place)
}

/// Joins parts by pairs, so that what is joined is not copied again for each further part.
pub fn by_pairs<T>(mut parts: Vec<T>, join: impl Fn(T, T) -> Result<T>) -> Result<Option<T>> {
    while parts.len() > 1 {
        let mut joined = Vec::with_capacity(parts.len().div_ceil(2));
        let mut open = parts.into_iter();
        while let Some(one) = open.next() {
            joined.push(match open.next() {
                Some(other) => join(one, other)?,
                None => one,
            });
        }
        parts = joined;
    }
    Ok(parts.pop())
}

/// The values that a joined schema accepts.
#[derive(Clone, Copy)]
enum Mode<'a> {
    /// Those of either schema.
    Any,
    /// Those of either schema, if need be as a union.
    Branches,
    /// Those of either schema, if need be any, with the function to call about it.
    Loose(&'a dyn Fn(String)),
    /// Those that both schemas accept, with the function to call about a property that has none.
    All(&'a dyn Fn(String)),
}

fn either(one: &Value, other: &Value, mode: Mode<'_>, place: &str) -> Result<Value> {
    let is_all = matches!(mode, Mode::All(_));
    let (first, second) = match is_all {
        false => (covers(one, other), covers(other, one)),
        true => (narrows(one, other), narrows(other, one)),
    };
    let mut merged = one.clone();
    match is_all {
        false if is_free_form(one, other) => merged = other.clone(),
        _ if sources::same(one, other) => {}
        false if first => {}
        false if second => merged = other.clone(),
        true if first => add_facts_of(&mut merged, other),
        true if second => {
            merged = other.clone();
            add_facts_of(&mut merged, one);
        }
        _ => {
            join(&mut merged, other, mode, place)?;
            add_elements(&mut merged, "x-query", elements(other, "x-query"));
            match is_all {
                false => merge_facts(&mut merged, other),
                true => narrow_facts(&mut merged, other),
            }
        }
    }
    sources::join(&mut merged, one);
    sources::join(&mut merged, other);
    Ok(merged)
}

/// Joins the content of a schema of the same kind into another.
fn join(merged: &mut Value, other: &Value, mode: Mode<'_>, place: &str) -> Result<()> {
    let place = sources::marks(other).next().unwrap_or(place);
    match (kind(merged), kind(other)) {
        _ if sources::same(&facts_apart(merged), &facts_apart(other)) => {}
        ("string", "string") => texts(merged, other, mode, place)?,
        ("object", "object") => objects(merged, other, mode, place)?,
        ("array", "array") => {
            let place = below(place, "items");
            merged["items"] = either(&merged["items"], &other["items"], mode, &place)?;
        }
        ("union", "union") if merged["x-union"]["tag"] == other["x-union"]["tag"] => {
            unions(merged, other, mode, place)?;
        }
        _ if matches!(mode, Mode::Branches) => {
            let mut branches = alternatives(merged);
            for branch in alternatives(other) {
                if !branches.iter().any(|known| sources::same(known, &branch)) {
                    branches.push(branch);
                }
            }
            *merged = json!({"oneOf": branches});
        }
        (one, other) => {
            return Err(Error::new(format!(
                "different kinds, {} and {}",
                short(one),
                short(other)
            ))
            .at(place)
            .remedy("bring one to the kind of the other with an overlay action"));
        }
    }
    Ok(())
}

/// The branches of an untagged union; of another schema, this itself.
fn alternatives(schema: &Value) -> Vec<Value> {
    match schema.get("oneOf") {
        Some(Value::Array(branches)) if schema.get("x-union").is_none() => branches.clone(),
        _ => vec![schema.clone()],
    }
}

/// A text with the values of either enum, or with those that are in both.
fn texts(merged: &mut Value, other: &Value, mode: Mode<'_>, place: &str) -> Result<()> {
    let theirs = elements(other, "enum");
    match mode {
        Mode::Any | Mode::Branches | Mode::Loose(_) => {
            let is_open = elements(merged, "enum").is_empty() != theirs.is_empty();
            add_elements(merged, "enum", theirs);
            if is_open && !matches!(mode, Mode::Any) {
                merged[OPEN] = json!(true);
            }
        }
        _ if theirs.is_empty() => {}
        Mode::All(_) => {
            let both = elements(merged, "enum").iter();
            let both: Vec<&Value> = both.filter(|value| theirs.contains(value)).collect();
            merged["enum"] = match (both.is_empty(), elements(merged, "enum").is_empty()) {
                (_, true) => json!(theirs),
                (false, _) => json!(both),
                (true, false) => {
                    let message = "no value is in both of the enums";
                    let remedy = "correct one of the two by an overlay action";
                    return Err(Error::new(message).at(place).remedy(remedy));
                }
            };
        }
    }
    Ok(())
}

fn objects(merged: &mut Value, other: &Value, mode: Mode<'_>, place: &str) -> Result<()> {
    let properties = merged["properties"].as_object();
    let mut all = properties.cloned().unwrap_or_default();
    for (name, schema) in object(other, "properties") {
        let joined = match all.get(name) {
            None => schema.clone(),
            Some(own) => inner(own, schema, mode, place, &["properties", name])?,
        };
        all.insert(name.clone(), joined);
    }
    let values = "additionalProperties";
    if let (true, Some(own), Some(theirs)) = (all.is_empty(), merged.get(values), other.get(values))
    {
        merged[values] = inner(own, theirs, mode, place, &[values])?;
    }
    let required = [&*merged, other].map(|schema| {
        let names = elements(schema, "required").iter();
        names.filter_map(Value::as_str).collect::<IndexSet<_>>()
    });
    let [ours, theirs] = required;
    let required: Vec<String> = match mode {
        Mode::Any | Mode::Branches | Mode::Loose(_) => {
            let both = all.keys().map(String::as_str);
            let both = both.filter(|name| ours.contains(name) && theirs.contains(name));
            both.map(str::to_owned).collect()
        }
        // A later part may declare what an earlier one requires.
        Mode::All(_) => ours.union(&theirs).map(|name| (*name).to_owned()).collect(),
    };
    if let Some(map) = merged.as_object_mut() {
        map.shift_remove("required");
        if !all.is_empty() {
            // Other properties are kept as they come, whatever their schema.
            let values = map.shift_remove(values);
            if let (Some(Value::Object(values)), Mode::All(warn)) = (values, mode)
                && !is_any(&Value::Object(values))
            {
                warn(format!(
                    "{place}: `additionalProperties` beside `properties`: by rule, other properties \
                     are any JSON"
                ));
            }
            map.insert("properties".to_owned(), Value::Object(all));
        }
        if !required.is_empty() {
            map.insert("required".to_owned(), json!(required));
        }
    }
    Ok(())
}

/// The schema of a property or of the values of a map, for which a later part of an `allOf` counts.
fn inner(own: &Value, later: &Value, mode: Mode<'_>, place: &str, keys: &[&str]) -> Result<Value> {
    let within = keys
        .iter()
        .fold(place.to_owned(), |at, key| below(&at, key));
    let (made, warn, are, used) = match (either(own, later, mode, &within), mode) {
        (Err(_), Mode::All(warn)) => (later, warn, "parts of `allOf`", "the later one is used"),
        (Err(_), Mode::Loose(warn)) => (&json!({}), warn, "branches of a union", "it is any JSON"),
        (joined, _) => return joined,
    };
    let [own, later] = [own, later].map(shown);
    let name = keys.last().unwrap_or(&"");
    warn(format!(
        "{place}: the {are} declare `{name}` differently, as {own} and {later}; {used}"
    ));
    Ok(made.clone())
}

/// A tagged union with the branches of both.
fn unions(merged: &mut Value, other: &Value, mode: Mode<'_>, place: &str) -> Result<()> {
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
        || is_of_texts(one, other)
        || matches!((kind(one), kind(other)), ("one or many", "string") | ("number", "integer"))
}

/// Returns true if every value that a schema accepts is accepted by the other.
fn narrows(one: &Value, other: &Value) -> bool {
    is_any(other)
        || is_free_form(other, one)
        || is_of_texts(one, other)
        || matches!(
            (kind(one), kind(other)),
            ("string", "one or many") | ("integer", "number")
        )
}

/// Returns true for a reference to an enum of texts beside any text.
fn is_of_texts(reference: &Value, other: &Value) -> bool {
    reference[TO_TEXTS] == true && kind(other) == "string" && other.get("enum").is_none()
}

/// Adds the facts of the other part of an `allOf`; `null` is a value if both parts allow it.
fn narrow_facts(merged: &mut Value, other: &Value) {
    let [ours, theirs] = [&*merged, other].map(|part| part["x-facts"]["nullable"] == true);
    add_facts_of(merged, other);
    let facts = merged.get_mut("x-facts").and_then(Value::as_object_mut);
    if let (Some(facts), false) = (facts, ours && theirs) {
        facts.shift_remove("nullable");
    }
}

fn add_facts_of(merged: &mut Value, other: &Value) {
    if let (Some(map), Some(Value::Object(facts))) = (merged.as_object_mut(), other.get("x-facts"))
    {
        add_facts(map, facts.clone());
    }
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
            ABSENT | EMPTY | MAY_BE_ONE | RARE | "nullable" | "x-unit" | "format"
        )
    };
    if let Some(Value::Object(ours)) = map.get_mut("x-facts") {
        // A field that one of the two declares is not merely observed.
        ours.retain(|key, value| {
            (stays(key) && !(key == "format" && has_own_type(value)))
                || theirs.get(key) == Some(value)
                || (key == "x-observed" && theirs.contains_key(key))
        });
    }
    let widening = theirs.into_iter();
    let widening =
        widening.filter(|(key, value)| stays(key) && !(key == "format" && has_own_type(value)));
    add_facts(map, widening.collect());
}

/// Returns true for a format that has a type of its own, which reads no other text or number.
fn has_own_type(format: &Value) -> bool {
    format == "date-time" || format == UNSIGNED
}

fn facts_apart(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(map) = schema.as_object_mut() {
        map.retain(|key, _| !matches!(key.as_str(), "x-facts" | "x-query" | TO_TEXTS));
    }
    schema
}

/// A schema that accepts everything.
pub fn is_any(schema: &Value) -> bool {
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
        && (kind(beside) == "object" || (schema_ref(beside).is_some() && beside[TO_TEXTS] != true))
}

/// The kind of a value, as messages and notes name it.
pub fn shown(schema: &Value) -> String {
    match kind(schema) {
        "array" => format!("array of {}", shown(&schema["items"])),
        kind => short(kind).to_owned(),
    }
}

/// A kind as messages name it.
fn short(kind: &str) -> &str {
    kind.rsplit('/').next().unwrap_or(kind)
}

pub fn kind(schema: &Value) -> &str {
    if schema.get("x-union").is_some() || schema.get("oneOf").is_some() {
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
            parts(&one, &other, "x", &drop).unwrap()["required"],
            json!(["a", "b"])
        );
    }

    #[test]
    fn a_time_beside_any_text_is_a_text() {
        let text = |format: &str| json!({"type": "string", "x-facts": {"format": format, "nullable": true}});
        let both = |one: &str, other: &str| {
            schemas(&text(one), &text(other), "x").unwrap()["x-facts"].clone()
        };
        let nullable = json!({"nullable": true});
        assert_eq!(
            both("date-time", "uuid"),
            json!({"nullable": true, "format": "uuid"})
        );
        assert_eq!(both("date-time", "date-time")["format"], "date-time");
        let plain = json!({"type": "string"});
        for (one, other) in [(&plain, &text("date-time")), (&text("date-time"), &plain)] {
            assert_eq!(schemas(one, other, "x").unwrap()["x-facts"], nullable);
        }
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
            "/a",
        )
        .unwrap_err();
        assert_eq!(error.pointer(), Some("/a/properties/a"));
    }

    #[test]
    fn a_reference_is_another_kind_than_a_text_unless_it_is_to_an_enum() {
        let list = |items: &serde_json::Value| json!({"type": "array", "items": items});
        let record = json!({"$ref": "#/components/schemas/A"});
        let word = json!({"$ref": "#/components/schemas/A", "x-to-texts": true});
        let text = json!({"type": "string"});
        assert!(schemas(&list(&record), &list(&text), "x").is_err());
        assert!(schemas(&list(&text), &list(&record), "x").is_err());
        assert!(schemas(&word, &json!({"type": "object"}), "x").is_err());
        assert_eq!(
            schemas(&list(&word), &list(&text), "x").unwrap(),
            list(&word)
        );
        assert_eq!(
            schemas(&list(&text), &list(&word), "x").unwrap(),
            list(&word)
        );
        let map = |values| json!({"type": "object", "additionalProperties": values});
        assert!(schemas(&map(&record), &map(&text), "x").is_err());
        assert_eq!(schemas(&map(&word), &map(&text), "x").unwrap(), map(&word));
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
