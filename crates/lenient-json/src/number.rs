//! Numbers: detection of integers.

use serde_json::Number;

/// The largest integer up to which every integer is exactly representable as a float.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// Returns the number if it is an integer, also if it was written as `5.0` or `5e0`.
///
/// A float beyond the exact range may already differ from the number in the input, and is not
/// converted.
pub(crate) fn to_i64(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let float = number.as_f64().filter(|float| is_exact(*float));
        float.map(|float| float as i64)
    })
}

/// Returns the number if it is an integer from 0 on, as [`to_i64`] does.
pub(crate) fn to_u64(number: &Number) -> Option<u64> {
    let small = || to_i64(number)?.try_into().ok();
    number.as_u64().or_else(small)
}

/// Returns the number as a float, unless that would round an integer.
pub(crate) fn to_f64(number: &Number) -> Option<f64> {
    let float = number.as_f64().filter(|float| float.is_finite())?;
    let integer = number.is_i64() || number.is_u64();
    (!integer || is_exact(float)).then_some(float)
}

/// Returns true if a float is an integer, and exactly the one that was written.
pub(crate) fn is_exact(float: f64) -> bool {
    float.fract() == 0.0 && float.abs() <= EXACT
}
