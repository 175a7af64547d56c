//! Gives integers whose type is `u64` the format by which typify makes it.

use serde_json::{Value, json};

use super::{Context, each_schema};
use crate::json::UNSIGNED;
use openapi_document::Result;

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    each_schema(document, |map| {
        let facts = map.get("x-facts").unwrap_or(&Value::Null);
        // A number with a unit becomes a duration, which takes an `i64`.
        let is_plain = facts["format"] == UNSIGNED && facts.get("x-unit").is_none();
        if is_plain && map.get("type") == Some(&json!("integer")) {
            map.insert("format".to_owned(), json!(UNSIGNED));
        }
    })
}
