//! Takes what is read-only out of requests, and what is write-only out of responses.
//!
//! A component that is sent and received and has such a property, at any depth, becomes two: the
//! one of responses keeps its name, and the one of requests gets a name by rule.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::Context;
use super::directions::{Roots, reachable, references};
use crate::json::{elements, object, text};
use crate::naming::type_name;
use crate::sources;
use openapi_document::{
    Result, SCHEMA_PREFIX, each_operation_mut, schema_ref, schemas, schemas_mut,
};

const READ_ONLY: &str = "readOnly";
const WRITE_ONLY: &str = "writeOnly";

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let roots = Roots::of(document);
    let sent = reachable(document, roots.sent);
    let received = reachable(document, roots.received);
    let marked = |key| {
        let all = schemas(document).into_iter().flatten();
        let whole: BTreeSet<&String> = all
            .clone()
            .filter(|(_, schema)| schema["x-facts"][key] == true)
            .map(|(name, _)| name)
            .collect();
        let is_marked = |property: &Value| {
            let name = schema_ref(property).map(str::to_owned);
            property["x-facts"][key] == true || name.is_some_and(|name| whole.contains(&name))
        };
        let found = all.filter_map(|(name, schema)| {
            let holders = elements(schema, "oneOf").iter().chain([schema]);
            let properties = holders.flat_map(|holder| {
                // The tag says which branch a value is.
                let tag = text(&schema["x-union"], "tag");
                object(holder, "properties").filter(move |(name, _)| Some(name.as_str()) != tag)
            });
            let names = properties.filter(|(_, property)| is_marked(property));
            let names: BTreeSet<String> = names.map(|(name, _)| name.clone()).collect();
            (!names.is_empty()).then(|| (name.clone(), names))
        });
        found.collect::<BTreeMap<String, BTreeSet<String>>>()
    };
    let (mut read_only, mut write_only) = (marked(READ_ONLY), marked(WRITE_ONLY));
    for (name, read) in &mut read_only {
        let Some(write) = write_only.get_mut(name) else {
            continue;
        };
        read.retain(|property| {
            let is_both = write.remove(property);
            if is_both {
                let schema = &document["components"]["schemas"][name];
                let places = [&schema["properties"][property], schema].into_iter();
                let place = places.flat_map(sources::marks).next().unwrap_or(name);
                context.warn(format!(
                    "{place}: `{property}` is both `readOnly` and `writeOnly`; by rule, it is neither"
                ));
            }
            !is_both
        });
    }
    for found in [&mut read_only, &mut write_only] {
        found.retain(|_, properties| !properties.is_empty());
    }
    let mut split: BTreeMap<String, String> = BTreeMap::new();
    let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, schema) in schemas(document).into_iter().flatten() {
        for used in references(schema) {
            users.entry(used).or_default().push(name.clone());
        }
    }
    let mut open: Vec<&String> = read_only.keys().chain(write_only.keys()).collect();
    while let Some(name) = open.pop() {
        if !(sent.contains(name) && received.contains(name)) || split.contains_key(name) {
            continue;
        }
        split.insert(name.clone(), String::new());
        open.extend(users.get(name).into_iter().flatten());
    }
    let mut taken: BTreeSet<String> = schemas(document)
        .into_iter()
        .flat_map(|all| all.keys().cloned())
        .collect();
    for (name, made) in &mut split {
        let plain = ["Request", "Input"].map(|end| type_name(&format!("{name}{end}")));
        let numbered = (2..u32::MAX).map(|number| format!("{name}Request{number}"));
        let names = plain.into_iter().chain(numbered);
        let free = names.into_iter().find(|name| !taken.contains(name));
        *made = free.unwrap_or_else(|| name.clone());
        taken.insert(made.clone());
    }
    each_operation_mut(document, &mut |_, operation| {
        for part in ["parameters", "requestBody"] {
            if let Some(part) = operation.get_mut(part) {
                refer(part, &split);
            }
        }
        Ok(())
    })?;
    let Some(all) = schemas_mut(document) else {
        return Ok(());
    };
    for (name, made) in &split {
        let mut request = all[name].clone();
        if let Some(response) = all[name].as_object_mut() {
            response.shift_remove("x-query");
        }
        refer(&mut request, &split);
        trim(&mut request, read_only.get(name));
        trim(&mut all[name], write_only.get(name));
        all.insert(made.clone(), request);
    }
    for (name, schema) in all
        .iter_mut()
        .filter(|(name, _)| !split.contains_key(*name))
    {
        match (sent.contains(name), received.contains(name)) {
            (true, false) => {
                refer(schema, &split);
                trim(schema, read_only.get(name));
            }
            (false, true) => trim(schema, write_only.get(name)),
            _ => {}
        }
    }
    Ok(())
}

/// Lets references lead to the types of requests.
fn refer(value: &mut Value, split: &BTreeMap<String, String>) {
    if let Some(name) = schema_ref(value).and_then(|name| split.get(name)) {
        value["$ref"] = json!(format!("{SCHEMA_PREFIX}{name}"));
    }
    match value {
        Value::Object(map) => {
            let inner = map.iter_mut().filter(|(key, _)| *key != "x-facts");
            inner.for_each(|(_, inner)| refer(inner, split));
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| refer(inner, split)),
        _ => {}
    }
}

/// Takes properties out of a record, or out of the branches of a union.
fn trim(schema: &mut Value, names: Option<&BTreeSet<String>>) {
    let Some(names) = names else { return };
    let tag = text(&schema["x-union"], "tag").map(str::to_owned);
    let goes = |name: &str| names.contains(name) && tag.as_deref() != Some(name);
    let mut holders = vec![&mut *schema];
    while let Some(holder) = holders.pop() {
        if let Some(properties) = holder.get_mut("properties").and_then(Value::as_object_mut) {
            properties.retain(|name, _| !goes(name));
            if properties.is_empty() && tag.is_none() {
                // Nothing is left to name: an object like any other.
                let holder = holder.as_object_mut();
                holder.and_then(|holder| holder.shift_remove("properties"));
            }
        }
        if let Some(required) = holder.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| !name.as_str().is_some_and(goes));
            if required.is_empty() {
                let holder = holder.as_object_mut();
                holder.and_then(|holder| holder.shift_remove("required"));
            }
        }
        let branches = holder.get_mut("oneOf").and_then(Value::as_array_mut);
        holders.extend(branches.into_iter().flatten());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::Context;
    use crate::names::Names;
    use crate::passes::tests::after;

    fn document() -> Value {
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let content = |name: &str| json!({"content": {"application/json": {"schema": to(name)}}});
        let facts = |key: &str| json!({"type": "string", "x-facts": {key: true}});
        let object = |properties: Value, required: Value| json!({"type": "object", "properties": properties, "required": required});
        json!({
            "components": {"schemas": {
                "Pet": object(json!({
                    "id": facts("readOnly"), "name": {"type": "string"}, "key": facts("writeOnly")
                }), json!(["id", "name", "key"])),
                "Pets": object(json!({"list": {"type": "array", "items": to("Pet")}}), json!([])),
                "Sent": object(json!({"id": facts("readOnly"), "pets": to("Pets"), "bare": to("Bare")}), json!(["id"])),
                "Bare": object(json!({"id": facts("readOnly")}), json!(["id"])),
                "Got": object(json!({"key": facts("writeOnly"), "pets": to("Pets")}), json!(["key"]))
            }},
            "paths": {"/a": {"post": {"requestBody": content("Sent"), "responses": {"2XX": content("Got")}}}}
        })
    }

    #[test]
    fn what_is_both_read_only_and_write_only_stays() {
        let mut document = document();
        let id = "/components/schemas/Pet/properties/id";
        let facts = json!({"readOnly": true, "writeOnly": true});
        document.pointer_mut(id).unwrap()["x-facts"] = facts;
        let names = Names::default();
        let context = Context::new(&names);
        super::run(&mut document, &context).unwrap();
        for name in ["Pet", "PetRequest"] {
            let pet = &document["components"]["schemas"][name];
            assert!(pet["properties"].get("id").is_some(), "{pet}");
        }
        let warnings = context.into_found().warnings;
        let expected = "Pet: `id` is both `readOnly` and `writeOnly`; by rule, it is neither";
        assert_eq!(warnings.into_iter().collect::<Vec<_>>(), [expected]);
    }

    #[test]
    fn each_direction_has_its_own_properties() {
        let made = after(super::run, document());
        let schemas = &made["components"]["schemas"];
        let names = |name: &str| {
            let properties = schemas[name]["properties"].as_object().unwrap();
            properties.keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(names("Pet"), ["id", "name"]);
        assert_eq!(names("PetRequest"), ["name", "key"]);
        assert_eq!(names("Sent"), ["pets", "bare"]);
        assert_eq!(schemas["Bare"], json!({"type": "object"}));
        assert_eq!(names("Got"), ["pets"]);
        assert_eq!(schemas["PetRequest"]["required"], json!(["name", "key"]));
        let of = |name: &str, at: &str| schemas[name].pointer(at).unwrap().clone();
        let to = |name: &str| json!(format!("#/components/schemas/{name}"));
        assert_eq!(of("Sent", "/properties/pets/$ref"), to("PetsRequest"));
        assert_eq!(of("Got", "/properties/pets/$ref"), to("Pets"));
        assert_eq!(
            of("PetsRequest", "/properties/list/items/$ref"),
            to("PetRequest")
        );
        assert_eq!(of("Pets", "/properties/list/items/$ref"), to("Pet"));
    }
}
