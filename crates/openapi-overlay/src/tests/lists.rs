//! Lists, of which most are sets.

use serde_json::json;

use super::rules::{fails, gives};

#[test]
fn a_list_takes_no_entry_that_it_holds() {
    gives(
        json!({"required": ["url", "id"]}),
        json!([{"target": "$", "update": {"required": ["id", "data", "url"]}}]),
        json!({"required": ["url", "id", "data"]}),
    );
    gives(
        json!({"tags": [{"name": "a"}, {"name": "b", "x": 1}]}),
        json!([{"target": "$.tags", "update": [{"x": 1, "name": "b"}, {"name": "c"}]}]),
        json!({"tags": [{"name": "a"}, {"name": "b", "x": 1}, {"name": "c"}]}),
    );
}

#[test]
fn a_list_takes_every_entry_that_is_new_to_it() {
    gives(
        json!({"x-order": [0]}),
        json!([{"target": "$['x-order']", "update": [1, 0, 1]}]),
        json!({"x-order": [0, 1, 1]}),
    );
}

#[test]
fn a_sequence_takes_every_entry() {
    let twice = json!([0, 1, 0, 1]);
    for keyword in ["default", "example", "examples", "const", "prefixItems"] {
        gives(
            json!({"schema": {keyword: [0]}}),
            json!([{"target": "$.schema", "update": {keyword: [1, 0, 1]}}]),
            json!({"schema": {keyword: twice}}),
        );
    }
    gives(
        json!({"example": {"required": [0]}, "enum": [[0], 1]}),
        json!([
            {"target": "$.example.required", "update": 0},
            {"target": "$.enum[0]", "update": [0]},
            {"target": "$.enum", "update": [1, 2]},
        ]),
        json!({"example": {"required": [0, 0]}, "enum": [[0, 0], 1, 2]}),
    );
    // Names and the schemas of a tuple are no values.
    let sets = json!({
        "properties": {"default": {"enum": [0, 1]}},
        "responses": {"default": {"tags": [0, 1]}},
        "prefixItems": [{"required": [0, 1]}],
    });
    let mut fewer = sets.clone();
    fewer["properties"]["default"]["enum"] = json!([0]);
    fewer["responses"]["default"]["tags"] = json!([0]);
    fewer["prefixItems"][0]["required"] = json!([0]);
    gives(
        fewer,
        json!([
            {"target": "$.properties.default.enum", "update": [0, 1]},
            {"target": "$.responses.default", "update": {"tags": [0, 1]}},
            {"target": "$.prefixItems[0].required", "update": [0, 1]},
        ]),
        sets,
    );
    fails(
        json!({"default": [0]}),
        json!([{"target": "$.default", "update": []}]),
        "overlay.json: /actions/0/update: action 0 on $.default: it changes nothing, the document \
         already has this value; upstream fixed this: delete the action, or mark it x-optional",
    );
}

#[test]
fn a_list_in_a_list_is_appended_as_an_entry() {
    gives(
        json!({"pairs": [[1, 2]]}),
        json!([{"target": "$.pairs", "update": [[3, 4]]}]),
        json!({"pairs": [[1, 2], [3, 4]]}),
    );
}
