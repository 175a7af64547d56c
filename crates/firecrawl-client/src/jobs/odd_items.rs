//! Lists that were not read because one item is odd.

use firecrawl_api::read_json;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The items of a list; where one is odd, the whole list stands in `extra`.
///
/// Each keeps its place, by which a next page is found. What cannot be read is
/// kept in the `extra` of an empty item.
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
        // From its text, as answers are read: a reader of values would be compiled
        // for this rare case alone, for all that a document can hold.
        read_json(value.to_string().as_bytes()).unwrap_or_else(|_| {
            let mut item = T::default();
            extra_of(&mut item).insert(field.to_owned(), value);
            item
        })
    });
    Some(items.collect())
}
