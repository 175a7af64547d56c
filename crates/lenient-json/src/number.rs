//! Numbers: detection of integers, and serialization of floats.

use std::collections::BTreeMap;

use serde::ser::{Error, Serialize, Serializer};
use serde_json::Number;

/// The largest integer up to which every integer is exactly representable as a float.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// Serializes floats, those without a fraction as integers.
///
/// A `7` in a response, read into a float, is serialized as `7` again. A number that is not finite
/// is an error: JSON cannot represent it, and the server would reject the usual `null` without a
/// hint at the cause.
#[derive(Debug)]
pub struct Exact<'a, T>(pub &'a T);

/// A value that [`Exact`] serializes.
#[doc(hidden)]
pub trait Floats {
    /// Serializes the value, floats without a fraction as integers.
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
            Some(value) => serializer.serialize_some(&Exact(value)),
            None => serializer.serialize_none(),
        }
    }
}

impl<T: Floats> Floats for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Exact))
    }
}

impl<T: Floats> Floats for BTreeMap<String, T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Exact(value))))
    }
}

impl<T: Floats> Serialize for Exact<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// Returns the number if it is an integer, also if it was written as `5.0` or `5e0`.
///
/// A float beyond the exact range may already differ from the number in the input, and is not
/// converted.
pub(super) fn to_i64(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let float = number.as_f64().filter(|float| is_exact(*float));
        float.map(|float| float as i64)
    })
}

/// Returns the number as a float, unless that would round an integer.
pub(super) fn to_f64(number: &Number) -> Option<f64> {
    let float = number.as_f64().filter(|float| float.is_finite())?;
    let integer = number.is_i64() || number.is_u64();
    (!integer || is_exact(float)).then_some(float)
}

fn is_exact(float: f64) -> bool {
    float.fract() == 0.0 && float.abs() <= EXACT
}
