//! Follows references to any part of the document, so that those to whole components are left.
//!
//! A schema inside of another one, or of an operation, becomes a component with a name by rule, and
//! its place refers to it too. References that lead through other references, whose pointers are
//! percent-encoded, or whose component has a name with other letters than OpenAPI allows, are
//! written in the one form that the later steps look for.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use crate::json::{elements, object, text};
use crate::naming::{pascal, type_name};
use crate::sources;
use openapi_document::{
    Error, MAX_BYTES, METHODS, Result, SCHEMA_PREFIX, each_schema_mut, join, members, operations,
    resolve, schema_ref, schemas, schemas_mut, segments,
};

/// The longest chain of references that is followed.
const LONGEST: usize = 64;

/// Rewrites the references of a contract, before anything else reads them.
pub fn run(document: &mut Value) -> Result<()> {
    // A component that is made has the mark of the place that it is from.
    each_schema_mut(document, &mut |schema, pointer| {
        if let Some(map) = schema.as_object_mut() {
            map.insert(sources::KEY.to_owned(), json!([pointer]));
        }
        Ok(())
    })?;
    rename_components(document);
    let ids: HashMap<String, String> = operations(document)
        .map(|operation| (operation.pointer(), operation.id()))
        .collect();
    let mut written: HashMap<String, Option<String>> = HashMap::new();
    let mut in_schemas = Vec::new();
    each_schema_mut(document, &mut |schema, _| {
        let text = schema.get("$ref").and_then(Value::as_str);
        in_schemas.extend(text.filter(|text| !is_plain(text)).map(str::to_owned));
        Ok(())
    })?;
    for text in in_schemas {
        let made = || component(document, &text, &ids);
        written.entry(text.clone()).or_insert_with(made);
    }
    each_schema_mut(document, &mut |schema, _| {
        let text = schema.get("$ref").and_then(Value::as_str);
        if let Some(Some(name)) = text.and_then(|text| written.get(text)) {
            schema["$ref"] = json!(format!("{SCHEMA_PREFIX}{name}"));
        }
        let mapping = schema.pointer_mut("/discriminator/mapping");
        let targets = mapping.and_then(Value::as_object_mut).into_iter().flatten();
        for (_, target) in targets {
            if let Some(Some(name)) = target.as_str().and_then(|text| written.get(text)) {
                *target = json!(format!("{SCHEMA_PREFIX}{name}"));
            }
        }
        Ok(())
    })?;
    follow_others(document);
    Ok(())
}

/// Rewrites the references to anything but schemas.
fn follow_others(document: &mut Value) {
    let mut others = HashSet::new();
    each_reference(document, &mut |text| {
        if !text.starts_with(SCHEMA_PREFIX) && !others.contains(text) {
            others.insert(text.to_owned());
        }
        None
    });
    let found = others.into_iter().filter_map(|text| {
        let pointer = text.strip_prefix('#')?;
        document.pointer(pointer).is_none().then_some(())?;
        let found = locate(document, &decoded(pointer), LONGEST)?;
        Some((text, format!("#{found}")))
    });
    let found: HashMap<String, String> = found.collect();
    if !found.is_empty() {
        each_reference(document, &mut |text| found.get(text).cloned());
    }
}

/// Puts in place what path items, parameters, bodies and responses outside of the components are
/// referred to for, so that an operation does not depend on another one, up to [`MAX_BYTES`].
pub fn inline_others(document: &mut Value) -> Result<()> {
    follow_others(document);
    let mut copied = 0;
    for find in [path_items, parts_of_operations] {
        for (pointer, value) in find(document, &mut copied)? {
            if let Some(place) = document.pointer_mut(&pointer) {
                *place = value;
            }
        }
    }
    Ok(())
}

/// The path items that are references, with what they lead to.
fn path_items(document: &Value, copied: &mut u64) -> Result<Vec<(String, Value)>> {
    let items = members(document.get("paths"));
    let at = |path| join("/paths", path);
    let behind = items.map(|(path, item)| behind(document, at(path), item, &METHODS, copied));
    behind.filter_map(Result::transpose).collect()
}

/// The parts of operations that are references to parts of others, with what they lead to.
fn parts_of_operations(document: &Value, copied: &mut u64) -> Result<Vec<(String, Value)>> {
    let mut found = Vec::new();
    for (path, item) in members(document.get("paths")) {
        let at = join("/paths", path);
        let methods = members(Some(item)).filter(|(key, _)| METHODS.contains(&key.as_str()));
        let methods = methods.map(|(method, operation)| (join(&at, method), operation));
        for (at, holder) in [(at.clone(), item)].into_iter().chain(methods) {
            let mut add = |path: &str, key: &str, value: &Value, keys: &[&str]| {
                let to = text(value, "$ref").unwrap_or_default();
                let place = join(&format!("{at}{path}"), key);
                if !to.starts_with("#/components/") {
                    found.extend(behind(document, place, value, keys, copied)?);
                }
                Result::Ok(())
            };
            for (index, parameter) in elements(holder, "parameters").iter().enumerate() {
                add("/parameters", &index.to_string(), parameter, &["in"])?;
            }
            if let Some(body) = holder.get("requestBody") {
                add("", "requestBody", body, &["content"])?;
            }
            for (status, response) in object(holder, "responses") {
                add("/responses", status, response, &["description", "content"])?;
            }
        }
    }
    Ok(found)
}

/// A place with what its reference leads to, which has one of these keys.
fn behind(
    document: &Value,
    place: String,
    value: &Value,
    keys: &[&str],
    copied: &mut u64,
) -> Result<Option<(String, Value)>> {
    let target = resolve(document, value);
    let is_one = keys.iter().any(|key| target.get(*key).is_some());
    if value.get("$ref").is_none() || !is_one || target.get("$ref").is_some() {
        return Ok(None);
    }
    *copied += size(target);
    if *copied <= MAX_BYTES {
        return Ok(Some((place, target.clone())));
    }
    let fault = Error::new("copies of what references lead to make the document too large");
    let remedy = "move shared parts to the components, and name each path item under one path";
    Err(fault.at(place).remedy(remedy))
}

/// The bytes that a copy of a value counts as: 20 for each value, and its text.
fn size(value: &Value) -> u64 {
    let inside = match value {
        Value::Object(map) => map.iter().map(|(key, v)| key.len() as u64 + size(v)).sum(),
        Value::Array(list) => list.iter().map(size).sum(),
        Value::String(text) => text.len() as u64,
        _ => 0,
    };
    20 + inside
}

/// Returns true if a reference is one to a component schema, in the form of the later steps.
fn is_plain(text: &str) -> bool {
    let name = text.strip_prefix(SCHEMA_PREFIX);
    name.is_some_and(|name| !name.contains(['/', '~', '%']))
}

/// The component for a reference to a schema, which is made if there is none.
fn component(document: &mut Value, text: &str, ids: &HashMap<String, String>) -> Option<String> {
    let pointer = locate(document, &decoded(text.strip_prefix('#')?), LONGEST)?;
    let target = document.pointer(&pointer)?;
    if let Some(name) = schema_ref(target) {
        return Some(name.to_owned());
    }
    let is_component = |segments: &[String]| matches!(segments, [one, two, _] if one == "components" && two == "schemas");
    let mut parts = segments(&pointer);
    if is_component(&parts) {
        return parts.pop();
    }
    if !may_be_schema(&parts, target) {
        return None;
    }
    let base = name(&pointer, &parts, ids);
    let taken = schemas(document);
    let names = std::iter::once(base.clone()).chain((2..u32::MAX).map(|n| format!("{base}{n}")));
    let name = names
        .into_iter()
        .find(|name| taken.is_none_or(|taken| !taken.contains_key(name)))?;
    let place = document.pointer_mut(&pointer)?;
    let mut reference = json!({"$ref": format!("{SCHEMA_PREFIX}{name}")});
    sources::take(&mut reference, place);
    let moved = std::mem::replace(place, reference);
    schemas_mut(document)?.insert(name.clone(), moved);
    Some(name)
}

/// Returns true for an object that is visited as a schema, or is where OpenAPI has nothing.
fn may_be_schema(parts: &[String], target: &Value) -> bool {
    let is_known = match parts {
        [] => true,
        [one, two, ..] if one == "components" => SECTIONS.contains(&two.as_str()),
        [one, ..] => TOP.contains(&one.as_str()),
    };
    target.is_object() && (target.get(sources::KEY).is_some() || !is_known)
}

/// The parts of a document that hold other things than schemas, beside these.
const TOP: [&str; 7] = [
    "components",
    "externalDocs",
    "info",
    "paths",
    "security",
    "servers",
    "tags",
];

/// The sections of the components whose schemas are visited.
const SECTIONS: [&str; 5] = [
    "headers",
    "parameters",
    "requestBodies",
    "responses",
    "schemas",
];

/// A name for the schema at a place: the component or the operation around it, and the properties
/// that lead to it.
fn name(pointer: &str, parts: &[String], ids: &HashMap<String, String>) -> String {
    let around = ids.iter().find(|(operation, _)| {
        let rest = pointer.strip_prefix(operation.as_str());
        rest.is_some_and(|rest| rest.starts_with('/'))
    });
    let root = around.map_or_else(|| parts.get(2).map_or("", String::as_str), |(_, id)| id);
    let mut words = vec![pascal(root)];
    let inner = parts.get(3..).unwrap_or_default();
    for (index, part) in inner.iter().enumerate() {
        match part.as_str() {
            "requestBody" => words.push("Request".to_owned()),
            "responses" => words.push("Response".to_owned()),
            "items" => words.push("Item".to_owned()),
            "additionalProperties" => words.push("Value".to_owned()),
            _ if index > 0 && inner[index - 1] == "properties" => words.push(pascal(part)),
            _ => {}
        }
    }
    type_name(&words.concat())
}

/// The pointer to what a pointer leads to, through the references on its way.
fn locate(document: &Value, pointer: &str, hops: usize) -> Option<String> {
    let hops = hops.checked_sub(1)?;
    let mut found = String::new();
    let mut value = document;
    for segment in segments(pointer) {
        if let (None, Some(text)) = (value.get(&segment), value.get("$ref"))
            && value.is_object()
        {
            let text = text.as_str()?.strip_prefix('#')?;
            found = locate(document, &decoded(text), hops)?;
        }
        found = join(&found, &segment);
        value = document.pointer(&found)?;
    }
    match value.get("$ref").and_then(Value::as_str) {
        // A property of that name is an object.
        Some(text) => locate(document, &decoded(text.strip_prefix('#')?), hops),
        None => Some(found),
    }
}

/// A fragment of a URI without its percent-encoding.
fn decoded(fragment: &str) -> String {
    let mut bytes = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = |digit: &u8| char::from(*digit).to_digit(16);
        let encoded = match after {
            [high, low, ..] if first == b'%' => hex(high).zip(hex(low)),
            _ => None,
        };
        match encoded.and_then(|(high, low)| u8::try_from(high * 16 + low).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| fragment.to_owned())
}

/// Gives components whose names have other letters than OpenAPI allows names without them.
fn rename_components(document: &mut Value) {
    let Some(old) = schemas(document) else { return };
    let is_odd = |name: &str| {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        !name.chars().all(allowed) && openapi_document::visible(name) == *name
    };
    let odd: Vec<String> = old.keys().filter(|name| is_odd(name)).cloned().collect();
    if odd.is_empty() {
        return;
    }
    let mut taken: HashSet<String> = old.keys().cloned().collect();
    let mut renamed: HashMap<String, String> = HashMap::new();
    for name in odd {
        let base = type_name(&name.replace(|c: char| !c.is_ascii_alphanumeric(), " "));
        let names =
            std::iter::once(base.clone()).chain((2..u32::MAX).map(|n| format!("{base}{n}")));
        let new = names.into_iter().find(|name| !taken.contains(name));
        let new = new.unwrap_or(base);
        taken.insert(new.clone());
        renamed.insert(name, new);
    }
    each_reference(document, &mut |text| {
        let pointer = decoded(text.strip_prefix('#')?);
        let mut parts = segments(&pointer);
        let name = match parts.as_slice() {
            [one, two, name, ..] if one == "components" && two == "schemas" => name,
            _ => return None,
        };
        parts[2] = renamed.get(name)?.clone();
        Some(
            parts
                .iter()
                .fold("#".to_owned(), |text, part| join(&text, part)),
        )
    });
    if let Some(schemas) = schemas_mut(document) {
        let old = std::mem::take(schemas);
        let name = |name: String| renamed.get(&name).cloned().unwrap_or(name);
        *schemas = old
            .into_iter()
            .map(|(key, schema)| (name(key), schema))
            .collect();
    }
}

/// Replaces the text of each reference, and of each mapping of a discriminator, by another one.
fn each_reference(value: &mut Value, replace: &mut dyn FnMut(&str) -> Option<String>) {
    fn change(text: &mut Value, replace: &mut dyn FnMut(&str) -> Option<String>) {
        if let Some(new) = text.as_str().and_then(replace) {
            *text = json!(new);
        }
    }
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                match key.as_str() {
                    "$ref" if inner.is_string() => change(inner, replace),
                    "example" | "examples" | "enum" => {}
                    key if key.starts_with("x-") => {}
                    "properties" => {
                        let properties = inner.as_object_mut().into_iter().flatten();
                        properties.for_each(|(_, schema)| each_reference(schema, replace));
                    }
                    "mapping" if inner.is_object() => {
                        let targets = inner.as_object_mut().into_iter().flatten();
                        for (_, target) in targets {
                            change(target, replace);
                            each_reference(target, replace);
                        }
                    }
                    _ => each_reference(inner, replace),
                }
            }
        }
        Value::Array(list) => list
            .iter_mut()
            .for_each(|inner| each_reference(inner, replace)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    fn followed(mut document: Value) -> Value {
        super::run(&mut document).unwrap();
        let once = document.clone();
        super::run(&mut document).unwrap();
        let names = |document: &Value| {
            let schemas = document["components"]["schemas"].as_object().unwrap();
            schemas.keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(names(&document), names(&once));
        once
    }

    fn to(pointer: &str) -> Value {
        json!({ "$ref": pointer })
    }

    fn target(document: &Value, pointer: &str) -> Value {
        document.pointer(pointer).unwrap()["$ref"].clone()
    }

    #[test]
    fn a_schema_inside_of_another_becomes_a_component() {
        let lamp = json!({"type": "object", "properties": {
            "bulb": {"type": "object", "properties": {"watts": {"type": "integer"}}}
        }});
        let made = followed(json!({"paths": {}, "components": {"schemas": {
            "Lamp": lamp,
            "Alias": to("#/components/schemas/Lamp"),
            "Shelf": {"type": "object", "properties": {
                "spare": to("#/components/schemas/Lamp/properties/bulb"),
                "watts": to("#/components/schemas/Alias/properties/bulb/properties/watts")
            }}
        }}}));
        let bulb = "#/components/schemas/LampBulb";
        assert_eq!(
            target(&made, "/components/schemas/Lamp/properties/bulb"),
            bulb
        );
        assert_eq!(
            target(&made, "/components/schemas/Shelf/properties/spare"),
            bulb
        );
        let watts = "#/components/schemas/LampBulbWatts";
        assert_eq!(
            target(&made, "/components/schemas/Shelf/properties/watts"),
            watts
        );
        assert_eq!(
            target(&made, "/components/schemas/LampBulb/properties/watts"),
            watts
        );
        assert_eq!(
            made["components"]["schemas"]["LampBulbWatts"],
            json!({
                "type": "integer",
                "x-sources": ["/components/schemas/Lamp/properties/bulb/properties/watts"]
            })
        );
    }

    #[test]
    fn a_schema_of_an_operation_is_named_after_it() {
        let body = json!({"type": "array", "items": {"type": "object", "properties": {"a": {}}}});
        let made = followed(json!({
            "paths": {"/a b/{id}": {"get": {"operationId": "listLamps", "responses": {
                "200": {"content": {"application/json": {"schema": body}}},
                "202": to("#/paths/~1a%20b~1%7Bid%7D/get/responses/200")
            }}}},
            "components": {"schemas": {"One": to(
                "#/paths/~1a%20b~1%7Bid%7D/get/responses/202/content/application~1json/schema/items"
            )}}
        }));
        let item = "#/components/schemas/ListLampsResponseItem";
        assert_eq!(target(&made, "/components/schemas/One"), item);
        let get = &made["paths"]["/a b/{id}"]["get"]["responses"];
        let schema = &get["200"]["content"]["application/json"]["schema"];
        assert_eq!(schema["items"]["$ref"], item);
        assert_eq!(get["202"], to("#/paths/~1a b~1{id}/get/responses/200"));
    }

    #[test]
    fn a_component_of_any_name_is_found() {
        let made = followed(json!({"paths": {}, "components": {"schemas": {
            "List«Lamp»": {"type": "object"},
            "ListLamp": {"type": "object"},
            "A": to("#/components/schemas/List%C2%ABLamp%C2%BB"),
            "B": to("#/components/schemas/List«Lamp»")
        }}}));
        let schemas = made["components"]["schemas"].as_object().unwrap();
        let names: Vec<&String> = schemas.keys().collect();
        assert_eq!(names, ["ListLamp2", "ListLamp", "A", "B"]);
        assert_eq!(schemas["A"]["$ref"], "#/components/schemas/ListLamp2");
        assert_eq!(schemas["B"]["$ref"], "#/components/schemas/ListLamp2");
    }

    #[test]
    fn a_reference_that_leads_nowhere_stays() {
        for text in [
            "#/components/schemas/None/properties/a",
            "other.json#/A",
            "#/a/b",
        ] {
            let schemas = json!({"A": to(text), "B": {"type": "string"}});
            let made = followed(json!({"paths": {}, "components": {"schemas": schemas}}));
            assert_eq!(target(&made, "/components/schemas/A"), text);
        }
    }
}
