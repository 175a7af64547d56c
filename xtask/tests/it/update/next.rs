//! A contract that could come next: the vendored one with changes of each kind, and with prose.

use std::fs;

use openapi_document::{each_operation_mut, each_schema_mut};
use serde_json::{Value, json};

use crate::scratch::{Scratch, contract};

/// Possible upstream changes between two days.
pub fn next() -> Value {
    let mut next = contract();
    let schemas = &mut next["components"]["schemas"];
    let options = &mut schemas["ScrapeOptions"]["properties"];
    options["moonPhase"] = json!({"type": "string"});
    // What is only observed today.
    options["fastMode"] = json!({"type": "boolean"});
    let formats = &mut schemas["Formats"]["items"]["oneOf"];
    formats.as_array_mut().unwrap().insert(
        0,
        json!({
            "type": "object", "title": "Attributes", "required": ["type"],
            "properties": {"type": {"type": "string", "enum": ["attributes"]}}
        }),
    );
    // What an overlay corrects today.
    schemas["ScrapeResponse"]["properties"]["data"]["properties"]["metadata"]["properties"]["timezone"] =
        json!({"type": "string"});
    let request = schemas["MonitorCreateRequest"]["properties"].as_object_mut();
    assert!(request.unwrap().remove("notification").is_some());
    let status = &mut schemas["MonitorCheck"]["properties"]["status"]["enum"];
    status.as_array_mut().unwrap().push(json!("paused_by_moon"));
    let paths = next["paths"].as_object_mut().unwrap();
    assert!(paths.remove("/team/queue-status").is_some());
    paths.insert(
        "/agent/threads/{id}".to_owned(),
        json!({"get": {
            "operationId": "getAgentThread",
            "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}
            ],
            "responses": {"200": {"description": ""}}
        }}),
    );
    paths.insert(
        "/lighthouse/{id}".to_owned(),
        json!({"get": {
            "operationId": "getLighthouse",
            "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "fog", "in": "query", "schema": {"type": "boolean"}}
            ],
            "responses": {"200": {"content": {"application/json": {"schema": {
                "type": "object",
                "properties": {
                    "beam": {"type": "string", "enum": ["red", "green"]},
                    "keeper": {"type": "object", "properties": {"name": {"type": "string"}}}
                }
            }}}, "description": ""}}
        }}),
    );
    next
}

/// A contract as it is published: with words at every place where they are usual.
pub fn with_prose(mut contract: Value, words: &str) -> Value {
    contract["info"]["description"] = json!(words);
    contract["info"]["contact"] = json!({"email": "a@example.org"});
    each_schema_mut(&mut contract, &mut |schema, _| {
        if schema.is_object() && schema.get("$ref").is_none() {
            schema["description"] = json!(words);
            schema["example"] = json!(words);
        }
        Ok(())
    })
    .unwrap();
    each_operation_mut(&mut contract, &mut |_, operation| {
        operation.insert("summary".to_owned(), json!(words));
        for response in operation["responses"].as_object_mut().unwrap().values_mut() {
            response["description"] = json!(words);
        }
        Ok(())
    })
    .unwrap();
    contract
}

/// A copy of the contract in another language: titles are translated, too.
pub fn translated() -> Value {
    let mut contract = with_prose(contract(), "Liest die Seite.");
    contract["info"]["title"] = json!("Die Schnittstelle");
    each_schema_mut(&mut contract, &mut |schema, _| {
        if let Some(title) = schema.get_mut("title") {
            *title = json!("Ein Titel");
        }
        Ok(())
    })
    .unwrap();
    contract
}

/// Writes a contract beside a scratch workspace and gives its path.
pub fn file(scratch: &Scratch, contract: &Value) -> String {
    let path = scratch.outside("next.json");
    fs::write(&path, serde_json::to_string_pretty(contract).unwrap()).unwrap();
    path
}

/// Updates a scratch workspace to a contract with its renames applied; returns the report as JSON.
pub fn follow(scratch: &Scratch, next: &Value, words: &[&str]) -> Value {
    let from = file(scratch, next);
    let start = ["update", "--from", &from, "--format", "json"];
    let outcome = scratch.run(&[&start[..], words].concat());
    assert_eq!(outcome.result, Ok(3), "{}", outcome.text);
    serde_json::from_str(&outcome.text).expect("a JSON report")
}

/// The option that carries the renames of a contract through.
pub const RENAMING: &[&str] = &["--apply-renames"];
