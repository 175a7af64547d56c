//! Values made from a schema.
use serde_json::Value;
pub fn from_answer_schema(_schema: &Value) -> Value {
    Value::Null
}
