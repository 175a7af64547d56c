//! Numbers: which of them are whole, and how a float is written.

use std::collections::{BTreeMap, HashMap};

use serde::ser::{Error, Serialize, Serializer};
use serde_json::Number;

/// Up to here every whole number has a float of its own.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// Writes floats so that a whole one is written as an integer.
///
/// An answer's `7`, read into a float, is written as `7` again. A number that
/// is not finite is an error: JSON cannot carry it, and the usual `null` would
/// be refused by the server with no hint of the cause.
#[doc(hidden)]
pub fn serialize<T: Floats, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(serializer)
}

/// What [`serialize`] can write.
#[doc(hidden)]
pub trait Floats {
    /// Writes the value, whole floats as integers.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

impl Floats for f64 {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !self.is_finite() {
            Err(S::Error::custom(format_args!(
                "{self} cannot be written as JSON: use a finite number"
            )))
        } else if is_exact(*self) {
            serializer.serialize_i64(*self as i64)
        } else {
            serializer.serialize_f64(*self)
        }
    }
}

impl<T: Floats> Floats for Option<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => serializer.serialize_some(&Written(value)),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Floats> Floats for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }
}

impl<T: Floats> Floats for BTreeMap<String, T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Written(value))))
    }
}

impl<T: Floats> Floats for HashMap<String, T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Written(value))))
    }
}

struct Written<'a, T>(&'a T);

impl<T: Floats> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// The number if it is whole, also when written as `5.0` or `5e0`.
///
/// A float beyond the exact range may already be another number than the one
/// that was written, and is left as it is.
pub(super) fn to_i64(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let float = number.as_f64().filter(|float| is_exact(*float));
        float.map(|float| float as i64)
    })
}

/// The number as a float, unless that would round an integer.
pub(super) fn to_f64(number: &Number) -> Option<f64> {
    let float = number.as_f64().filter(|float| float.is_finite())?;
    let integer = number.is_i64() || number.is_u64();
    (!integer || is_exact(float)).then_some(float)
}

fn is_exact(float: f64) -> bool {
    float.fract() == 0.0 && float.abs() <= EXACT
}
