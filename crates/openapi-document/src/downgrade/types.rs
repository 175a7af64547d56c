//! Types, `null` and constants.

use serde_json::{Map, Value, json};

use super::lists::any_of;
use super::schema::Schema;
use crate::prose::{is_extension, is_prose};
use crate::walk::members;

/// The types other than `null`; every integer is a number.
const TYPES: [&str; 5] = ["string", "number", "boolean", "array", "object"];

/// The keywords that say something about values of a type, by type.
const OF_TYPE: [(&str, &[&str]); 5] = [
    ("string", &["minLength", "maxLength", "pattern"]),
    (
        "number",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
    ("boolean", &[]),
    ("array", &["items", "minItems", "maxItems", "uniqueItems"]),
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
        ],
    ),
];

/// The keywords that describe a value and do not restrict it.
const ANNOTATIONS: [&str; 7] = [
    "title",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "xml",
    "nullable",
];

/// A constant is an enum of one value.
pub fn constant(schema: &mut Schema<'_>) {
    let Some(value) = schema.take("const") else {
        return;
    };
    let values = match schema.map.get("enum") {
        Some(Value::Array(known)) if !known.contains(&value) => Vec::new(),
        _ => vec![value],
    };
    if !schema.has(&["type", "$ref"]) {
        schema.map.extend(
            values
                .first()
                .map(|value| ("type".to_owned(), json!(type_of(value)))),
        );
    }
    schema.set("enum", values);
}

/// Branches that each are one constant are an enum.
pub fn constants(schema: &mut Schema<'_>, keyword: &str) {
    let Some(Value::Array(branches)) = schema.map.get(keyword) else {
        return;
    };
    let mut values = Vec::new();
    let mut types = Vec::new();
    for branch in branches.iter().filter(|branch| !is_null(branch)) {
        let kind = branch.get("type").and_then(Value::as_str);
        let says_more = |key: &str| !(["type", "enum"].contains(&key) || is_annotation(key));
        match (branch.get("enum"), kind) {
            (Some(Value::Array(more)), Some(kind))
                if branch.get("nullable").is_none()
                    && !members(Some(branch)).any(|(key, _)| says_more(key))
                    && !more.iter().any(|value| values.contains(value)) =>
            {
                values.extend(more.iter().cloned());
                types.push(kind.to_owned());
            }
            _ => return,
        }
    }
    types.dedup();
    let is_known = schema
        .map
        .get("type")
        .is_none_or(|kind| types.first().is_some_and(|one| kind == one));
    if types.len() != 1 || !is_known || schema.has(&["enum", "const"]) {
        return;
    }
    let has_null = branches.iter().any(is_null);
    schema.take(keyword);
    schema.set("type", types.remove(0));
    schema.set("enum", values);
    if has_null {
        schema.set("nullable", true);
    }
}

fn is_annotation(key: &str) -> bool {
    ANNOTATIONS.contains(&key) || is_prose(key) || is_extension(key)
}

/// One type stays; several become a union, and `null` becomes a flag.
pub fn types(schema: &mut Schema<'_>) {
    let mut types: Vec<String> = match schema.map.get("type") {
        Some(Value::Array(types)) => types
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Some(Value::String(kind)) => vec![kind.clone()],
        _ => return,
    };
    let before = types.len();
    types.retain(|kind| kind != "null");
    let is_nullable = types.len() < before;
    if is_nullable && !types.is_empty() && schema.has(&["$ref", "allOf"]) {
        // All of them have to hold: `null` is a value if it is one of each.
        let mut part: Map<String, Value> =
            schema.map.shift_remove_entry("type").into_iter().collect();
        self::types(&mut Schema {
            map: &mut part,
            pointer: schema.pointer,
            losses: schema.losses,
        });
        return schema.require(part.into());
    }
    if types.iter().any(|kind| kind == "number") {
        types.retain(|kind| kind != "integer");
    }
    types.dedup();
    let values = schema.map.get("enum").and_then(Value::as_array);
    if is_nullable && values.is_none_or(|values| values.contains(&Value::Null)) {
        schema.set("nullable", true);
    }
    match &types[..] {
        [] => {
            schema.take("type");
            schema.set("nullable", true);
            schema.set("enum", json!([null]));
        }
        [only] => {
            schema.set("type", only.as_str());
            if only == "array" && !schema.has(&["items"]) {
                schema.set("items", json!({}));
            }
        }
        several
            if TYPES
                .iter()
                .all(|kind| several.iter().any(|other| other == kind)) =>
        {
            schema.take("type");
            if is_nullable {
                // Any value, which `null` is one of.
                schema.take("nullable");
            }
        }
        several => union(schema, several),
    }
}

/// Makes one branch for each type, with the keywords that are about it.
fn union(schema: &mut Schema<'_>, types: &[String]) {
    let values = schema.take("enum");
    let format = schema.take("format");
    let branches = types.iter().filter_map(|kind| {
        let mut branch = Map::from_iter([("type".to_owned(), json!(kind))]);
        let family = if kind == "integer" {
            "number"
        } else {
            kind.as_str()
        };
        for keyword in OF_TYPE.iter().find(|(of, _)| *of == family)?.1 {
            let value = schema.map.get(*keyword).cloned();
            branch.extend(value.map(|value| ((*keyword).to_owned(), value)));
        }
        if let Some(Value::Array(values)) = &values {
            let fitting = values.iter().filter(|value| fits(value, kind));
            let fitting: Vec<Value> = fitting.cloned().collect();
            if fitting.is_empty() {
                return None;
            }
            branch.insert("enum".to_owned(), fitting.into());
        }
        if let Some(format) = format
            .as_ref()
            .filter(|format| is_format_of(format, family))
        {
            branch.insert("format".to_owned(), format.clone());
        }
        if family == "array" {
            branch.entry("items").or_insert_with(|| json!({}));
        }
        Some(Value::Object(branch))
    });
    let branches: Vec<Value> = branches.collect();
    schema.take("type");
    for keyword in OF_TYPE.iter().flat_map(|(_, keywords)| *keywords) {
        schema.take(keyword);
    }
    match any_of(branches) {
        // No value of the enum is of one of the types, unless it is `null`.
        nothing if nothing == json!({}) => match schema.has(&["nullable"]) {
            true => schema.set("enum", json!([null])),
            false => schema.set("not", nothing),
        },
        Value::Object(union) if !schema.has(&["anyOf"]) => schema.map.extend(union),
        union => schema.require(union),
    }
}

/// A branch for `null` becomes a flag of what remains.
pub fn null_branch(schema: &mut Schema<'_>, keyword: &str) {
    let Some(Value::Array(branches)) = schema.map.get_mut(keyword) else {
        return;
    };
    let before = branches.len();
    branches.retain(|branch| !is_null(branch));
    let has_null = branches.len() < before;
    let nothing = json!({"not": {}});
    if has_null || branches.iter().any(|branch| *branch != nothing) {
        // No value fits them.
        branches.retain(|branch| *branch != nothing);
    }
    let is_single = branches.len() == 1;
    if !has_null {
        return;
    }
    schema.set("nullable", true);
    if !is_single {
        if schema.map.get(keyword) == Some(&json!([])) {
            schema.take(keyword);
            schema.set("enum", json!([null]));
        }
        return;
    }
    for branch in schema.take_list(keyword) {
        let is_bare = schema.map.keys().all(|key| is_annotation(key));
        match branch {
            Value::Object(branch) if is_bare && !branch.contains_key("$ref") => {
                for (key, value) in branch {
                    schema.map.entry(key).or_insert(value);
                }
            }
            branch => schema.require(branch),
        }
    }
}

/// Returns true for a schema that only `null` fits, after its rewriting.
fn is_null(schema: &Value) -> bool {
    schema.get("enum") == Some(&json!([null])) && schema.get("type").is_none()
}

fn fits(value: &Value, kind: &str) -> bool {
    let found = type_of(value);
    found == kind || (kind == "number" && found == "integer")
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::String(_) => "string",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Returns true if a format says something about values of a type; an unknown one is of texts.
fn is_format_of(format: &Value, family: &str) -> bool {
    let format = format.as_str().unwrap_or_default();
    let is_numeric = format.starts_with("int")
        || format.starts_with("uint")
        || ["float", "double", "decimal"].contains(&format);
    family == if is_numeric { "number" } else { "string" }
}
