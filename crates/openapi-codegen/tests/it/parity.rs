//! Everything that progenitor generates is generated here too, without `--lenient`.

use std::fs;
use std::path::Path;

use openapi_codegen::preflight::catch_panic;
use serde_json::{Value, json};

use crate::small::run_as;

/// Returns true if progenitor makes code of a contract, without a panic or an error.
fn is_taken(contract: &Value) -> bool {
    let Ok(document) = serde_json::from_value(contract.clone()) else {
        return false;
    };
    let code = catch_panic(|| {
        progenitor::Generator::default()
            .generate_tokens(&document)
            .ok()
    });
    code.ok().flatten().is_some()
}

/// The contract with each feature, split: one contract for each path and each schema.
fn features() -> Vec<(String, Value)> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contracts/features.json");
    let all: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let with = |paths: Value| {
        let mut contract = all.clone();
        contract["paths"] = paths;
        contract
    };
    let paths = all["paths"].as_object().unwrap().iter();
    let paths = paths.map(|(path, item)| (path.clone(), with(json!({path: item}))));
    let schemas = all["components"]["schemas"].as_object().unwrap().keys();
    let schemas = schemas.map(|name| {
        let value = json!({"$ref": format!("#/components/schemas/{name}")});
        let body = json!({"type": "object", "properties": {"value": value}});
        let content = json!({"application/json": {"schema": body}});
        let operation = json!({
            "operationId": "send",
            "requestBody": {"content": content},
            "responses": {"200": {"description": "", "content": content}}
        });
        (name.clone(), with(json!({"/a": {"post": operation}})))
    });
    paths.chain(schemas).collect()
}

/// Leaves of the components what an operation refers to, over any number of others.
fn prune(contract: &mut Value) {
    fn names(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                let text = map.get("$ref").and_then(Value::as_str);
                found.extend(
                    text.and_then(|text| text.rsplit('/').next())
                        .map(str::to_owned),
                );
                map.values().for_each(|value| names(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| names(value, found)),
            Value::String(text) => {
                let name = text.rsplit('/').next().filter(|_| text.starts_with("#/"));
                found.extend(name.map(str::to_owned));
            }
            _ => {}
        }
    }
    let mut open = Vec::new();
    names(&contract["paths"], &mut open);
    let mut reached = Vec::new();
    let schemas = contract["components"]["schemas"].clone();
    while let Some(name) = open.pop() {
        if !reached.contains(&name) {
            names(&schemas[&name], &mut open);
            reached.push(name);
        }
    }
    let schemas = contract["components"]["schemas"].as_object_mut().unwrap();
    schemas.retain(|name, _| reached.contains(name));
}

#[test]
fn everything_that_progenitor_takes_is_taken() {
    let mut taken = 0;
    let mut refused = Vec::new();
    for (name, mut contract) in features() {
        prune(&mut contract);
        if is_taken(&contract) {
            taken += 1;
        }
        // Those too that progenitor does not take.
        if let Err(error) = run_as("features.json", &contract, false) {
            refused.push(format!("{name}: {error}"));
        }
    }
    assert!(taken > 150, "{taken}");
    assert_eq!(refused, Vec::<String>::new());
}
