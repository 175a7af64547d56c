//! Leaves in every `allOf` only the parts that say something of their own about the value.
//!
//! Keywords beside an `allOf` become one more part. A part that only narrows or describes the value
//! becomes facts of the whole, one that only repeats a type is dropped, and parts that are all
//! written in place are joined, so that what stays is a reference with further parts.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Context, constraints, merge, normalize_schemas};
use crate::json::{add_facts, text};
use crate::sources;
use openapi_document::{Result, each_schema_mut, resolve, schema_ref, schemas};

/// The keywords that say of which form a value is.
const FORM: [&str; 11] = [
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "type",
    "enum",
    "items",
    "properties",
    "required",
    "additionalProperties",
    "x-one-or-many",
];

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let kinds: BTreeMap<String, String> = schemas(document)
        .into_iter()
        .flatten()
        .filter_map(|(name, schema)| Some((name.clone(), kind(document, schema, 0)?)))
        .collect();
    each_schema_mut(document, &mut |schema, pointer| {
        let place = sources::marks(schema).next().unwrap_or(pointer).to_owned();
        if let Some(map) = schema.as_object_mut() {
            gather(map, &kinds, &place, context);
        }
        Ok(())
    })
}

/// The type of the values of a schema, behind references and the parts of an `allOf`.
fn kind(document: &Value, schema: &Value, depth: usize) -> Option<String> {
    let schema = resolve(document, schema);
    if let Some(kind) = text(schema, "type") {
        return Some(kind.to_owned());
    }
    if depth > 16 {
        return None;
    }
    let mut parts = crate::json::elements(schema, "allOf").iter();
    parts.find_map(|part| kind(document, part, depth + 1))
}

fn gather(
    map: &mut Map<String, Value>,
    kinds: &BTreeMap<String, String>,
    place: &str,
    context: &Context<'_>,
) {
    let Some(Value::Array(listed)) = map.shift_remove("allOf") else {
        return;
    };
    let mut own = Map::new();
    for key in FORM {
        own.extend(map.shift_remove_entry(key));
    }
    normalize_schemas::normalize(&mut own, &mut |fault| {
        context.warn(format!("{place}: {fault}"))
    });
    constraints::narrow(&mut own);
    if !own.is_empty() {
        own.insert(sources::KEY.to_owned(), json!([place]));
    }
    let has_form = |part: &Value| FORM.iter().any(|key| part.get(key).is_some());
    let mut parts = Vec::new();
    for part in listed.into_iter().chain([Value::Object(own)]) {
        match part.get("allOf") {
            Some(Value::Array(inner)) => parts.extend(inner.iter().cloned()),
            _ if has_form(&part) => {
                parts.push(part);
                continue;
            }
            _ => {}
        }
        describe(map, &part);
    }
    // The type alone says nothing if another part is of that type.
    let mut index = 0;
    while index < parts.len() {
        let part = &parts[index];
        let name = |part: &Value| match schema_ref(part) {
            Some(name) => kinds.get(name).cloned(),
            None => text(part, "type").map(str::to_owned),
        };
        let is_bare = FORM
            .iter()
            .all(|key| part.get(key).is_none() == (*key != "type"));
        let mut others = parts
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index);
        if is_bare && others.any(|(_, other)| name(other) == name(part)) {
            let mut part = parts.remove(index);
            if let Some(facts) = part.get_mut("x-facts").and_then(Value::as_object_mut) {
                // `null` is a value if each part allows it, which an earlier pass has looked at.
                facts.shift_remove("nullable");
            }
            describe(map, &part);
        } else {
            index += 1;
        }
    }
    let is_joined_later = |part: &Value| {
        ["$ref", "allOf", "oneOf", "anyOf"]
            .iter()
            .any(|key| part.get(key).is_some())
    };
    if parts.len() > 1 && !parts.iter().any(is_joined_later) {
        let warn = |warning| context.warn(warning);
        let joined = merge::by_pairs(parts.clone(), |one, other| {
            merge::parts(&one, &other, place, &warn)
        });
        if let Ok(joined) = joined {
            parts = joined.into_iter().collect();
        }
    }
    match parts.as_mut_slice() {
        [] => {}
        [Value::Object(only)] if !only.contains_key("$ref") => {
            let only = std::mem::take(only);
            describe(map, &Value::Object(only.clone()));
            let form = only
                .into_iter()
                .filter(|(key, _)| key != "x-facts" && key != sources::KEY);
            map.extend(form);
        }
        _ => {
            map.insert("allOf".to_owned(), json!(parts));
        }
    }
}

/// Adds the facts of a part to those of the whole.
fn describe(map: &mut Map<String, Value>, part: &Value) {
    if let Some(Value::Object(facts)) = part.get("x-facts") {
        add_facts(map, facts.clone());
    }
}
