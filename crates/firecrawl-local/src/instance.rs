//! Values made from a schema.

use serde_json::Value;

/// A value that a JSON Schema accepts.
pub fn from_json_schema(_schema: &Value) -> Value {
    Value::Object(serde_json::Map::new())
}
