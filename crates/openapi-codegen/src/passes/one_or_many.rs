//! Recognises "a text or a list of texts", which the crate has a type of its own for.
//!
//! typify would make an untagged enum of each. The schema becomes one that
//! accepts anything, and `x-one-or-many` says what it was.

use serde_json::{Map, Value, json};

use super::{Context, each_schema};
use openapi_document::Result;

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    each_schema(document, |map| {
        if is_one_or_many(map) {
            map.remove("oneOf");
            map.remove("anyOf");
            map.insert("x-one-or-many".to_owned(), json!("string"));
        }
    })
}

fn is_one_or_many(map: &Map<String, Value>) -> bool {
    let branches = map.get("oneOf").or_else(|| map.get("anyOf"));
    let is_list = |schema: &Value| schema["type"] == "array" && is_text(&schema["items"]);
    match branches.and_then(Value::as_array).map(Vec::as_slice) {
        Some([one, other]) => (is_text(one) && is_list(other)) || (is_list(one) && is_text(other)),
        _ => false,
    }
}

fn is_text(schema: &Value) -> bool {
    schema["type"] == "string" && schema.get("enum").is_none()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::tests::after;

    #[test]
    fn one_or_many_texts() {
        let document = after(
            super::run,
            json!({"components": {"schemas": {
                "A": {"nullable": true, "oneOf": [
                    {"type": "array", "items": {"type": "string"}}, {"type": "string"}
                ]},
                "B": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "integer"}}]}
            }}}),
        );
        let schemas = &document["components"]["schemas"];
        assert_eq!(
            schemas["A"],
            json!({"nullable": true, "x-one-or-many": "string"})
        );
        assert!(schemas["B"]["oneOf"].is_array());
    }
}
