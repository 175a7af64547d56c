//! Unions whose form typify changes.

use serde_json::json;

use crate::small::generated;

#[test]
fn branches_with_a_tag_and_one_more_field_keep_their_fields() {
    let branch = |tag: &str, content: serde_json::Value| {
        json!({"type": "object", "required": ["kind", "value"], "properties": {
            "kind": {"type": "string", "enum": [tag]}, "value": content
        }})
    };
    let contract = json!({
        "openapi": "3.0.3",
        "info": {"title": "", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "getA", "responses": {"200": {
            "description": "",
            "content": {"application/json": {"schema": {"type": "object", "properties": {
                "item": {"oneOf": [
                    branch("file", json!({"type": "string"})),
                    branch("size", json!({"type": "integer"}))
                ]}
            }}}}
        }}}}}
    });
    let code = generated("contract.json", &contract).unwrap().concat();
    assert!(code.contains("File(FileGetAResponseItem)"), "{code}");
    assert!(code.contains("pub value: String"), "{code}");
    assert!(code.contains("pub value: i64"), "{code}");
}
