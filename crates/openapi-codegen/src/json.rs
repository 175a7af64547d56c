//! Short access to the parts of a document, and to the files beside it.

use indexmap::IndexSet;
use openapi_document::{Error, METHODS, Result};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// The key beside the paths that holds the operations that are written by hand.
pub(crate) const HAND_WRITTEN: &str = "x-hand-written";

/// The key of a list or map in a response whose absence says something else than its emptiness.
pub(crate) const ABSENT: &str = "x-absent-is-not-empty";

/// The key of a text in a response whose absence says the same as its emptiness.
pub(crate) const EMPTY: &str = "x-absent-is-empty";

/// The key of a schema that accepts nothing but `null`.
pub(crate) const NULL: &str = "x-null";

/// The key of a reference to an enum of texts.
pub(crate) const TO_TEXTS: &str = "x-to-texts";

/// The key of an enum of texts beside which any other text is a value.
pub(crate) const OPEN: &str = "x-open";

/// The key of a list in a response that may come as its only item.
pub(crate) const MAY_BE_ONE: &str = "x-may-be-one";

/// The key of a value whose type another crate has, with the path of that type.
pub(crate) const FOREIGN: &str = "x-foreign";

/// The key of a field in a response that most values lack.
pub(crate) const RARE: &str = "x-rare";

/// The key of what only some of the places of a type declare.
pub(crate) const AT: &str = "x-at";

/// The format of an integer whose type is `u64`.
pub(crate) const UNSIGNED: &str = "uint64";

/// True of a response whose body may be missing.
pub(crate) const OPTIONAL: &str = "x-optional";

/// The key of the union of all webhooks at the top of a document.
pub(crate) const EVENT: &str = "x-event";

/// Returns a reference without the facts of its place.
pub(crate) fn bare_reference(reference: &Value) -> Value {
    let members = openapi_document::members(Some(reference));
    let members = members.filter(|(key, _)| *key == "$ref" || *key == TO_TEXTS);
    let members = members.map(|(key, value)| (key.clone(), value.clone()));
    Value::Object(members.collect())
}

/// Returns the elements of the list at a key; none if there is no list.
pub(crate) fn elements<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Returns the members of the object at a key; none if there is no object.
pub(crate) fn object<'a>(
    value: &'a Value,
    key: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    openapi_document::members(value.get(key))
}

/// Returns the text at a key.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value[key].as_str()
}

/// Returns true if a value has a type; without a known type, every value has.
pub(crate) fn is_of_type(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

/// Adds the elements that the list at a key lacks.
pub(crate) fn add_elements<'a>(
    value: &mut Value,
    key: &str,
    more: impl IntoIterator<Item = &'a Value>,
) {
    let mut list: IndexSet<Value> = elements(value, key).iter().cloned().collect();
    list.extend(more.into_iter().cloned());
    if !list.is_empty() {
        value[key] = list.into_iter().collect();
    }
}

/// Takes an operation out of the document, and its path if that has no other.
pub(crate) fn take_operation(document: &mut Value, path: &str, method: &str) -> Option<Value> {
    take_method(document.get_mut("paths")?, path, method)
}

/// Takes a method out of an item of the paths or the webhooks, and the item if it has no other.
pub(crate) fn take_method(items: &mut Value, name: &str, method: &str) -> Option<Value> {
    let items = items.as_object_mut()?;
    let item = items.get_mut(name)?.as_object_mut()?;
    let operation = item.shift_remove(method);
    if !item.keys().any(|key| METHODS.contains(&key.as_str())) {
        items.shift_remove(name);
    }
    operation
}

/// Returns true if an overlay adds an operation or field that is in use but not promised.
pub(crate) fn is_observed(value: &Value) -> bool {
    value["x-observed"] == true
}

/// Adds the facts that a schema lacks.
pub(crate) fn add_facts(schema: &mut Map<String, Value>, facts: Map<String, Value>) {
    let own = schema.entry("x-facts").or_insert_with(|| json!({}));
    if let Some(own) = own.as_object_mut() {
        for (key, value) in facts {
            own.entry(key).or_insert(value);
        }
        if own.is_empty() {
            schema.shift_remove("x-facts");
        }
    }
}

/// Parses one of the files that people write, of which messages name the kind and the tables.
pub(crate) fn toml<T: DeserializeOwned>(
    file: &str,
    text: &str,
    kind: &str,
    tables: &str,
) -> Result<T> {
    toml::from_str(text).map_err(|error| {
        Error::new(format!("not a {kind} file"))
            .in_file(file)
            .caused_by(error.to_string().trim_end())
            .remedy(format!("correct it at that line; its tables are {tables}"))
    })
}
