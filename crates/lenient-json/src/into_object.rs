//! Values that can be given for a JSON object.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

/// A value that can be given for a JSON object: a [`Map`], `json!({…})`, or pairs of names and values.
///
/// A JSON value that is not an object becomes an object that holds it under the name `value`.
pub trait IntoObject {
    /// Converts it.
    fn into_object(self) -> Map<String, Value>;
}

impl IntoObject for Map<String, Value> {
    fn into_object(self) -> Map<String, Value> {
        self
    }
}

impl IntoObject for Value {
    fn into_object(self) -> Map<String, Value> {
        match self {
            Self::Object(map) => map,
            other => [("value", other)].into_object(),
        }
    }
}

fn collect(
    pairs: impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>,
) -> Map<String, Value> {
    let pairs = pairs.into_iter();
    pairs
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}

impl<K: Into<String>, V: Into<Value>, const N: usize> IntoObject for [(K, V); N] {
    fn into_object(self) -> Map<String, Value> {
        collect(self)
    }
}

impl<K: Into<String>, V: Into<Value>> IntoObject for Vec<(K, V)> {
    fn into_object(self) -> Map<String, Value> {
        collect(self)
    }
}

impl<K: Into<String>, V: Into<Value>> IntoObject for BTreeMap<K, V> {
    fn into_object(self) -> Map<String, Value> {
        collect(self)
    }
}

impl<K: Into<String>, V: Into<Value>, S> IntoObject for HashMap<K, V, S> {
    fn into_object(self) -> Map<String, Value> {
        collect(self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn objects_and_pairs_are_taken_as_they_are() {
        let object = json!({"type": "object"});
        let expected = object.as_object().unwrap();
        assert_eq!(object.clone().into_object(), *expected);
        assert_eq!([("type", "object")].into_object(), *expected);
        assert_eq!(vec![("type", "object")].into_object(), *expected);
        assert_eq!(
            BTreeMap::from([("type", "object")]).into_object(),
            *expected
        );
        assert_eq!(HashMap::from([("type", "object")]).into_object(), *expected);
        assert_eq!(json!(7).into_object()["value"], 7);
    }
}
