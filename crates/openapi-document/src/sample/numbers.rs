//! Numbers within the bounds of a schema.

use serde_json::{Map, Number, Value};

/// Returns the value of a keyword that counts; `2.0` is a whole number in JSON Schema.
pub(super) fn count(schema: &Map<String, Value>, keyword: &str) -> Option<usize> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    bound(schema, keyword).map(|float| float as usize)
}

/// Returns an integer within the bounds; several salts give several integers.
pub(super) fn integer(schema: &Map<String, Value>, salt: usize) -> Option<i64> {
    let step = bound(schema, "multipleOf")
        .filter(|step| *step > 0.0)
        .unwrap_or(1.0);
    // A step of 0.5 or 1.5 allows whole numbers too.
    let step = (1..=10)
        .map(|n| step * f64::from(n))
        .find(|step| step.fract() == 0.0)?;
    let least = bound(schema, "minimum").map(f64::ceil);
    let above = bound(schema, "exclusiveMinimum").map(|limit| limit.floor() + 1.0);
    let lowest = tighter([least, above], f64::max);
    let most = bound(schema, "maximum").map(f64::floor);
    let below = bound(schema, "exclusiveMaximum").map(|limit| limit.ceil() - 1.0);
    let highest = tighter([most, below], f64::min);
    #[allow(clippy::cast_precision_loss)]
    let salt = salt as f64;
    let value = match (lowest, highest) {
        (Some(low), _) if low > 1.0 => (low / step).ceil() * step + salt * step,
        (_, Some(high)) if high < step => (high / step).floor() * step - salt * step,
        _ => step + salt * step,
    };
    let fits = lowest.is_none_or(|low| value >= low) && highest.is_none_or(|high| value <= high);
    #[allow(clippy::cast_possible_truncation)]
    (fits || salt > 0.0).then_some(value as i64)
}

/// Returns a number within the bounds; several salts give several numbers.
pub(super) fn number(schema: &Map<String, Value>, salt: usize) -> Option<Value> {
    if schema.contains_key("multipleOf") {
        return integer(schema, salt).map(Value::from);
    }
    let bounds = |keywords: [&str; 2]| keywords.map(|keyword| bound(schema, keyword));
    let lowest = tighter(bounds(["minimum", "exclusiveMinimum"]), f64::max);
    let highest = tighter(bounds(["maximum", "exclusiveMaximum"]), f64::min);
    #[allow(clippy::cast_precision_loss)]
    let salt = salt as f64;
    let value = match (lowest, highest) {
        (Some(low), Some(high)) => low + (high - low) / (2.0 + salt),
        (Some(low), None) => low.max(1.0) + 0.5 + salt,
        (None, Some(high)) => high.min(2.0) - 0.5 - salt,
        (None, None) => 1.5 + salt,
    };
    Number::from_f64(value).map(Value::Number)
}

fn bound(schema: &Map<String, Value>, keyword: &str) -> Option<f64> {
    schema.get(keyword).and_then(Value::as_f64)
}

/// Returns the tighter of two limits.
fn tighter(limits: [Option<f64>; 2], tighter: fn(f64, f64) -> f64) -> Option<f64> {
    limits.into_iter().flatten().reduce(tighter)
}
