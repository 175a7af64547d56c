//! Lists with an item of an unexpected type.

use std::borrow::Cow;

use firecrawl_api::{Lenient, read_json};
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

/// Adds the unexpected items of a list, which `extra` keeps as it came.
///
/// Each item keeps its index, from which the next page is computed. An unexpected
/// item is kept in the `extra` of an empty one.
pub(crate) fn complete<T: Lenient + Default>(
    list: &mut Vec<T>,
    extra: &mut Map<String, Value>,
    field: &str,
    extra_of: fn(&mut T) -> &mut Map<String, Value>,
) {
    let kept = extra.get_mut(field).and_then(Value::as_array_mut);
    let Some(values) = kept.map(std::mem::take) else {
        return;
    };
    extra.remove(field);
    let items = values.into_iter().map(|value| {
        read_json(json(&value).as_bytes()).unwrap_or_else(|_| {
            let mut item = T::default();
            extra_of(&mut item).insert(field.to_owned(), value);
            item
        })
    });
    *list = items.collect();
}

/// Returns the JSON of an item; one that a `Value` cannot hold is its own text.
fn json(item: &Value) -> Cow<'_, str> {
    match item {
        Value::String(text) if is_beyond_values(text) => Cow::Borrowed(text),
        item => Cow::Owned(item.to_string()),
    }
}

/// Returns true if a text is JSON that a `Value` cannot hold.
fn is_beyond_values(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_err() && serde_json::from_str::<IgnoredAny>(text).is_ok()
}
