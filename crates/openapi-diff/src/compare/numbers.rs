//! Compares the bounds of numbers and lengths: tighter, looser, or neither.

use std::cmp::Ordering;

use serde_json::Value;

use super::cursor::Cursor;
use super::equal::same_data;
use super::walker::{Both, Walker};
use crate::kind::Kind;

/// Compares as a lower limit, an upper limit, or not at all.
#[derive(Clone, Copy)]
enum Limit {
    Lower,
    Upper,
    Other,
}

impl<'d> Walker<'d> {
    /// Compares the bounds and the lengths of two schemas.
    pub(super) fn numbers(&mut self, at: &Both<'d>) {
        let bound = [
            Kind::BoundTightened,
            Kind::BoundLoosened,
            Kind::BoundChanged,
        ];
        let length = [
            Kind::LengthTightened,
            Kind::LengthLoosened,
            Kind::LengthChanged,
        ];
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
            let (before, after) = (stated(&at.old, key), stated(&at.new, key));
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
            self.changed(at, kind, values);
        }
        let kinds = [Kind::UniqueItemsAdded, Kind::UniqueItemsRemoved];
        self.flag(at, "uniqueItems", kinds);
    }
}

/// Returns a limit that excludes something; `false` and a least length of zero do not.
fn stated<'d>(at: &Cursor<'d>, key: &str) -> Option<&'d Value> {
    let value = at.value.get(key)?;
    let is_length = ["minLength", "minItems", "minProperties"].contains(&key);
    let says_nothing = *value == Value::Bool(false) || (is_length && value.as_f64() == Some(0.0));
    (!says_nothing).then_some(value)
}

fn order(old: &Value, new: &Value) -> Option<Ordering> {
    old.as_f64()?.partial_cmp(&new.as_f64()?)
}
