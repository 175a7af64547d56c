//! Bounds of numbers and lengths: tighter, looser, or neither.

use std::cmp::Ordering;

use serde_json::Value;

use super::at::At;
use super::equal::same_data;
use super::walker::Walker;
use crate::kind::Kind;

/// Which way a limit shuts out values.
#[derive(Clone, Copy)]
enum Limit {
    /// A larger one is tighter.
    Lower,
    /// A smaller one is tighter.
    Upper,
    /// Only its presence can be judged.
    Other,
}

const TIGHTER_LOOSER_CHANGED: [[Kind; 3]; 2] = [
    [
        Kind::BoundTightened,
        Kind::BoundLoosened,
        Kind::BoundChanged,
    ],
    [
        Kind::LengthTightened,
        Kind::LengthLoosened,
        Kind::LengthChanged,
    ],
];

impl<'d> Walker<'d> {
    /// Compares the bounds and the lengths of two schemas.
    pub(super) fn numbers(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let [bound, length] = TIGHTER_LOOSER_CHANGED;
        for (key, limit, kinds) in [
            ("minimum", Limit::Lower, bound),
            ("exclusiveMinimum", Limit::Lower, bound),
            ("maximum", Limit::Upper, bound),
            ("exclusiveMaximum", Limit::Upper, bound),
            ("multipleOf", Limit::Other, bound),
            ("minLength", Limit::Lower, length),
            ("minItems", Limit::Lower, length),
            ("minProperties", Limit::Lower, length),
            ("maxLength", Limit::Upper, length),
            ("maxItems", Limit::Upper, length),
            ("maxProperties", Limit::Upper, length),
        ] {
            let (before, after) = (stated(old, key), stated(new, key));
            let [tighter, looser, other] = kinds;
            let kind = match (before, after) {
                (None, None) => continue,
                (None, Some(_)) => tighter,
                (Some(_), None) => looser,
                (Some(before), Some(after)) if same_data(before, after) => continue,
                (Some(before), Some(after)) => match (order(before, after), limit) {
                    (Some(Ordering::Less), Limit::Lower)
                    | (Some(Ordering::Greater), Limit::Upper) => tighter,
                    (Some(Ordering::Greater), Limit::Lower)
                    | (Some(Ordering::Less), Limit::Upper) => looser,
                    _ => other,
                },
            };
            let shown =
                |value: Option<&Value>| value.map(|value| Value::from(format!("{key} {value}")));
            let values = (shown(before), shown(after));
            self.changed(unit, kind, old.pointer.clone(), new.pointer.clone(), values);
        }
        let kinds = [Kind::UniqueItemsAdded, Kind::UniqueItemsRemoved];
        self.flag(unit, old, new, "uniqueItems", kinds);
    }
}

/// A limit that shuts out something; `false` and a least length of zero do not.
fn stated<'d>(at: &At<'d>, key: &str) -> Option<&'d Value> {
    let value = at.value.get(key)?;
    let is_length = ["minLength", "minItems", "minProperties"].contains(&key);
    let says_nothing = *value == Value::Bool(false) || (is_length && value.as_f64() == Some(0.0));
    (!says_nothing).then_some(value)
}

fn order(old: &Value, new: &Value) -> Option<Ordering> {
    old.as_f64()?.partial_cmp(&new.as_f64()?)
}
