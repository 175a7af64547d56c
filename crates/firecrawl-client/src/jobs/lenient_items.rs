//! Lists with an item of an unexpected type.

use firecrawl_api::read_json;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// Returns the items of a list; a list with an unexpected item was read into `extra`.
///
/// Each item keeps its index, from which the next page is computed. An unexpected
/// item is kept in the `extra` of an empty one.
pub(super) fn list<T: DeserializeOwned + Default>(
    read: Option<Vec<T>>,
    extra: &mut Map<String, Value>,
    field: &str,
    extra_of: fn(&mut T) -> &mut Map<String, Value>,
) -> Option<Vec<T>> {
    if read.is_some() {
        return read;
    }
    let values = extra.get_mut(field)?.as_array_mut().map(std::mem::take)?;
    extra.remove(field);
    let items = values.into_iter().map(|value| {
        // From its text, as responses are read: a reader of values would be compiled
        // for this rare case alone, for every type in a document.
        read_json(value.to_string().as_bytes()).unwrap_or_else(|_| {
            let mut item = T::default();
            extra_of(&mut item).insert(field.to_owned(), value);
            item
        })
    });
    Some(items.collect())
}
