//! Compares two schemas, keyword by keyword.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::cursor::Cursor;
use super::equal::same_data;
use super::resolve::{Resolved, in_step, is_nullable, types};
use super::summary::summary;
use super::walker::{Both, Walker};
use crate::kind::Kind;

/// The keywords that have a rule of their own.
pub(super) const HANDLED: [&str; 29] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "default",
    "deprecated",
    "discriminator",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "required",
    "type",
    "uniqueItems",
];

impl<'d> Walker<'d> {
    /// Compares two schemas, each of which may be a reference.
    pub fn schema(&mut self, at: &Both<'d>) {
        let (old, new) = self.in_step(at);
        if !old.referenced && !new.referenced {
            self.keywords(at.unit, &old, &new, true);
            return;
        }
        // The keywords around the references belong to this place, the others to their targets.
        if old.nullable != new.nullable {
            self.nullable(at, &old, &new);
        }
        self.shared_schema(at.unit, old, new);
    }

    /// Follows two places to the schemas to compare, and compares the keywords around those.
    pub(super) fn in_step(&mut self, at: &Both<'d>) -> (Resolved<'d>, Resolved<'d>) {
        let (old, new) = in_step(at, self.old, self.new);
        if old.wrapper.is_some() || new.wrapper.is_some() {
            self.annotations(at, &old, &new);
        }
        (old, new)
    }

    /// Compares two schemas that are not references.
    pub(super) fn keywords(
        &mut self,
        unit: usize,
        old: &Resolved<'d>,
        new: &Resolved<'d>,
        with_null: bool,
    ) {
        let at = &Both {
            unit,
            old: old.at.clone(),
            new: new.at.clone(),
        };
        if with_null {
            self.nullable(at, old, new);
        }
        if self.is_same(at) {
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
        let (before, after) = (types(old), types(new));
        if before != after {
            let shown = |at: &Cursor<'_>, set: &BTreeSet<&str>| {
                at.value.get("type").map(|_| match set.len() {
                    1 => json!(set.first()),
                    _ => json!(set),
                })
            };
            let values = (shown(old, &before), shown(new, &after));
            self.changed(at, Kind::TypeChanged, values);
        }
        self.constraints(at);
        self.deprecation(at);
        self.keyword(at, "default", [Kind::DefaultChanged; 3]);
        self.keyword(at, "discriminator", [Kind::DiscriminatorChanged; 3]);
        for key in ["oneOf", "anyOf", "allOf"] {
            self.branches(at, key);
        }
        self.rest(at, &HANDLED);
    }

    /// Compares the keywords that restrict the values of a type.
    pub(super) fn constraints(&mut self, at: &Both<'d>) {
        self.format(at);
        self.values(at);
        self.numbers(at);
        let kinds = [Kind::ConstAdded, Kind::ConstRemoved, Kind::ConstChanged];
        self.keyword(at, "const", kinds);
        let kinds = [
            Kind::PatternAdded,
            Kind::PatternRemoved,
            Kind::PatternChanged,
        ];
        self.keyword(at, "pattern", kinds);
        self.object(at);
        self.inner(at, "items", [Kind::ItemsAdded, Kind::ItemsRemoved]);
        self.inner(at, "not", [Kind::NotAdded, Kind::NotRemoved]);
    }

    /// Compares the keywords around the schemas that two places wrap.
    fn annotations(&mut self, at: &Both<'d>, old: &Resolved<'d>, new: &Resolved<'d>) {
        for (key, [on, off]) in [
            ("default", [Kind::DefaultChanged; 2]),
            ("deprecated", [Kind::Deprecated, Kind::Undeprecated]),
        ] {
            let (before, after) = (old.stated(key), new.stated(key));
            // A difference inside is reported there.
            if before != after && old.at.value.get(key) == new.at.value.get(key) {
                let kind = if after.is_some() { on } else { off };
                let values = (before.cloned(), after.cloned());
                self.changed(at, kind, values);
            }
        }
    }

    fn nullable(&mut self, at: &Both<'d>, old: &Resolved<'d>, new: &Resolved<'d>) {
        let kinds = [Kind::BecameNullable, Kind::BecameNotNullable];
        let states = (is_nullable(old), is_nullable(new));
        self.switched(at, states, kinds);
    }

    fn format(&mut self, at: &Both<'d>) {
        let time = |at: &Cursor<'_>| at.text("format") == Some("date-time");
        let kinds = if time(&at.old) == time(&at.new) {
            [Kind::FormatAdded, Kind::FormatRemoved, Kind::FormatChanged]
        } else {
            [Kind::TimeFormatChanged; 3]
        };
        self.keyword(at, "format", kinds);
    }

    /// Compares a keyword whose value is data: one kind each if it is new, gone or another one.
    pub(super) fn keyword(
        &mut self,
        at: &Both<'d>,
        key: &str,
        [added, removed, changed]: [Kind; 3],
    ) {
        let (before, after) = (at.old.value.get(key), at.new.value.get(key));
        let kind = match (before, after) {
            (None, None) => return,
            (None, Some(_)) => added,
            (Some(_), None) => removed,
            (Some(before), Some(after)) if same_data(before, after) => return,
            (Some(_), Some(_)) => changed,
        };
        let values = (before.cloned(), after.cloned());
        self.changed(at, kind, values);
    }

    /// Compares the listed values, one by one.
    fn values(&mut self, at: &Both<'d>) {
        let list = |at: &Cursor<'d>| at.value.get("enum").and_then(Value::as_array);
        let (Some(before), Some(after)) = (list(&at.old), list(&at.new)) else {
            let kinds = [Kind::EnumAdded, Kind::EnumRemoved, Kind::KeywordChanged];
            self.keyword(at, "enum", kinds);
            return;
        };
        let lacks =
            |list: &[Value], value: &&Value| !list.iter().any(|other| same_data(other, value));
        for value in before.iter().filter(|value| lacks(after, value)) {
            let values = (Some(value.clone()), None);
            self.changed(at, Kind::EnumValueRemoved, values);
        }
        for value in after.iter().filter(|value| lacks(before, value)) {
            let values = (None, Some(value.clone()));
            self.changed(at, Kind::EnumValueAdded, values);
        }
    }

    /// Compares the schemas under a keyword.
    pub(super) fn inner(&mut self, at: &Both<'d>, key: &str, kinds: [Kind; 2]) {
        let shown = |schema: &Value| Some(summary(schema));
        if let Some(at) = self.both(at.unit, at.get(key), kinds, shown) {
            self.schema(&at);
        }
    }
}
