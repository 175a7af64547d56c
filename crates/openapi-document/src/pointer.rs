//! JSON pointers and references.

use std::collections::HashSet;

use serde_json::{Value, json};

/// The prefix of a reference to a component schema.
pub const SCHEMA_PREFIX: &str = "#/components/schemas/";

/// Appends one segment to a JSON pointer, escaped by RFC 6901.
pub fn join(pointer: &str, segment: &str) -> String {
    let mut joined = String::with_capacity(pointer.len() + segment.len() + 1);
    joined.push_str(pointer);
    push(&mut joined, segment);
    joined
}

/// Appends one segment to a JSON pointer in place, escaped by RFC 6901.
pub fn push(pointer: &mut String, segment: &str) {
    pointer.push('/');
    for part in segment.split_inclusive(['~', '/']) {
        match part.as_bytes().last() {
            Some(b'~') => pointer.extend([&part[..part.len() - 1], "~0"]),
            Some(b'/') => pointer.extend([&part[..part.len() - 1], "~1"]),
            _ => pointer.push_str(part),
        }
    }
}

/// Returns the segments of a JSON pointer without their escapes.
pub fn segments(pointer: &str) -> Vec<String> {
    pointer
        .split('/')
        .skip(1)
        .map(|segment| segment.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// Returns the name of the component schema that a schema refers to.
pub fn schema_ref(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(SCHEMA_PREFIX)
}

/// Makes a reference to a component schema.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("{SCHEMA_PREFIX}{name}") })
}

/// Follows the references of a value within its document.
///
/// A value without a reference is returned as it is, and so is one whose reference leads nowhere,
/// in a circle or out of the document.
pub fn resolve<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    target(document, value).map_or(value, |(_, target)| target)
}

/// Returns the pointer and the value behind the references of a value, if they lead somewhere.
pub fn target<'d>(document: &'d Value, value: &'d Value) -> Option<(&'d str, &'d Value)> {
    let mut followed = HashSet::new();
    let mut found = None;
    let mut value = value;
    while let Some(Value::String(reference)) = value.get("$ref") {
        let pointer = reference.strip_prefix('#')?;
        value = document.pointer(pointer)?;
        if !followed.insert(pointer) {
            return None;
        }
        found = Some((pointer, value));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_followed_to_their_end() {
        let document = json!({
            "a": {"$ref": "#/b"}, "b": {"$ref": "#/c~1d"}, "c/d": {"x": 1},
            "round": {"$ref": "#/round"}, "nowhere": {"$ref": "#/no"}, "abroad": {"$ref": "x.json"}
        });
        let behind = |name: &str| target(&document, &document[name]).map(|(pointer, _)| pointer);
        assert_eq!(behind("a"), Some("/c~1d"));
        for stays in ["round", "nowhere", "abroad", "c/d"] {
            assert_eq!(behind(stays), None, "{stays}");
            assert_eq!(resolve(&document, &document[stays]), &document[stays]);
        }
    }

    #[test]
    fn segments_are_escaped_and_read_back() {
        let pointer = join(&join("", "a/b"), "c~d");
        assert_eq!(pointer, "/a~1b/c~0d");
        assert_eq!(segments(&pointer), ["a/b", "c~d"]);
    }
}
