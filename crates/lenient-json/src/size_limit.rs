//! A limit on the memory that a text takes once it is read.
//!
//! A record takes the memory of all its fields, even if none of them is present: `{}` has two
//! bytes of JSON, and a document of many fields several hundred in memory. So each item of a list
//! or map is counted, and a text that would take many times its size is an error.

use std::cell::Cell;

use serde::de::Error;

/// The multiple of its size that a text may take.
const MULTIPLE: usize = 8;

/// The bytes that any text may take besides, so that small ones are never affected.
const ALWAYS: usize = 16 * 1024 * 1024;

/// The message of the error.
const MESSAGE: &str = "the items take many times the memory of their JSON";

thread_local! {
    /// The bytes that the rest of the text may take; unlimited outside of [`limited`].
    static LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
}

/// Resets the limit, also on a panic.
struct Restore(usize);

impl Drop for Restore {
    fn drop(&mut self) {
        LEFT.set(self.0);
    }
}

/// Reads a text of a size with its limit.
pub(crate) fn limited<T>(bytes: usize, read: impl FnOnce() -> T) -> T {
    let limit = bytes.saturating_mul(MULTIPLE).saturating_add(ALWAYS);
    let _restore = Restore(LEFT.replace(limit));
    read()
}

/// Counts an item of a list or map.
pub(crate) fn count<T, E: Error>() -> Result<(), E> {
    let left = LEFT.get().checked_sub(size_of::<T>());
    LEFT.set(left.ok_or_else(|| E::custom(MESSAGE))?);
    Ok(())
}

/// Returns whether [`read_json`](crate::read_json) failed because the value would take many times
/// the memory of its JSON.
pub fn is_too_large(error: &serde_json::Error) -> bool {
    error.is_data() && error.to_string().starts_with(MESSAGE)
}
