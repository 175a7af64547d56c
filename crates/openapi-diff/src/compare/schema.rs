//! Compares two schemas, keyword by keyword.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::cursor::Cursor;
use super::equal::same_data;
use super::resolve::{Resolved, in_step, is_nullable, types};
use super::summary::summary;
use super::walker::{Both, Part, Walker, is_same};
use crate::kind::Kind;

/// The keywords that have a rule of their own, beside [`LIMITS`].
const HANDLED: [&str; 18] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "default",
    "deprecated",
    "discriminator",
    "enum",
    "format",
    "items",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "required",
    "type",
    "uniqueItems",
];

const BOUND: [Kind; 2] = [Kind::BoundTightened, Kind::BoundChanged];
const LENGTH: [Kind; 2] = [Kind::LengthTightened, Kind::LengthChanged];

/// The limits of numbers and lengths: the order of the old and the new value by which each gets
/// tighter, and the kinds for tighter and for neither tighter nor looser.
const LIMITS: [(&str, Ordering, [Kind; 2]); 11] = [
    ("minimum", Ordering::Less, BOUND),
    ("exclusiveMinimum", Ordering::Less, BOUND),
    ("maximum", Ordering::Greater, BOUND),
    ("exclusiveMaximum", Ordering::Greater, BOUND),
    ("multipleOf", Ordering::Equal, BOUND),
    ("minLength", Ordering::Less, LENGTH),
    ("minItems", Ordering::Less, LENGTH),
    ("minProperties", Ordering::Less, LENGTH),
    ("maxLength", Ordering::Greater, LENGTH),
    ("maxItems", Ordering::Greater, LENGTH),
    ("maxProperties", Ordering::Greater, LENGTH),
];

impl<'d> Walker<'d> {
    /// Compares two schemas, each of which may be a reference.
    pub fn schema(&mut self, at: &Both<'d>) {
        let (old, new) = self.in_step(at);
        if !old.referenced && !new.referenced {
            self.keywords(at, &old, &new, true);
            return;
        }
        // The keywords around the references belong to this place, the others to their targets.
        if old.nullable != new.nullable {
            self.nullable(at, &old, &new);
        }
        let part = Part::Schema(old.nullable || new.nullable);
        self.shared(part, at.with((old.at, new.at)));
    }

    /// Follows two places to the schemas to compare, and compares the keywords around those.
    pub(super) fn in_step(&mut self, at: &Both<'d>) -> (Resolved<'d>, Resolved<'d>) {
        let (old, new) = in_step(at);
        if old.wrapper.is_some() || new.wrapper.is_some() {
            self.annotations(at, &old, &new);
        }
        (old, new)
    }

    /// Compares two schemas that are not references.
    pub(super) fn keywords(
        &mut self,
        at: &Both<'d>,
        old: &Resolved<'d>,
        new: &Resolved<'d>,
        with_null: bool,
    ) {
        let at = &at.with((old.at.clone(), new.at.clone()));
        if with_null {
            self.nullable(at, old, new);
        }
        if is_same(at) {
            return;
        }
        let (old, new) = (&at.old, &at.new);
        let is_true = |at: &Cursor<'_>| at.value.is_object() || *at.value == Value::Bool(true);
        if !is_true(old) || !is_true(new) {
            if !same_data(old.value, new.value) {
                let values = at.values(|at| Some(summary(at.value)));
                self.changed(at, Kind::TypeChanged, values);
            }
            return;
        }
        if self.widened(at) {
            return;
        }
        if types(old) != types(new) {
            let shown = |at: &Cursor<'d>| {
                let set = types(at);
                at.value.get("type").map(|_| match set.len() {
                    1 => json!(set.first()),
                    _ => json!(set),
                })
            };
            self.changed(at, Kind::TypeChanged, at.values(shown));
        }
        self.constraints(at);
        self.keyword(at, "discriminator", [Kind::DiscriminatorChanged; 2]);
        for key in ["oneOf", "anyOf", "allOf"] {
            self.branches(at, key);
        }
        self.remainder(at);
    }

    /// Compares the keywords that do not depend on the type.
    pub(super) fn remainder(&mut self, at: &Both<'d>) {
        self.deprecation(at);
        self.keyword(at, "default", [Kind::DefaultChanged; 2]);
        self.rest(at, &[&HANDLED[..], &LIMITS.map(|(key, ..)| key)].concat());
    }

    /// Compares the keywords that restrict the values of a type.
    pub(super) fn constraints(&mut self, at: &Both<'d>) {
        self.format(at);
        self.values(at);
        self.limits(at);
        self.flag(at, "uniqueItems", Kind::UniqueItemsAdded);
        self.keyword(at, "const", [Kind::ConstAdded, Kind::ConstChanged]);
        self.keyword(at, "pattern", [Kind::PatternAdded, Kind::PatternChanged]);
        self.object(at);
        self.inner(at, "items", Kind::ItemsAdded);
        self.inner(at, "not", Kind::NotAdded);
    }

    /// Compares the keywords around the schemas that two places wrap.
    fn annotations(&mut self, at: &Both<'d>, old: &Resolved<'d>, new: &Resolved<'d>) {
        for (key, on) in [
            ("default", Kind::DefaultChanged),
            ("deprecated", Kind::Deprecated),
        ] {
            let (before, after) = (old.stated(key), new.stated(key));
            // A difference inside is reported there.
            if before != after && old.at.value.get(key) == new.at.value.get(key) {
                let kind = if after.is_some() { on } else { on.mirrored() };
                let values = (before.cloned(), after.cloned());
                self.changed(at, kind, values);
            }
        }
    }

    fn nullable(&mut self, at: &Both<'d>, old: &Resolved<'d>, new: &Resolved<'d>) {
        let states = (is_nullable(old), is_nullable(new));
        self.switched(at, states, Kind::BecameNullable);
    }

    fn format(&mut self, at: &Both<'d>) {
        let time = |at: &Cursor<'_>| at.text("format") == Some("date-time");
        let kinds = match time(&at.old) == time(&at.new) {
            true => [Kind::FormatAdded, Kind::FormatChanged],
            false => [Kind::TimeFormatChanged; 2],
        };
        self.keyword(at, "format", kinds);
    }

    /// Compares a keyword whose value is data, with its kinds for one that is new and for another
    /// value.
    pub(super) fn keyword(&mut self, at: &Both<'d>, key: &str, kinds: [Kind; 2]) {
        let values = at.values(|at| at.value.get(key).cloned());
        if let Some(kind) = change(values.0.as_ref(), values.1.as_ref(), kinds) {
            self.changed(at, kind, values);
        }
    }

    fn limits(&mut self, at: &Both<'d>) {
        for (key, tighter, mut kinds) in LIMITS {
            let (before, after) = (stated(&at.old, key), stated(&at.new, key));
            let numbers = before
                .and_then(Value::as_f64)
                .zip(after.and_then(Value::as_f64));
            let order = numbers.and_then(|(before, after)| before.partial_cmp(&after));
            if order == Some(tighter) {
                kinds = [kinds[0]; 2];
            } else if order == Some(tighter.reverse()) {
                kinds = [kinds[0].mirrored(); 2];
            }
            if let Some(kind) = change(before, after, kinds) {
                let shown = |value: &Value| Value::from(format!("{key} {value}"));
                self.changed(at, kind, (before.map(shown), after.map(shown)));
            }
        }
    }

    /// Compares the listed values, one by one.
    fn values(&mut self, at: &Both<'d>) {
        let list = |at: &Cursor<'d>| at.value.get("enum").and_then(Value::as_array);
        let (Some(before), Some(after)) = (list(&at.old), list(&at.new)) else {
            return self.keyword(at, "enum", [Kind::EnumAdded, Kind::KeywordChanged]);
        };
        let only = |list: &'d [Value], other: &[Value]| {
            let lacks = |value: &&Value| !other.iter().any(|other| same_data(other, value));
            list.iter()
                .filter(lacks)
                .cloned()
                .map(Some)
                .collect::<Vec<_>>()
        };
        for value in only(before, after) {
            self.changed(at, Kind::EnumValueRemoved, (value, None));
        }
        for value in only(after, before) {
            self.changed(at, Kind::EnumValueAdded, (None, value));
        }
    }

    /// Compares the schemas under a keyword.
    pub(super) fn inner(&mut self, at: &Both<'d>, key: &str, added: Kind) {
        let shown = |schema: &Value| Some(summary(schema));
        if let Some(at) = self.both(at.unit, at.get(key), added, shown) {
            self.schema(&at);
        }
    }
}

/// Returns the kind of the change of a value: one that is new, gone or another one.
fn change(old: Option<&Value>, new: Option<&Value>, [added, changed]: [Kind; 2]) -> Option<Kind> {
    match (old, new) {
        (None, None) => None,
        (None, Some(_)) => Some(added),
        (Some(_), None) => Some(added.mirrored()),
        (Some(old), Some(new)) => (!same_data(old, new)).then_some(changed),
    }
}

/// Returns a limit that excludes something; `false` and a least length of zero do not.
fn stated<'d>(at: &Cursor<'d>, key: &str) -> Option<&'d Value> {
    let value = at.value.get(key)?;
    let is_length = ["minLength", "minItems", "minProperties"].contains(&key);
    let says_nothing = *value == Value::Bool(false) || (is_length && value.as_f64() == Some(0.0));
    (!says_nothing).then_some(value)
}
