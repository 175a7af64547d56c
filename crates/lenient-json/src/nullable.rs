//! Fields that distinguish `null` from an absent value.

use serde::{Deserialize, Deserializer};

/// Reads a field of type `Option<Option<T>>` in a derived struct: `null` is
/// `Some(None)`. The field also needs `#[serde(default)]`.
pub fn nullable<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}
