//! Every single edit of a schema.

use openapi_diff::{Family, Kind};
use openapi_document::join;
use serde_json::{Map, Value, json};

use super::single::{Single, set, unset};

/// All edits of the schema at a pointer.
pub fn edits(document: &Value, at: &str, found: &mut Vec<Single>) {
    let schema = document.pointer(at).expect("a schema");
    if schema.get("$ref").is_some() {
        return;
    }
    kinds(schema, at, is_optional(document, at), found);
    values(schema, at, found);
    limits(schema, at, found);
    objects(schema, at, found);
    nested(schema, at, found);
}

/// Reports whether a schema is that of a property which nothing requires.
fn is_optional(document: &Value, at: &str) -> bool {
    let words: Vec<&str> = at.split('/').collect();
    if let ["", "components", "schemas", name] = &words[..] {
        let places = references(document, "", &format!("#/components/schemas/{name}"));
        return !places.is_empty() && places.iter().all(|at| is_optional(document, at));
    }
    let [before @ .., "properties", name] = &words[..] else {
        return false;
    };
    let holder = document.pointer(&before.join("/")).expect("an object");
    let outer = match before {
        [outer @ .., "allOf", _] => document.pointer(&outer.join("/")),
        _ => None,
    };
    let requires = |object: &Value| {
        let names = object["required"].as_array().into_iter().flatten();
        names.into_iter().any(|one| one == name)
    };
    !requires(holder) && !outer.is_some_and(requires)
}

/// The pointers of the schemas that are a reference.
fn references(value: &Value, at: &str, reference: &str) -> Vec<String> {
    let inner = |(key, inner): (String, &Value)| references(inner, &join(at, &key), reference);
    match value {
        Value::Object(map) if map.get("$ref").is_some_and(|to| to == reference) => {
            vec![at.to_owned()]
        }
        Value::Object(map) => map
            .iter()
            .flat_map(|(key, one)| inner((key.clone(), one)))
            .collect(),
        Value::Array(list) => {
            let list = list.iter().enumerate();
            list.flat_map(|(index, one)| inner((index.to_string(), one)))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn kinds(schema: &Value, at: &str, is_optional: bool, found: &mut Vec<Single>) {
    if let Some(kind) = schema["type"].as_str() {
        let other = if kind == "string" {
            "integer"
        } else {
            "string"
        };
        found.push(Single::new(
            Kind::TypeChanged,
            at,
            set("type", json!(other)),
        ));
        let implied = ["properties", "additionalProperties", "items"];
        let is_implied = implied.iter().any(|key| schema.get(*key).is_some())
            || schema.get("enum").is_some_and(|all| all[0].is_string());
        let kind = match is_implied {
            true => Kind::TypeUnstated,
            false => Kind::TypeChanged,
        };
        found.push(Single::new(kind, at, unset("type")));
    }
    let kind = match schema["format"].as_str() {
        None => Kind::FormatAdded,
        Some("date-time") => Kind::TimeFormatChanged,
        Some(_) => Kind::FormatChanged,
    };
    found.push(Single::new(kind, at, set("format", json!("mutated"))));
    let null = schema["nullable"] == true;
    let is_parameter = at.contains("/parameters/") && at.ends_with("/schema");
    let kind = match (is_optional, null) {
        (_, true) if is_parameter => Kind::ParameterTightened,
        (_, false) if is_parameter => Kind::ParameterLoosened,
        (true, true) => Kind::OptionalBecameNotNullable,
        (true, false) => Kind::OptionalBecameNullable,
        (false, true) => Kind::BecameNotNullable,
        (false, false) => Kind::BecameNullable,
    };
    let holder = at.rsplit('/').nth(1);
    if !matches!(holder, Some("oneOf" | "anyOf")) {
        // That of a branch is reported at the union.
        let edit = Single::new(kind, at, set("nullable", json!(!null)));
        found.push(edit.of(Family::Nullable));
    }
    found.push(Single::new(
        Kind::Deprecated,
        at,
        set("deprecated", json!(true)),
    ));
    found.push(Single::new(
        Kind::ConstraintAdded,
        at,
        set("contentEncoding", json!("base64")),
    ));
    let place = format!("{at}/xml");
    let xml = set("xml", json!({"name": "mutated"}));
    found.push(Single::new(Kind::KeywordChanged, at, xml).at(place));
}

fn values(schema: &Value, at: &str, found: &mut Vec<Single>) {
    if ["allOf", "anyOf", "oneOf"]
        .iter()
        .any(|key| schema.get(*key).is_some())
    {
        // Values beside parts or branches change those, too.
        return;
    }
    if let Some(values) = schema["enum"].as_array() {
        for (index, _) in values.iter().enumerate() {
            found.push(Single::new(Kind::EnumValueRemoved, at, move |schema| {
                schema["enum"].as_array_mut().expect("a list").remove(index);
            }));
        }
        found.push(Single::new(Kind::EnumValueAdded, at, |schema| {
            schema["enum"]
                .as_array_mut()
                .expect("a list")
                .push(json!("mutated"));
        }));
        found.push(Single::new(Kind::EnumRemoved, at, unset("enum")));
    } else {
        found.push(Single::new(
            Kind::EnumAdded,
            at,
            set("enum", json!(["mutated"])),
        ));
    }
    found.push(Single::new(
        Kind::ConstAdded,
        at,
        set("const", json!("mutated")),
    ));
    found.push(Single::new(
        Kind::DefaultChanged,
        at,
        set("default", json!({"description": "mutated"})),
    ));
    if schema.get("default").is_some() {
        found.push(Single::new(Kind::DefaultChanged, at, unset("default")));
    }
    let kind = if schema.get("pattern").is_some() {
        Kind::PatternChanged
    } else {
        Kind::PatternAdded
    };
    found.push(Single::new(kind, at, set("pattern", json!("^mutated$"))));
}

fn limits(schema: &Value, at: &str, found: &mut Vec<Single>) {
    let bound = [Kind::BoundTightened, Kind::BoundLoosened];
    let length = [Kind::LengthTightened, Kind::LengthLoosened];
    for (key, lower, [tighter, looser]) in [
        ("minimum", true, bound),
        ("maximum", false, bound),
        ("exclusiveMinimum", true, bound),
        ("minLength", true, length),
        ("maxLength", false, length),
        ("minItems", true, length),
        ("maxItems", false, length),
        ("maxProperties", false, length),
    ] {
        let Some(number) = schema[key].as_i64() else {
            found.push(Single::new(tighter, at, set(key, json!(7))));
            continue;
        };
        let (up, down) = if lower {
            (tighter, looser)
        } else {
            (looser, tighter)
        };
        found.push(Single::new(up, at, set(key, json!(number + 3))));
        found.push(Single::new(down, at, set(key, json!(number as f64 - 1.0))));
        if !(key.starts_with("min") && key != "minimum" && number == 0) {
            found.push(Single::new(looser, at, unset(key)));
        }
    }
    found.push(Single::new(
        Kind::BoundTightened,
        at,
        set("multipleOf", json!(3)),
    ));
}

fn objects(schema: &Value, at: &str, found: &mut Vec<Single>) {
    let required = |name: &str| {
        let list = schema["required"].as_array();
        list.is_some_and(|list| list.iter().any(|other| other == name))
    };
    let place = |name: &str| join(&format!("{at}/properties"), name);
    for name in schema["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name.clone())
    {
        let is_required = required(&name);
        let (gone, word) = (name.clone(), name.clone());
        let is_last = schema["properties"].as_object().map_or(0, Map::len) == 1;
        let (kind, place_of_it) = match (is_last, is_required) {
            // Without fields, the object is a map.
            (true, _) => (Kind::TypeChanged, at.to_owned()),
            (false, true) => (Kind::RequiredPropertyRemoved, place(&name)),
            (false, false) => (Kind::OptionalPropertyRemoved, place(&name)),
        };
        found.push(
            Single::new(kind, at, move |schema| {
                schema["properties"]
                    .as_object_mut()
                    .expect("an object")
                    .shift_remove(&gone);
                withdraw(schema, &gone);
            })
            .at(place_of_it),
        );
        let kind = if is_required {
            Kind::BecameOptional
        } else {
            Kind::BecameRequired
        };
        found.push(
            Single::new(kind, at, move |schema| {
                if is_required {
                    withdraw(schema, &word);
                } else {
                    demand(schema, &word);
                }
            })
            .at(place(&name)),
        );
        let (from, to) = (name.clone(), format!("{name}Mutated"));
        found.push(
            Single::new(Kind::PropertyRenamed, at, move |schema| {
                let properties = schema["properties"].as_object_mut().expect("an object");
                let value = properties.shift_remove(&from).expect("a property");
                properties.insert(to.clone(), value);
                if is_required {
                    withdraw(schema, &from);
                    demand(schema, &to);
                }
            })
            .at(place(&name)),
        );
    }
    if schema["properties"].is_object() {
        let fresh = json!({"type": "object", "properties": {"a": {"type": "string"}}});
        for is_required in [true, false] {
            let fresh = fresh.clone();
            let kind = if is_required {
                Kind::RequiredPropertyAdded
            } else {
                Kind::OptionalPropertyAdded
            };
            found.push(
                Single::new(kind, at, move |schema| {
                    schema["properties"]["mutated/~"] = fresh.clone();
                    if is_required {
                        demand(schema, "mutated/~");
                    }
                })
                .at(place("mutated/~")),
            );
        }
    }
    let is_record = schema["properties"]
        .as_object()
        .is_some_and(|all| !all.is_empty());
    let is_plain = schema["type"] == "object" && !is_record;
    let kind = match &schema["additionalProperties"] {
        Value::Null => Kind::ExtrasClosed,
        Value::Bool(false) => Kind::ExtrasOpened,
        Value::Object(values) if is_plain && !values.is_empty() => Kind::TypeChanged,
        _ => Kind::ExtrasClosed,
    };
    let to = json!(kind == Kind::ExtrasOpened);
    found.push(Single::new(kind, at, set("additionalProperties", to)));
    if schema.get("additionalProperties").is_none() {
        if is_record {
            found.push(Single::new(
                Kind::ExtrasStated,
                at,
                set("additionalProperties", json!({})),
            ));
        }
        let values = json!({"type": "string"});
        let kind = if is_plain {
            Kind::TypeChanged
        } else {
            Kind::ExtrasTyped
        };
        found.push(Single::new(kind, at, set("additionalProperties", values)));
    }
}

fn demand(schema: &mut Value, name: &str) {
    if schema["required"].is_null() {
        schema["required"] = json!([]);
    }
    schema["required"]
        .as_array_mut()
        .expect("a list")
        .insert(0, json!(name));
}

fn withdraw(schema: &mut Value, name: &str) {
    if let Some(list) = schema["required"].as_array_mut() {
        list.retain(|other| other != name);
    }
}

fn nested(schema: &Value, at: &str, found: &mut Vec<Single>) {
    let items = format!("{at}/items");
    if schema.get("items").is_some() {
        found.push(Single::new(Kind::ItemsRemoved, at, unset("items")).at(items));
        found.push(Single::new(
            Kind::UniqueItemsAdded,
            at,
            set("uniqueItems", json!(true)),
        ));
    } else if schema["type"] == "array" {
        found.push(
            Single::new(
                Kind::ItemsAdded,
                at,
                set("items", json!({"type": "string"})),
            )
            .at(items),
        );
    }
    let not = format!("{at}/not");
    found.push(Single::new(Kind::NotAdded, at, set("not", json!({"type": "boolean"}))).at(not));
    for (key, gone, fresh, whole, none) in [
        (
            "oneOf",
            Kind::BranchRemoved,
            Kind::BranchAdded,
            Kind::UnionAdded,
            Kind::UnionRemoved,
        ),
        (
            "anyOf",
            Kind::BranchRemoved,
            Kind::BranchAdded,
            Kind::UnionAdded,
            Kind::UnionRemoved,
        ),
    ] {
        let place = format!("{at}/{key}");
        let Some(list) = schema[key].as_array() else {
            let branches = json!([{"type": "string"}, {"type": "integer"}]);
            found.push(Single::new(whole, at, set(key, branches)).at(place));
            continue;
        };
        found.push(Single::new(none, at, unset(key)).at(place.clone()));
        for index in 0..list.len() {
            // A union of one schema is that schema.
            let (gone, place) = match list.len() {
                2 => (none, place.clone()),
                _ => (gone, format!("{place}/{index}")),
            };
            found.push(
                Single::new(gone, at, move |schema| {
                    schema[key].as_array_mut().expect("a list").remove(index);
                })
                .at(place),
            );
        }
        found.push(
            Single::new(fresh, at, move |schema| {
                let branch =
                    json!({"type": "object", "properties": {"mutated": {"type": "boolean"}}});
                schema[key].as_array_mut().expect("a list").push(branch);
            })
            .at(format!("{place}/{}", list.len())),
        );
    }
    // A part of an `allOf` is the schema itself, written in another place.
    let place = format!("{at}/allOf");
    match schema["allOf"].as_array() {
        Some(list) => found.push(
            Single::new(Kind::OptionalPropertyAdded, at, |schema| {
                let part = json!({"properties": {"mutated": {"type": "boolean"}}});
                schema["allOf"].as_array_mut().expect("a list").push(part);
            })
            .at(format!("{place}/{}/properties/mutated", list.len())),
        ),
        None => {
            let parts = json!([{"not": {"type": "boolean"}}]);
            let place = format!("{place}/0/not");
            found.push(Single::new(Kind::NotAdded, at, set("allOf", parts)).at(place));
        }
    }
}
