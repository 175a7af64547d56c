//! The report of a comparison beside the code that is generated of both contracts.

// What changes a line of the code is reported, and what changes no line is not breaking, unless it
// concerns what is sent.

use std::collections::BTreeMap;

use openapi_codegen::pipeline::{self, Inputs, Source};
use openapi_diff::{Change, Class, Kind, compare};
use openapi_document::Contract;
use serde_json::{Value, json};

/// The kinds of changes that restrict what the service accepts, or that let it send what it did not
/// send before, and of which nothing is generated but, for some, a sentence of documentation.
const ON_THE_WIRE: [Kind; 30] = [
    Kind::BecameNotNullable,
    Kind::BecameNullable,
    Kind::BoundChanged,
    Kind::BoundTightened,
    Kind::ConstraintAdded,
    Kind::EncodingChanged,
    Kind::ExtensibleValueRemoved,
    Kind::ConstraintChanged,
    Kind::ExtrasChanged,
    Kind::ExtrasClosed,
    Kind::ExtrasTyped,
    Kind::FormatAdded,
    Kind::FormatChanged,
    Kind::FormatNarrowed,
    Kind::HeaderRemoved,
    Kind::LengthTightened,
    Kind::NotAdded,
    Kind::NumberRemoved,
    Kind::NumbersAdded,
    Kind::OptionalPropertyRemoved,
    Kind::ParameterStyleChanged,
    Kind::ParameterTightened,
    Kind::PatternAdded,
    Kind::SecurityTightened,
    Kind::ServerChanged,
    Kind::ServerRemoved,
    Kind::TimeFormatAdded,
    Kind::ReadOnlyAdded,
    Kind::UniqueItemsAdded,
    Kind::WriteOnlyAdded,
];

fn contract() -> Value {
    let body = |name: &str| json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
    let error = |field: &str| json!({"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {"error": {"type": "string"}, field: {"type": "string"}}}}}});
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Small", "version": "1"},
        "servers": [{"url": "https://example.com/v1"}],
        "paths": {
            "/pages": {
                "post": {
                    "operationId": "makePage",
                    "requestBody": {"required": true, "content": body("Draft")},
                    "responses": {"200": {"description": "", "content": body("Page")}, "400": error("hint"), "404": error("hint")}
                },
                "get": {
                    "operationId": "listPages",
                    "parameters": [
                        {"name": "limit", "in": "query", "schema": {"type": "integer", "default": 10}},
                        {"name": "state", "in": "query", "schema": {"$ref": "#/components/schemas/State"}}
                    ],
                    "responses": {"200": {"description": "", "content": body("List")}}
                }
            },
            "/pages/{id}": {"get": {
                "operationId": "getPage",
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "responses": {"200": {"description": "", "headers": {"X-Age": {"schema": {"type": "integer"}}}, "content": body("Page")}}
            }}
        },
        "components": {"schemas": {
            "State": {"type": "string", "enum": ["new", "done"]},
            "Base": {"type": "object", "properties": {"url": {"type": "string"}, "size": {"type": "integer"}}},
            "Cat": {"type": "object", "required": ["kind", "race"], "properties": {"kind": {"type": "string"}, "race": {"type": "string"}, "purrs": {"type": "boolean"}}},
            "Dog": {"type": "object", "required": ["kind", "race"], "properties": {"kind": {"type": "string"}, "race": {"type": "string"}, "barks": {"type": "boolean"}}},
            "Twin": {"type": "object", "properties": {"url": {"type": "string"}, "size": {"type": "integer"}}},
            "Draft": {"type": "object", "required": ["url", "depth"], "properties": {
                "url": {"type": "string"},
                "depth": {"type": "integer", "minimum": 1},
                "tags": {"type": "array", "items": {"type": "string"}},
                "facts": {"type": "object", "additionalProperties": {"type": "integer"}},
                "free": {"type": "object"},
                "pet": {
                    "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                    "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"}}
                },
                "owner": {"type": "object", "properties": {"name": {"type": "string"}}}
            }},
            "Page": {"allOf": [
                {"$ref": "#/components/schemas/Base"},
                {"type": "object", "required": ["state"], "properties": {
                    "state": {"$ref": "#/components/schemas/State"},
                    "part": {"oneOf": [
                        {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}, "title": "One"},
                        {"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}}, "title": "Two"}
                    ]},
                    "pet": {
                        "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
                        "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat", "dog": "#/components/schemas/Dog"}}
                    },
                    "times": {"type": "array", "items": {"type": "string", "format": "date-time"}},
                    "meta": {"type": "object", "additionalProperties": {"type": "string"}},
                    "twin": {"$ref": "#/components/schemas/Twin"},
                    "time": {"type": "string", "format": "date-time"},
                    "note": {"type": "string", "nullable": true, "maxLength": 9}
                }}
            ]},
            "List": {"type": "object", "properties": {"pages": {"type": "array", "items": {"$ref": "#/components/schemas/Page"}}, "next": {"type": "string"}}}
        }}
    })
}

/// The places of all schemas of a contract.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            let is_schema = ["type", "$ref", "allOf", "oneOf"];
            if is_schema.iter().any(|key| map.contains_key(*key)) {
                found.push(at.to_owned());
            }
            for (key, value) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                places(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                places(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// One edit of a schema, of many kinds; nothing where it makes no sense.
fn edit(schema: &mut Value, which: usize, random: usize) -> Option<()> {
    let names: Vec<String> = schema["properties"]
        .as_object()
        .map(|all| all.keys().cloned().collect())
        .unwrap_or_default();
    let name = (!names.is_empty()).then(|| names[random % names.len()].clone());
    let set: &[(&str, Value)] = &[
        ("title", json!("Anything")),
        ("description", json!("in words")),
        ("readOnly", json!(true)),
        ("writeOnly", json!(true)),
        ("xml", json!({"name": "x"})),
        ("deprecated", json!(true)),
        ("default", json!("x")),
        ("nullable", json!(true)),
        ("minLength", json!(3)),
        ("maximum", json!(99)),
        ("pattern", json!("^x")),
        ("format", json!("uuid")),
        ("format", json!("int32")),
        ("example", json!("x")),
        ("uniqueItems", json!(true)),
        ("not", json!({"type": "boolean"})),
        ("x-extensible-enum", json!(["a"])),
        ("additionalProperties", json!(false)),
        ("additionalProperties", json!(true)),
        ("type", json!("integer")),
        ("additionalProperties", json!({"type": "string"})),
        ("additionalProperties", json!({})),
        ("items", json!({})),
        ("minimum", json!(0)),
        ("exclusiveMinimum", json!(true)),
        ("multipleOf", json!(2)),
        ("format", json!("date-time")),
        ("required", json!(["unknown"])),
        (
            "oneOf",
            json!([{"required": ["url"]}, {"required": ["size"]}]),
        ),
        ("properties", json!({"first": {"type": "string"}})),
    ];
    if let Some((key, value)) = set.get(which) {
        if schema.get("$ref").is_some() {
            return None;
        }
        schema[key] = value.clone();
        return Some(());
    }
    match which - set.len() {
        0 => *schema = json!({"allOf": [schema.clone()]}),
        1 => *schema = json!({"allOf": [schema.clone(), {"description": "in words"}]}),
        2 => *schema = json!({"oneOf": [schema.clone()]}),
        3 => drop(schema.as_object_mut()?.shift_remove("type")?),
        4 => drop(schema["properties"].as_object_mut()?.shift_remove(&name?)?),
        5 => schema["properties"]
            .as_object_mut()?
            .insert("more".to_owned(), json!({"type": "string"}))
            .map_or((), drop),
        6 => {
            let required = json!([name?]);
            schema["required"] = required;
        }
        7 => drop(schema.as_object_mut()?.shift_remove("required")?),
        // A property goes into a part of its own.
        8 => {
            let name = names.last()?.clone();
            let property = schema["properties"].as_object_mut()?.shift_remove(&name)?;
            let part = json!({"type": "object", "properties": {name: property}});
            *schema = json!({"allOf": [schema.clone(), part]});
        }
        9 => schema["oneOf"].as_array_mut()?.truncate(1),
        10 => schema["oneOf"]
            .as_array_mut()?
            .push(json!({"type": "boolean"})),
        11 => {
            let branches = schema.as_object_mut()?.shift_remove("oneOf")?;
            schema["anyOf"] = branches;
        }
        12 => schema["enum"].as_array_mut()?.push(json!("more")),
        13 => drop(schema["enum"].as_array_mut()?.pop()?),
        14 => drop(schema.as_object_mut()?.shift_remove("enum")?),
        15 => {
            schema.get("$ref")?;
            *schema = json!({"$ref": "#/components/schemas/Twin"});
        }
        16 => {
            schema.get("$ref")?;
            *schema = json!({"type": "object", "properties": {"url": {"type": "string"}, "size": {"type": "integer"}}});
        }
        17 => schema["enum"].as_array_mut()?.push(json!(null)),
        18 => schema["enum"].as_array_mut()?.push(json!(1)),
        19 => *schema = json!({"anyOf": [schema.clone(), {"nullable": true, "enum": [null]}]}),
        20 => {
            schema.get("$ref")?;
            schema["nullable"] = json!(true);
        }
        21 => drop(schema.as_object_mut()?.shift_remove("properties")?),
        22 => drop(schema.as_object_mut()?.shift_remove("items")?),
        23 => drop(schema.as_object_mut()?.shift_remove("format")?),
        24 => *schema.pointer_mut("/oneOf/1/title")? = json!("Second"),
        25 => *schema.pointer_mut("/discriminator/propertyName")? = json!("race"),
        26 => drop(
            schema["discriminator"]
                .as_object_mut()?
                .shift_remove("mapping")?,
        ),
        27 => {
            let mapping = schema
                .pointer_mut("/discriminator/mapping")?
                .as_object_mut()?;
            let cat = mapping.shift_remove("cat")?;
            mapping.insert("lion".to_owned(), cat);
        }
        28 => schema["oneOf"][0]["nullable"] = schema.get("oneOf").map(|_| json!(true))?,
        29 => *schema = json!({"allOf": [schema.clone(), {"nullable": true}]}),
        _ => return None,
    }
    Some(())
}

const EDITS: usize = 60;

/// One edit of the calls.
fn edit_calls(contract: &mut Value, which: usize) {
    let make = &mut contract["paths"]["/pages"]["post"];
    match which {
        0 => drop(
            make["responses"]
                .as_object_mut()
                .unwrap()
                .shift_remove("404"),
        ),
        1 => make["tags"] = json!(["a"]),
        2 => make["deprecated"] = json!(true),
        3 => {
            make["callbacks"] = json!({"done": {"{$request.body#/url}": {"post": {"responses": {"200": {"description": ""}}}}}})
        }
        4 => make["responses"]["200"]["links"] = json!({"l": {"operationId": "getPage"}}),
        5 => {
            make["responses"]["503"] = json!({"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {"later": {"type": "integer"}}}}}})
        }
        6 => make["operationId"] = json!("buildPage"),
        7 => {
            contract["components"]["securitySchemes"] =
                json!({"unused": {"type": "http", "scheme": "basic"}})
        }
        8 => contract["paths"]["/pages"]["get"]["parameters"][0]["schema"]["default"] = json!(20),
        9 => contract["paths"]["/pages"]["get"]["parameters"][0]["required"] = json!(true),
        10 => drop(
            contract["paths"]["/pages"]["get"]["parameters"]
                .as_array_mut()
                .unwrap()
                .pop(),
        ),
        11 => {
            contract["paths"]["/pages/{id}"]["get"]["responses"]["200"]["headers"]["X-Age"]["schema"] =
                json!({"type": "string", "nullable": true})
        }
        12 => contract["servers"] = json!([]),
        13 => make["servers"] = json!([{"url": "https://example.com/other"}]),
        14 => drop(
            make["requestBody"]
                .as_object_mut()
                .unwrap()
                .shift_remove("required"),
        ),
        15 => make["responses"]["204"] = json!({"description": ""}),
        16 => make["responses"]["201"] = make["responses"]["404"].clone(),
        17 => {
            make["parameters"] =
                json!([{"name": "Accept", "in": "header", "schema": {"type": "string"}}])
        }
        18 => contract["paths"]["/pages"]["get"]["parameters"][0]["explode"] = json!(false),
        19 => {
            contract["paths"]["/pages"]["get"]["parameters"][0]["schema"]["nullable"] = json!(true)
        }
        20 => contract["paths"]["/pages"]["get"]["servers"] = contract["servers"].clone(),
        21 => {
            contract["components"]["schemas"]["DraftOwner"] =
                json!({"type": "object", "properties": {"z": {"type": "string"}}})
        }
        22 => {
            let schemas = contract["components"]["schemas"].as_object_mut().unwrap();
            let twin = schemas.shift_remove("Twin").unwrap();
            schemas.insert("twin".to_owned(), twin);
            *contract
                .pointer_mut("/components/schemas/Page/allOf/1/properties/twin")
                .unwrap() = json!({"$ref": "#/components/schemas/twin"});
        }
        23 => {
            contract["components"]["securitySchemes"] =
                json!({"key": {"type": "http", "scheme": "bearer"}});
            contract["security"] = json!([{"key": []}]);
        }
        _ => {
            contract["components"]["schemas"]["Unused"] =
                json!({"type": "object", "properties": {"a": {"type": "string"}}})
        }
    }
}

const CALL_EDITS: usize = 25;

fn code(value: &Value) -> Option<BTreeMap<String, String>> {
    let source = |name: &str| Source {
        name: name.to_owned(),
        bytes: Vec::new(),
    };
    let inputs = Inputs {
        contract: Contract {
            file: "small.json".to_owned(),
            sha256: String::new(),
            value: value.clone(),
        },
        overlays: Vec::new(),
        names: source("names.toml"),
        docs: source("docs.toml"),
        command: "a test".to_owned(),
    };
    Some(pipeline::review(&inputs).ok()?.code.files)
}

#[test]
fn the_report_agrees_with_the_generated_code() {
    let original = contract();
    let before = code(&original).expect("code");
    let mut schemas = Vec::new();
    places(&original, "", &mut schemas);
    let mut edited = Vec::new();
    let mut state: usize = 0x9E37_79B9;
    let mut random = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % limit
    };
    for which in 0..CALL_EDITS {
        let mut contract = original.clone();
        edit_calls(&mut contract, which);
        edited.push((format!("call {which}"), contract));
    }
    // Each kind of edit at several places.
    for which in 0..EDITS {
        let (mut made, mut tries) = (0, 0);
        while made < 3 && tries < 40 {
            tries += 1;
            let place = &schemas[random(schemas.len())];
            let mut contract = original.clone();
            let schema = contract.pointer_mut(place).expect("a schema");
            if edit(schema, which, random(97)).is_some() && contract != original {
                made += 1;
                edited.push((format!("edit {which} at {place}"), contract));
            }
        }
    }
    let (mut equal, mut different) = (0, 0);
    let mut faults = Vec::new();
    for (name, contract) in &edited {
        let Some(after) = code(contract) else {
            continue;
        };
        let changes = compare(&original, contract).changes;
        if after != before {
            different += 1;
            if changes.is_empty() {
                faults.push(format!("{name}: the code differs, and nothing is reported"));
            }
            continue;
        }
        equal += 1;
        let is_excused = |change: &Change| {
            // The errors of all operations are read into one type, which any of them may fill.
            ON_THE_WIRE.contains(&change.kind) || change.label().contains("response(4")
        };
        let breaking = changes.iter().filter(|one| one.class == Class::Breaking);
        for change in breaking.filter(|one| !is_excused(one)) {
            faults.push(format!(
                "{name}: the code is equal, and {} breaks {}",
                change.rule,
                change.label()
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(equal > 20 && different > 30, "{equal} {different}");
}
