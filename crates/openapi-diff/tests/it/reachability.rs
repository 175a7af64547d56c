//! A schema that only one contract has is reported with the operations that lead to it.

use openapi_diff::{Side, compare};
use serde_json::{Value, json};

use crate::contracts::contract;

fn next() -> Value {
    let mut next = contract();
    let schemas = &mut next["components"]["schemas"];
    schemas["Lamp"] =
        json!({"type": "object", "properties": {"beam": {"$ref": "#/components/schemas/Beam"}}});
    schemas["Beam"] = json!({"type": "object", "properties": {"color": {"type": "string"}}});
    schemas["Unused"] = json!({"type": "object", "properties": {"dark": {"type": "boolean"}}});
    let lamp = json!({"$ref": "#/components/schemas/Lamp"});
    let map = &mut next["paths"]["/map"]["post"];
    map["operationId"] = json!("drawMap");
    let request = &mut map["requestBody"]["content"]["application/json"]["schema"]["properties"];
    request["lamp"] = lamp.clone();
    next["paths"]["/lighthouse"] = json!({"get": {"operationId": "getLighthouse", "responses": {
        "200": {"content": {"application/json": {"schema": lamp}}, "description": ""}
    }}});
    next
}

#[test]
fn a_schema_that_comes_or_goes_names_its_operations() {
    let (old, new) = (contract(), next());
    for (report, rule, of_map) in [
        (compare(&old, &new), "schema-added", "drawMap"),
        // The operation has its name of the new contract everywhere.
        (compare(&new, &old), "schema-removed", "mapUrls"),
    ] {
        let users = |name: &str| -> Vec<(String, Vec<Side>)> {
            let found = report.changes.iter().filter(|change| change.rule == rule);
            let mut found = found.filter(|change| change.label() == name);
            let change = found.next().expect(name);
            assert!(found.next().is_none());
            let reached = change.operations.iter();
            reached
                .map(|one| (one.operation.clone(), one.sides.clone()))
                .collect()
        };
        let mut both = vec![
            (of_map.to_owned(), vec![Side::Request]),
            ("getLighthouse".to_owned(), vec![Side::Response]),
        ];
        both.sort();
        assert_eq!(users("Lamp"), both);
        assert_eq!(users("Beam"), both);
        assert_eq!(users("Unused"), []);
    }
}
