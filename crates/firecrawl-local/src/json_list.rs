//! Values of an object that become lists.

use serde_json::{Map, Value};

/// Adds a value under a name; a repeated one becomes a list.
pub fn append(object: &mut Map<String, Value>, name: &str, value: Value) {
    match object.get_mut(name) {
        None => {
            object.insert(name.to_owned(), value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}
