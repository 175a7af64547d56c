//! The limits of numbers, lengths and counts, each judged with all keywords that set it.

use std::cmp::Ordering;

use serde_json::Value;

use super::cursor::Cursor;
use super::resolve::types;
use super::schema::change;
use super::walker::{Both, Walker};
use crate::kind::Kind;

/// The keywords that set limits.
pub const LIMITS: [&str; 11] = [
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "minItems",
    "minProperties",
    "maxLength",
    "maxItems",
    "maxProperties",
];

/// The limits of lengths and counts, with the order of the old and the new one by which each gets
/// tighter.
const LENGTHS: [(&str, Ordering); 6] = [
    ("minLength", Ordering::Less),
    ("minItems", Ordering::Less),
    ("minProperties", Ordering::Less),
    ("maxLength", Ordering::Greater),
    ("maxItems", Ordering::Greater),
    ("maxProperties", Ordering::Greater),
];

/// The least or the greatest value of a number.
struct Bound<'d> {
    /// The keyword.
    key: &'static str,
    /// The value as it is written.
    value: &'d Value,
    /// The value, and 1 if it is itself excluded.
    limit: (f64, u8),
}

impl Bound<'_> {
    fn shown(&self) -> Value {
        Value::from(format!("{} {}", self.key, self.value))
    }
}

impl<'d> Walker<'d> {
    /// Compares all limits.
    pub(super) fn limits(&mut self, at: &Both<'d>) {
        for keys in [
            ["minimum", "exclusiveMinimum"],
            ["maximum", "exclusiveMaximum"],
        ] {
            self.bound(at, keys);
        }
        self.divisor(at);
        for (key, tighter) in LENGTHS {
            let value = |at: &Cursor<'d>| {
                let value = at.look(key)?;
                // A least length of zero excludes nothing.
                (tighter == Ordering::Greater || value.as_f64() != Some(0.0)).then_some(value)
            };
            let (old, new) = (value(&at.old), value(&at.new));
            let numbers = old.and_then(Value::as_f64).zip(new.and_then(Value::as_f64));
            let order = numbers.and_then(|(old, new)| old.partial_cmp(&new));
            let kinds = match order {
                Some(order) if order == tighter => [Kind::LengthTightened; 2],
                Some(order) if order == tighter.reverse() => [Kind::LengthLoosened; 2],
                _ => [Kind::LengthTightened, Kind::LengthChanged],
            };
            if let Some(kind) = change(old, new, kinds) {
                let shown = |value: &Value| Value::from(format!("{key} {value}"));
                self.stated(at, key, kind, (old.map(shown), new.map(shown)));
            }
        }
    }

    /// Compares the least or the greatest number, which two keywords set, one of them without the
    /// number itself.
    fn bound(&mut self, at: &Both<'d>, keys: [&'static str; 2]) {
        let (old, new) = (bound(&at.old, keys), bound(&at.new, keys));
        let tighter = match keys[0] {
            "minimum" => Ordering::Less,
            _ => Ordering::Greater,
        };
        let order = |old: &Bound<'_>, new: &Bound<'_>| {
            let order = old.limit.0.partial_cmp(&new.limit.0);
            // One that excludes the number itself is tighter.
            let excluded = old.limit.1.cmp(&new.limit.1);
            let excluded = if tighter == Ordering::Less {
                excluded
            } else {
                excluded.reverse()
            };
            order.map_or(Ordering::Equal, |order| order.then(excluded))
        };
        let kind = match (&old, &new) {
            (None, None) => return,
            (None, Some(_)) => Kind::BoundTightened,
            (Some(_), None) => Kind::BoundLoosened,
            (Some(old), Some(new)) => match order(old, new) {
                Ordering::Equal => return,
                order if order == tighter => Kind::BoundTightened,
                _ => Kind::BoundLoosened,
            },
        };
        let place = |at: &Cursor<'d>, bound: &Option<Bound<'d>>| {
            let key = bound.as_ref().map_or(keys[0], |bound| bound.key);
            at.stating(key).clone()
        };
        let place = at.with((place(&at.old, &old), place(&at.new, &new)));
        let values = (
            old.as_ref().map(Bound::shown),
            new.as_ref().map(Bound::shown),
        );
        self.changed(&place, kind, values);
    }

    /// Compares the number of which all values are multiples.
    fn divisor(&mut self, at: &Both<'d>) {
        const KEY: &str = "multipleOf";
        let value = |at: &Cursor<'d>| {
            let value = at.look(KEY)?;
            let says_nothing = is_whole(at) && value.as_f64() == Some(1.0);
            (!says_nothing).then_some(value)
        };
        let (old, new) = (value(&at.old), value(&at.new));
        let divides = |one: f64, other: f64| one != 0.0 && (other / one).fract() == 0.0;
        let numbers = old.and_then(Value::as_f64).zip(new.and_then(Value::as_f64));
        let kinds = match numbers {
            Some((old, new)) if divides(old, new) => [Kind::BoundTightened; 2],
            Some((old, new)) if divides(new, old) => [Kind::BoundLoosened; 2],
            _ => [Kind::BoundTightened, Kind::BoundChanged],
        };
        if let Some(kind) = change(old, new, kinds) {
            let shown = |value: &Value| Value::from(format!("{KEY} {value}"));
            self.stated(at, KEY, kind, (old.map(shown), new.map(shown)));
        }
    }
}

fn is_whole(at: &Cursor<'_>) -> bool {
    types(at).iter().eq(["integer"].iter())
}

/// Returns the tightest of the bounds that a schema and its parts set.
fn bound<'d>(at: &Cursor<'d>, [plain, exclusive]: [&'static str; 2]) -> Option<Bound<'d>> {
    let is_least = plain == "minimum";
    let is_whole = is_whole(at);
    let normal = |key, value: &'d Value, is_excluded: bool| {
        let number = value.as_f64()?;
        let limit = match (is_whole, is_least) {
            (false, _) => (number, u8::from(is_excluded)),
            (true, true) if is_excluded => (number.floor() + 1.0, 0),
            (true, true) => (number.ceil(), 0),
            (true, false) if is_excluded => (number.ceil() - 1.0, 0),
            (true, false) => (number.floor(), 0),
        };
        Some(Bound { key, value, limit })
    };
    let own = |at: &Cursor<'d>| {
        let (value, other) = (at.value.get(plain), at.value.get(exclusive));
        let is_excluded = other == Some(&Value::Bool(true));
        let key = if is_excluded { exclusive } else { plain };
        let inclusive = value.and_then(|value| normal(key, value, is_excluded));
        let exclusive = other.and_then(|value| normal(exclusive, value, true));
        inclusive.into_iter().chain(exclusive)
    };
    let tightest = |one: Bound<'d>, other: Bound<'d>| {
        let order = one.limit.partial_cmp(&other.limit)?;
        let excluded = one.limit.0 == other.limit.0;
        let is_first = match order {
            Ordering::Equal => true,
            Ordering::Greater => is_least || excluded,
            Ordering::Less => !is_least && !excluded,
        };
        Some(if is_first { one } else { other })
    };
    let mut all = at.each().flat_map(own);
    let first = all.next()?;
    all.try_fold(first, tightest)
}
