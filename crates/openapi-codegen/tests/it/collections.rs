//! Lists, maps and texts of responses that are empty if they are absent.

use serde_json::{Value, json};

use crate::small::generated;

/// The code of a schema that is sent and of the same one that is received.
pub fn code(properties: &Value, required: &Value) -> (String, String) {
    let content = |more: &str| {
        let mut properties = properties.clone();
        properties[more] = json!({"type": "string"});
        let schema = json!({"type": "object", "required": required, "properties": properties});
        json!({"content": {"application/json": {"schema": schema}}, "description": ""})
    };
    let contract = json!({
        "openapi": "3.0.3",
        "info": {"title": "", "version": "1"},
        "paths": {"/a": {"post": {
            "operationId": "postA",
            "requestBody": content("sent"),
            "responses": {"200": content("received")}
        }}}
    });
    let files = generated("contract.json", &contract).unwrap();
    let find = |name: &str| {
        let file = files
            .iter()
            .find(|file| file.contains(&format!("pub struct {name} ")));
        file.unwrap().clone()
    };
    (find("PostARequest"), find("PostAResponse"))
}

#[test]
fn an_absent_list_or_map_of_a_response_is_empty() {
    let list = json!({"type": "array", "items": {"type": "string"}, "nullable": true});
    let numbers = json!({"type": "object", "additionalProperties": {"type": "number"}});
    let (sent, received) = code(&json!({"links": list, "sizes": numbers}), &json!([]));
    for expected in [
        "pub links: Vec<String>,",
        "pub sizes: BTreeMap<String, f64>,",
        "lenient_json::collection(\"links\")",
        "lenient_json::collection(\"sizes\")",
        "#[derive(Clone, Debug, Default, PartialEq)]",
    ] {
        assert!(received.contains(expected), "{expected}\n{received}");
    }
    assert!(
        sent.contains("pub links: Option<Option<Vec<String>>>,"),
        "{sent}"
    );
}

#[test]
fn a_required_list_of_a_response_may_be_null_all_the_same() {
    let list = json!({"type": "array", "items": {"type": "string"}});
    let (sent, received) = code(&json!({"links": list}), &json!(["links"]));
    assert!(received.contains("pub links: Vec<String>,"), "{received}");
    let collection = "lenient_json::collection(\"links\")";
    assert!(received.contains(collection), "{received}");
    assert!(!sent.contains(collection), "{sent}");
}

#[test]
fn a_record_with_a_required_text_still_has_empty_lists_and_a_default() {
    let list = json!({"type": "array", "items": {"type": "string"}});
    let properties = json!({"id": {"type": "string"}, "links": list});
    let (sent, received) = code(&properties, &json!(["id"]));
    for expected in [
        "pub id: String,",
        "lenient_json::collection(\"links\")",
        "#[derive(Clone, Debug, Default, PartialEq)]",
    ] {
        assert!(received.contains(expected), "{expected}\n{received}");
    }
    assert!(!sent.contains("Default, PartialEq"), "{sent}");
}

#[test]
fn a_list_whose_absence_has_a_meaning_stays_optional() {
    let list = json!({
        "type": "array", "items": {"type": "string"}, "x-absent-is-not-empty": true
    });
    let (_, received) = code(&json!({"links": list}), &json!([]));
    assert!(
        received.contains("pub links: Option<Vec<String>>,"),
        "{received}"
    );
}

#[test]
fn a_text_whose_absence_says_nothing_is_a_value() {
    let name = json!({"type": "string", "nullable": true, "x-absent-is-empty": true});
    let state = json!({"type": "string", "enum": ["on", "off"], "x-absent-is-empty": true});
    let size = json!({"type": "integer", "x-absent-is-empty": true});
    let properties = json!({
        "name": name, "state": state, "size": size, "note": {"type": "string"}
    });
    let (sent, received) = code(&properties, &json!([]));
    for expected in [
        "    /// The value of `name`.\n    ///\n    /// Empty if the service sends none.\n    pub name: String,",
        "pub state: PostAResponseState,",
        "lenient_json::text(\"name\")",
        "lenient_json::text(\"state\")",
        // Only texts have an empty value that says as little as none.
        "pub size: Option<i64>,",
        "pub note: Option<String>,",
        "lenient_json::optional(\"note\")",
        "#[derive(Clone, Debug, Default, PartialEq)]",
    ] {
        assert!(received.contains(expected), "{expected}\n{received}");
    }
    assert!(sent.contains("pub name: Option<Option<String>>,"), "{sent}");
}

#[test]
fn a_required_text_whose_absence_says_nothing_may_be_missing() {
    let name = json!({"type": "string", "x-absent-is-empty": true});
    let (sent, received) = code(&json!({"name": name}), &json!(["name"]));
    assert!(
        received.contains("lenient_json::text(\"name\")"),
        "{received}"
    );
    assert!(sent.contains("lenient_json::required(\"name\""), "{sent}");
}

#[test]
fn a_list_of_a_response_may_come_as_its_only_item() {
    let list = json!({"type": "array", "items": {"type": "integer"}, "x-may-be-one": true});
    let (_, received) = code(&json!({"sizes": list}), &json!([]));
    for expected in [
        "pub sizes: OneOrMany<i64>,",
        "lenient_json::collection(\"sizes\")",
        "#[derive(Clone, Debug, Default, PartialEq)]",
    ] {
        assert!(received.contains(expected), "{expected}\n{received}");
    }
}
