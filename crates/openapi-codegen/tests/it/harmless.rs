//! Faults that are warnings without leniency too, because no value that is sent tells them apart.

use serde_json::json;

use crate::small::run_as;

#[test]
fn values_that_are_there_twice_and_endless_properties_are_warnings() {
    let lamp = json!({
        "type": "object",
        "required": ["kind", "next"],
        "properties": {
            "kind": {"type": "string", "enum": ["desk", "floor", "desk"]},
            "next": {"$ref": "#/components/schemas/Lamp"}
        }
    });
    let body = json!({"$ref": "#/components/schemas/Lamp"});
    let contract = json!({
        "openapi": "3.0.3",
        "info": {"title": "Lamps", "version": "1"},
        "components": {"schemas": {"Lamp": lamp}},
        "paths": {"/lamps": {"get": {"operationId": "getLamp", "responses": {
            "200": {"description": "", "content": {"application/json": {"schema": body}}}
        }}}}
    });
    let run = run_as("lamps.json", &contract, false).unwrap();
    assert_eq!(
        run.findings.warnings,
        [
            "/components/schemas/Lamp/properties/kind: the value \"desk\" of the enum is there twice; ignored",
            "/components/schemas/Lamp: `next` would make every value infinitely large; not required",
        ]
    );
    assert!(run.findings.corrections.is_empty());
    let types = &run.code.files["types/responses.rs"];
    assert!(types.contains("pub next: Option<Box<Lamp>>"), "{types}");
    assert_eq!(types.matches("    Desk,").count(), 1, "{types}");
}
