//! Two schemas in step, keyword by keyword.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::cursor::Cursor;
use super::equal::same_data;
use super::resolve::{Resolved, in_step, is_nullable, types};
use super::summary::summary;
use super::walker::{Option2, Walker};
use crate::kind::Kind;

/// Keywords that have a rule of their own.
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
    pub fn schema(&mut self, unit: usize, old: Cursor<'d>, new: Cursor<'d>) {
        let places = (old.clone(), new.clone());
        let (old, new) = in_step(old, new, self.old, self.new);
        self.annotations(unit, (&old, &new), &places);
        if !old.referenced && !new.referenced {
            self.keywords(unit, &old, &new, true);
            return;
        }
        // The keywords around the references belong to this place, the others to their targets.
        if old.nullable != new.nullable {
            self.nullable(unit, (&old, &new), (&places.0, &places.1));
        }
        self.shared_schema(unit, old, new);
    }

    /// Compares two schemas that are not references.
    pub(super) fn keywords(
        &mut self,
        unit: usize,
        old: &Resolved<'d>,
        new: &Resolved<'d>,
        with_null: bool,
    ) {
        if with_null {
            self.nullable(unit, (old, new), (&old.at, &new.at));
        }
        let (old, new) = (&old.at, &new.at);
        if self.is_same(unit, old, new) {
            return;
        }
        let is_true = |at: &Cursor<'_>| at.value.is_object() || *at.value == Value::Bool(true);
        if !is_true(old) || !is_true(new) {
            if !same_data(old.value, new.value) {
                let values = (Some(summary(old.value)), Some(summary(new.value)));
                self.changed(unit, Kind::TypeChanged, (old, new), values);
            }
            return;
        }
        if self.widened(unit, old, new) {
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
            self.changed(unit, Kind::TypeChanged, (old, new), values);
        }
        self.constraints(unit, old, new);
        self.deprecation(unit, old, new);
        self.keyword(unit, old, new, "default", [Kind::DefaultChanged; 3]);
        let kinds = [Kind::DiscriminatorChanged; 3];
        self.keyword(unit, old, new, "discriminator", kinds);
        for key in ["oneOf", "anyOf", "allOf"] {
            self.branches(unit, old, new, key);
        }
        self.rest(unit, old, new, &HANDLED);
    }

    /// Compares the keywords that restrict the values of a type.
    pub(super) fn constraints(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) {
        self.format(unit, old, new);
        self.values(unit, old, new);
        self.numbers(unit, old, new);
        let kinds = [Kind::ConstAdded, Kind::ConstRemoved, Kind::ConstChanged];
        self.keyword(unit, old, new, "const", kinds);
        let kinds = [
            Kind::PatternAdded,
            Kind::PatternRemoved,
            Kind::PatternChanged,
        ];
        self.keyword(unit, old, new, "pattern", kinds);
        self.object(unit, old, new);
        for (key, kinds) in [
            ("items", [Kind::ItemsAdded, Kind::ItemsRemoved]),
            ("not", [Kind::NotAdded, Kind::NotRemoved]),
        ] {
            self.inner(unit, (old.get(key), new.get(key)), kinds);
        }
    }

    /// Compares the keywords around the schemas that two places wrap.
    pub(super) fn annotations(
        &mut self,
        unit: usize,
        (old, new): (&Resolved<'d>, &Resolved<'d>),
        places: &(Cursor<'d>, Cursor<'d>),
    ) {
        if old.wrapper.is_none() && new.wrapper.is_none() {
            return;
        }
        for (key, [on, off]) in [
            ("default", [Kind::DefaultChanged; 2]),
            ("deprecated", [Kind::Deprecated, Kind::Undeprecated]),
        ] {
            let (before, after) = (old.stated(key), new.stated(key));
            // A difference inside is reported there.
            if before != after && old.at.value.get(key) == new.at.value.get(key) {
                let kind = if after.is_some() { on } else { off };
                let values = (before.cloned(), after.cloned());
                self.changed(unit, kind, (&places.0, &places.1), values);
            }
        }
    }

    fn nullable(
        &mut self,
        unit: usize,
        (old, new): (&Resolved<'d>, &Resolved<'d>),
        places: (&Cursor<'d>, &Cursor<'d>),
    ) {
        let kinds = [Kind::BecameNullable, Kind::BecameNotNullable];
        let states = (is_nullable(old), is_nullable(new));
        self.switched(unit, states, kinds, places);
    }

    fn format(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) {
        let time = |at: &Cursor<'_>| at.text("format") == Some("date-time");
        let kinds = if time(old) == time(new) {
            [Kind::FormatAdded, Kind::FormatRemoved, Kind::FormatChanged]
        } else {
            [Kind::TimeFormatChanged; 3]
        };
        self.keyword(unit, old, new, "format", kinds);
    }

    /// Compares a keyword whose value is data: one kind each if it is new, gone or another one.
    pub(super) fn keyword(
        &mut self,
        unit: usize,
        old: &Cursor<'d>,
        new: &Cursor<'d>,
        key: &str,
        [added, removed, changed]: [Kind; 3],
    ) {
        let (before, after) = (old.value.get(key), new.value.get(key));
        let kind = match (before, after) {
            (None, None) => return,
            (None, Some(_)) => added,
            (Some(_), None) => removed,
            (Some(before), Some(after)) if same_data(before, after) => return,
            (Some(_), Some(_)) => changed,
        };
        let values = (before.cloned(), after.cloned());
        self.changed(unit, kind, (old, new), values);
    }

    /// Compares the listed values, one by one.
    fn values(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) {
        let list = |at: &Cursor<'d>| at.value.get("enum").and_then(Value::as_array);
        let (Some(before), Some(after)) = (list(old), list(new)) else {
            let kinds = [Kind::EnumAdded, Kind::EnumRemoved, Kind::KeywordChanged];
            self.keyword(unit, old, new, "enum", kinds);
            return;
        };
        let lacks =
            |list: &[Value], value: &&Value| !list.iter().any(|other| same_data(other, value));
        for value in before.iter().filter(|value| lacks(after, value)) {
            let values = (Some(value.clone()), None);
            self.changed(unit, Kind::EnumValueRemoved, (old, new), values);
        }
        for value in after.iter().filter(|value| lacks(before, value)) {
            let values = (None, Some(value.clone()));
            self.changed(unit, Kind::EnumValueAdded, (old, new), values);
        }
    }

    /// Compares two schemas of which one may be missing.
    pub(super) fn inner(&mut self, unit: usize, schemas: Option2<'d>, kinds: [Kind; 2]) {
        let shown = |schema: &Value| Some(summary(schema));
        if let Some((old, new)) = self.both(unit, schemas, kinds, shown) {
            self.schema(unit, old, new);
        }
    }
}
