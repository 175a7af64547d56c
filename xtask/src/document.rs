//! JSON pointers and walks over an OpenAPI document held as a `serde_json::Value`.

use serde_json::{Map, Value};

/// The HTTP methods that a path item may hold, in the order in which they are listed.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Appends one segment to a JSON pointer, escaped by RFC 6901.
pub fn join(pointer: &str, segment: &str) -> String {
    format!("{pointer}/{}", segment.replace('~', "~0").replace('/', "~1"))
}

/// The component schema that a schema refers to, if it is a bare reference into the components.
pub fn schema_ref(schema: &Value) -> Option<&str> {
    schema
        .get("$ref")?
        .as_str()?
        .strip_prefix("#/components/schemas/")
}

/// A reference to a component schema.
pub fn reference(name: &str) -> Value {
    let mut map = Map::new();
    map.insert(
        "$ref".to_owned(),
        Value::String(format!("#/components/schemas/{name}")),
    );
    Value::Object(map)
}
