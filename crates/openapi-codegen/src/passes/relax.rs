//! Corrects schemas that say what OpenAPI does not allow, with a warning for each correction.
//!
//! It runs only where faults are forgiven; otherwise the checks before the passes report them.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value, json};

use crate::json::{elements, is_of_type};
use crate::preflight::{needs, without_end};
use openapi_document::{Result, each_schema_mut, join, kind, members, schema_ref, schemas, target};

/// The keywords whose values have to be of one kind, each with the kinds that `kind` names.
const KINDS: [(&str, &str); 20] = [
    ("additionalProperties", "an object or a boolean"),
    ("allOf", "a list"),
    ("anyOf", "a list"),
    ("discriminator", "an object"),
    ("enum", "a list"),
    ("exclusiveMaximum", "a boolean"),
    ("exclusiveMinimum", "a boolean"),
    ("items", "an object"),
    ("maxItems", "a number"),
    ("maxLength", "a number"),
    ("maximum", "a number"),
    ("minItems", "a number"),
    ("minLength", "a number"),
    ("minimum", "a number"),
    ("multipleOf", "a number"),
    ("nullable", "a boolean"),
    ("oneOf", "a list"),
    ("pattern", "a string"),
    ("properties", "an object"),
    ("required", "a list"),
];

/// Corrects the schemas of a contract; returns the warnings.
///
/// # Errors
///
/// None of its own.
pub fn run(document: &mut Value) -> Result<Vec<String>> {
    let nowhere = nowhere(document)?;
    let mut warnings = Vec::new();
    each_schema_mut(document, &mut |schema, pointer| {
        let mut warn = |message: String| warnings.push(format!("{pointer}: {message}"));
        if let Some(text) = schema.get("$ref").and_then(Value::as_str) {
            if nowhere.contains(text) {
                warn(format!("the reference `{text}` leads nowhere; any value"));
                *schema = json!({});
            }
            return Ok(());
        }
        match schema {
            Value::Object(map) => correct(map, &nowhere, &mut warn),
            Value::Bool(_) => *schema = json!({}),
            _ => {
                warn(format!("a schema that is {}; any value", kind(schema)));
                *schema = json!({});
            }
        }
        Ok(())
    })?;
    end_cycles(document, &mut warnings);
    Ok(warnings)
}

/// Corrects what changes no value that a program sees: values that an enum has twice, or of another
/// type than its own, and what every value would need another one for; returns the warnings.
///
/// # Errors
///
/// None of its own.
pub fn harmless(document: &mut Value) -> Result<Vec<String>> {
    let mut warnings = Vec::new();
    each_schema_mut(document, &mut |schema, pointer| {
        let mut warn = |message: String| warnings.push(format!("{pointer}: {message}"));
        let is_listed =
            |map: &Map<String, Value>| map.get("enum").is_some_and(|one| one != &json!([]));
        if let Some(map) = schema.as_object_mut().filter(|map| is_listed(map)) {
            values(map, &mut warn);
        }
        Ok(())
    })?;
    end_cycles(document, &mut warnings);
    Ok(warnings)
}

/// The references, and the targets of discriminators, that lead nowhere.
fn nowhere(document: &mut Value) -> Result<HashSet<String>> {
    let mut texts: HashMap<String, bool> = HashMap::new();
    each_schema_mut(document, &mut |schema, _| {
        let targets =
            members(schema.pointer("/discriminator/mapping")).map(|(_, target)| (target, false));
        let own = schema.get("$ref").map(|text| (text, true));
        for (text, is_reference) in own.into_iter().chain(targets) {
            if let Some(text) = text.as_str().filter(|text| !texts.contains_key(*text)) {
                texts.insert(text.to_owned(), is_reference);
            }
        }
        Ok(())
    })?;
    let leads = |text: &str, is_reference: bool| match (is_reference, text.strip_prefix('#')) {
        (true, _) => target(document, &json!({"$ref": text})).is_some(),
        (false, Some(pointer)) => document.pointer(pointer).is_some(),
        (false, None) => document
            .pointer(&join("/components/schemas", text))
            .is_some(),
    };
    let texts = texts.into_iter();
    let nowhere =
        texts.filter(|(text, is_reference)| text.is_empty() || !leads(text, *is_reference));
    Ok(nowhere.map(|(text, _)| text).collect())
}

/// Lets a property be absent, or a list be empty, that would make every value infinitely large.
fn end_cycles(document: &mut Value, warnings: &mut Vec<String>) {
    loop {
        let Some(all) = schemas(document) else { return };
        let mut cycles = without_end(all, BTreeSet::new()).into_iter();
        let found = cycles.find_map(|cycle| {
            let mut steps = cycle.iter().zip(cycle.iter().cycle().skip(1));
            steps.find_map(|(name, next)| {
                let leads_on = |schema: &Value| !needs(schema, &|other| other != *next).is_empty();
                end(&all[*name], &join("/components/schemas", name), &leads_on)
            })
        });
        let Some((pointer, property)) = found else {
            return;
        };
        let Some(schema) = document.pointer_mut(&pointer) else {
            return;
        };
        let ends = match &property {
            Some(name) => format!("`{name}` would make every value infinitely large; not required"),
            None => "`minItems` would make every value infinitely large; ignored".to_owned(),
        };
        warnings.push(format!("{pointer}: {ends}"));
        match (property, schema) {
            (Some(name), schema) => {
                let required = schema["required"].as_array_mut();
                required
                    .into_iter()
                    .for_each(|list| list.retain(|one| *one != name));
            }
            (None, Value::Object(map)) => drop(map.shift_remove("minItems")),
            (None, _) => return,
        }
    }
}

/// The innermost schema that can end a cycle, with the property that it need not have, or none for a
/// list that may be empty.
fn end(
    schema: &Value,
    pointer: &str,
    leads_on: &dyn Fn(&Value) -> bool,
) -> Option<(String, Option<String>)> {
    if schema_ref(schema).is_some() || !leads_on(schema) {
        return None;
    }
    let inside = |key: &str, inner: &Value| end(inner, &join(pointer, key), leads_on);
    if schema["minItems"].as_u64() > Some(0) && leads_on(&schema["items"]) {
        return inside("items", &schema["items"]).or(Some((pointer.to_owned(), None)));
    }
    let mut required = elements(schema, "required")
        .iter()
        .filter_map(Value::as_str);
    let property = required.find_map(|name| {
        let inner = schema["properties"].get(name)?;
        let here = || Some((pointer.to_owned(), Some(name.to_owned())));
        let found = end(inner, &join(&join(pointer, "properties"), name), leads_on);
        leads_on(inner).then(|| found.or_else(here)).flatten()
    });
    let branches = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| {
        let numbered = elements(schema, key).iter().enumerate();
        numbered.map(move |(index, branch)| (format!("{key}/{index}"), branch))
    });
    let mut branches = branches.map(|(path, branch)| (format!("{pointer}/{path}"), branch));
    property.or_else(|| branches.find_map(|(at, branch)| end(branch, &at, leads_on)))
}

fn correct(map: &mut Map<String, Value>, nowhere: &HashSet<String>, warn: &mut dyn FnMut(String)) {
    types(map, warn);
    for key in ["exclusiveMinimum", "exclusiveMaximum"] {
        if let Some(bound) = map.get(key).filter(|bound| bound.is_number()).cloned() {
            // As OpenAPI 3.1 writes it.
            map.insert(key.to_lowercase().replace("exclusive", ""), bound);
            map.insert(key.to_owned(), json!(true));
        }
    }
    let is_of_kind = |(key, value): (&String, &Value)| {
        let expected = KINDS.iter().find(|(known, _)| known == key);
        expected.is_none_or(|(_, expected)| expected.contains(kind(value)))
    };
    map.retain(|key, value| {
        let stays = is_of_kind((key, value));
        if !stays {
            warn(format!("`{key}` is {}; ignored", kind(value)));
        }
        stays
    });
    if let Some(Value::Array(required)) = map.get_mut("required") {
        required.retain(Value::is_string);
    }
    for key in ["allOf", "oneOf", "anyOf", "enum"] {
        if map.get(key) == Some(&json!([])) {
            warn(format!("`{key}` is empty; ignored"));
            map.shift_remove(key);
        }
    }
    values(map, warn);
    bounds(map, warn);
    discriminator(map, nowhere, warn);
}

/// Leaves one of the six types of OpenAPI 3.0.
fn types(map: &mut Map<String, Value>, warn: &mut dyn FnMut(String)) {
    let Some(found) = map.get("type").cloned() else {
        return;
    };
    let mut names: Vec<&str> = match &found {
        Value::String(name) => vec![name],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    if names.len() > 1 && names.contains(&"null") {
        names.retain(|name| *name != "null");
        map.insert("nullable".to_owned(), json!(true));
    }
    match names.as_slice() {
        ["string" | "number" | "integer" | "boolean" | "array" | "object"] => {
            map.insert("type".to_owned(), json!(names[0]));
        }
        ["null"] => {
            map.shift_remove("type");
            map.insert("enum".to_owned(), json!([null]));
        }
        ["file"] => {
            map.insert("type".to_owned(), json!("string"));
            map.insert("format".to_owned(), json!("binary"));
        }
        _ => {
            warn(format!("the type {found} is not known; any value"));
            map.shift_remove("type");
        }
    }
}

/// Leaves of an enum each value once, and those that are of the type.
fn values(map: &mut Map<String, Value>, warn: &mut dyn FnMut(String)) {
    let name = map.get("type").and_then(Value::as_str).map(str::to_owned);
    let name = name.unwrap_or_default();
    let Some(Value::Array(values)) = map.get_mut("enum") else {
        return;
    };
    values.retain(|value| {
        let stays = value.is_null() || is_of_type(&name, value);
        if !stays {
            warn(format!(
                "the value {value} of the enum is of another type; ignored"
            ));
        }
        stays
    });
    once(values, warn);
    if values.is_empty() {
        map.shift_remove("enum");
    }
}

/// Leaves each value of an enum once.
fn once(values: &mut Vec<Value>, warn: &mut dyn FnMut(String)) {
    let mut seen = HashSet::with_capacity(values.len());
    values.retain(|value| {
        let is_new = seen.insert(value.clone());
        if !is_new {
            warn(format!(
                "the value {value} of the enum is there twice; ignored"
            ));
        }
        is_new
    });
}

/// Drops bounds that no value is between.
fn bounds(map: &mut Map<String, Value>, warn: &mut dyn FnMut(String)) {
    for (low, high) in [
        ("minimum", "maximum"),
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("minProperties", "maxProperties"),
    ] {
        let number = |key: &str| map.get(key).and_then(Value::as_f64);
        if let (Some(least), Some(most)) = (number(low), number(high))
            && least >= most
        {
            let is_open = ["exclusiveMinimum", "exclusiveMaximum"].iter();
            let is_open = is_open
                .into_iter()
                .any(|key| map.get(*key) == Some(&json!(true)));
            if least > most || (is_open && low == "minimum") {
                warn(format!(
                    "nothing is between `{low}` {least} and `{high}` {most}; ignored"
                ));
                map.shift_remove(low);
                map.shift_remove(high);
            }
        }
    }
    for key in [
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
    ] {
        if map.get(key).is_some_and(|bound| bound.as_u64().is_none()) {
            warn(format!("`{key}` is not a whole number from 0 on; ignored"));
            map.shift_remove(key);
        }
    }
    if map
        .get("multipleOf")
        .and_then(Value::as_f64)
        .is_some_and(|step| step <= 0.0)
    {
        warn("`multipleOf` is not above 0; ignored".to_owned());
        map.shift_remove("multipleOf");
    }
    for (key, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if map.get(key) == Some(&json!(true)) && !map.contains_key(bound) {
            warn(format!("`{key}` is without `{bound}`; ignored"));
            map.shift_remove(key);
        }
    }
}

/// Drops a discriminator without a property, and of a mapping what leads nowhere.
fn discriminator(
    map: &mut Map<String, Value>,
    nowhere: &HashSet<String>,
    warn: &mut dyn FnMut(String),
) {
    let Some(discriminator) = map.get_mut("discriminator") else {
        return;
    };
    if !discriminator["propertyName"].is_string() {
        warn("the discriminator names no property; ignored".to_owned());
        map.shift_remove("discriminator");
        return;
    }
    let mapping = discriminator
        .get_mut("mapping")
        .and_then(Value::as_object_mut);
    if let Some(mapping) = mapping {
        mapping.retain(|value, target| {
            let leads = target.as_str().is_some_and(|text| !nowhere.contains(text));
            if !leads {
                warn(format!(
                    "the mapping of `{value}` to {target} leads nowhere; ignored"
                ));
            }
            leads
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    fn relaxed(schema: Value) -> (Value, Vec<String>) {
        let mut document = json!({"components": {"schemas": {"A": schema, "B": {}}}});
        let warnings = super::run(&mut document).unwrap();
        let short = warnings
            .iter()
            .map(|one| one.replacen("/components/schemas/", "", 1));
        let short = short.collect();
        (document["components"]["schemas"]["A"].take(), short)
    }

    #[test]
    fn what_openapi_does_not_allow_is_corrected_with_a_warning() {
        for (schema, expected, warning) in [
            (
                json!({"type": "string", "enum": ["a", "b", "a"]}),
                json!({"type": "string", "enum": ["a", "b"]}),
                r#"A: the value "a" of the enum is there twice; ignored"#,
            ),
            (
                json!({"type": "array", "items": {}, "enum": ["a"]}),
                json!({"type": "array", "items": {}}),
                r#"A: the value "a" of the enum is of another type; ignored"#,
            ),
            (
                json!({"type": "date"}),
                json!({}),
                r#"A: the type "date" is not known; any value"#,
            ),
            (
                json!({"type": "string", "required": true}),
                json!({"type": "string"}),
                "A: `required` is a boolean; ignored",
            ),
            (
                json!({"$ref": "#/components/schemas/C"}),
                json!({}),
                "A: the reference `#/components/schemas/C` leads nowhere; any value",
            ),
            (
                json!({"oneOf": []}),
                json!({}),
                "A: `oneOf` is empty; ignored",
            ),
            (
                json!({"type": "string", "minLength": 3, "maxLength": 2}),
                json!({"type": "string"}),
                "A: nothing is between `minLength` 3 and `maxLength` 2; ignored",
            ),
            (
                json!({"discriminator": {"propertyName": "t", "mapping": {"b": "B", "c": "C"}}}),
                json!({"discriminator": {"propertyName": "t", "mapping": {"b": "B"}}}),
                r#"A: the mapping of `c` to "C" leads nowhere; ignored"#,
            ),
        ] {
            assert_eq!(relaxed(schema), (expected, vec![warning.to_owned()]));
        }
    }

    #[test]
    fn what_every_value_would_need_again_is_optional() {
        let next = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let object = |name: &str| json!({"properties": {"next": next(name)}, "required": ["next"]});
        let mut document = json!({"components": {"schemas": {"A": object("B"), "B": object("A")}}});
        let warnings = super::run(&mut document).unwrap();
        let warning =
            "/components/schemas/A: `next` would make every value infinitely large; not required";
        assert_eq!(warnings, [warning]);
        let required = |name: &str| document["components"]["schemas"][name]["required"].clone();
        assert_eq!((required("A"), required("B")), (json!([]), json!(["next"])));
    }

    #[test]
    fn what_is_only_written_in_another_way_is_corrected_in_silence() {
        for (schema, expected) in [
            (
                json!({"type": ["string", "null"]}),
                json!({"type": "string", "nullable": true}),
            ),
            (
                json!({"type": "number", "exclusiveMinimum": 1}),
                json!({"type": "number", "exclusiveMinimum": true, "minimum": 1}),
            ),
            (
                json!({"type": "file"}),
                json!({"type": "string", "format": "binary"}),
            ),
        ] {
            assert_eq!(relaxed(schema), (expected, Vec::new()));
        }
    }
}
