//! Two schemas in step, keyword by keyword.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::at::At;
use super::equal::same_data;
use super::peeled::{Peeled, in_step, is_nullable, types};
use super::summary::summary;
use super::walker::Walker;
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
    pub fn schema(&mut self, unit: usize, old: At<'d>, new: At<'d>) {
        let places = (old.pointer.clone(), new.pointer.clone());
        let (old, new) = in_step(old, new, self.old, self.new);
        self.annotations(unit, &old, &new, &places);
        if !old.referenced && !new.referenced {
            self.keywords(unit, &old, &new, true);
            return;
        }
        // What stands around the references belongs to this place, the rest to what they mean.
        if old.nullable != new.nullable {
            self.nullable(unit, is_nullable(&old), is_nullable(&new), places);
        }
        self.shared_schema(unit, old, new);
    }

    /// Compares two schemas that are no references.
    pub(super) fn keywords(
        &mut self,
        unit: usize,
        old: &Peeled<'d>,
        new: &Peeled<'d>,
        with_null: bool,
    ) {
        let places = (old.at.pointer.clone(), new.at.pointer.clone());
        if with_null {
            self.nullable(unit, is_nullable(old), is_nullable(new), places.clone());
        }
        let (old, new) = (&old.at, &new.at);
        if self.is_same(unit, old, new) {
            return;
        }
        let is_true = |at: &At<'_>| at.value.is_object() || *at.value == Value::Bool(true);
        if !is_true(old) || !is_true(new) {
            if !same_data(old.value, new.value) {
                let values = (Some(summary(old.value)), Some(summary(new.value)));
                self.changed(unit, Kind::TypeChanged, places.0, places.1, values);
            }
            return;
        }
        if self.widened(unit, old, new) {
            return;
        }
        let (before, after) = (types(old), types(new));
        if before != after {
            let shown = |at: &At<'_>, set: &BTreeSet<&str>| {
                at.value.get("type").map(|_| match set.len() {
                    1 => json!(set.first()),
                    _ => json!(set),
                })
            };
            let values = (shown(old, &before), shown(new, &after));
            self.changed(
                unit,
                Kind::TypeChanged,
                places.0.clone(),
                places.1.clone(),
                values,
            );
        }
        self.plain(unit, old, new);
        self.deprecation(unit, old, new);
        self.keyword(unit, old, new, "default", [Kind::DefaultChanged; 3]);
        self.keyword(
            unit,
            old,
            new,
            "discriminator",
            [Kind::DiscriminatorChanged; 3],
        );
        for key in ["oneOf", "anyOf", "allOf"] {
            self.branches(unit, old, new, key);
        }
        self.rest(unit, old, new, &HANDLED);
    }

    /// Compares what two schemas say of the values of their types.
    pub(super) fn plain(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        self.format(unit, old, new);
        self.values(unit, old, new);
        self.numbers(unit, old, new);
        self.keyword(
            unit,
            old,
            new,
            "const",
            [Kind::ConstAdded, Kind::ConstRemoved, Kind::ConstChanged],
        );
        self.keyword(
            unit,
            old,
            new,
            "pattern",
            [
                Kind::PatternAdded,
                Kind::PatternRemoved,
                Kind::PatternChanged,
            ],
        );
        self.object(unit, old, new);
        self.inner(
            unit,
            old,
            new,
            "items",
            Kind::ItemsAdded,
            Kind::ItemsRemoved,
        );
        self.inner(unit, old, new, "not", Kind::NotAdded, Kind::NotRemoved);
    }

    /// Compares what stands around what two places wrap.
    pub(super) fn annotations(
        &mut self,
        unit: usize,
        old: &Peeled<'d>,
        new: &Peeled<'d>,
        places: &(String, String),
    ) {
        if old.wrapper.is_none() && new.wrapper.is_none() {
            return;
        }
        for (key, kinds) in [
            ("default", [Kind::DefaultChanged; 2]),
            ("deprecated", [Kind::Deprecated, Kind::Undeprecated]),
        ] {
            let (before, after) = (old.stated(key), new.stated(key));
            let within = (old.at.value.get(key), new.at.value.get(key));
            // What differs inside is told there.
            if before != after && within.0 == within.1 {
                let [on, off] = kinds;
                let kind = if after.is_some() { on } else { off };
                let values = (before.cloned(), after.cloned());
                let (old, new) = places.clone();
                self.changed(unit, kind, old, new, values);
            }
        }
    }

    fn nullable(&mut self, unit: usize, old: bool, new: bool, places: (String, String)) {
        let kinds = [Kind::BecameNullable, Kind::BecameNotNullable];
        self.switched(unit, old, new, kinds, places);
    }

    fn format(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let time = |at: &At<'_>| at.text("format") == Some("date-time");
        if time(old) == time(new) {
            let kinds = [Kind::FormatAdded, Kind::FormatRemoved, Kind::FormatChanged];
            self.keyword(unit, old, new, "format", kinds);
        } else {
            self.keyword(unit, old, new, "format", [Kind::TimeFormatChanged; 3]);
        }
    }

    /// Compares a keyword whose value is data: one kind each if it is new, gone or another one.
    pub(super) fn keyword(
        &mut self,
        unit: usize,
        old: &At<'d>,
        new: &At<'d>,
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
        let (old, new) = (old.pointer.clone(), new.pointer.clone());
        self.changed(unit, kind, old, new, values);
    }

    /// Compares the listed values, one by one.
    fn values(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let list = |at: &At<'d>| at.value.get("enum").and_then(Value::as_array);
        let (Some(before), Some(after)) = (list(old), list(new)) else {
            self.keyword(
                unit,
                old,
                new,
                "enum",
                [Kind::EnumAdded, Kind::EnumRemoved, Kind::KeywordChanged],
            );
            return;
        };
        let lacks =
            |list: &[Value], value: &Value| !list.iter().any(|other| same_data(other, value));
        let places = (old.pointer.clone(), new.pointer.clone());
        for value in before.iter().filter(|value| lacks(after, value)) {
            let (old, new) = places.clone();
            let values = (Some(value.clone()), None);
            self.changed(unit, Kind::EnumValueRemoved, old, new, values);
        }
        for value in after.iter().filter(|value| lacks(before, value)) {
            let (old, new) = places.clone();
            let values = (None, Some(value.clone()));
            self.changed(unit, Kind::EnumValueAdded, old, new, values);
        }
    }

    /// Compares the schemas under a keyword that holds one.
    pub(super) fn inner(
        &mut self,
        unit: usize,
        old: &At<'d>,
        new: &At<'d>,
        key: &str,
        added: Kind,
        removed: Kind,
    ) {
        match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) => self.schema(unit, old, new),
            (Some(old), None) => {
                let value = summary(old.value);
                self.removed(unit, removed, old.pointer, Some(value));
            }
            (None, Some(new)) => {
                let value = summary(new.value);
                self.added(unit, added, new.pointer, Some(value));
            }
            (None, None) => {}
        }
    }
}
