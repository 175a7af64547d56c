//! The properties of two objects: the declared ones, the required ones, and additional ones.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cursor::Cursor;
use super::equal::is_prose;
use super::summary::summary;
use super::walker::{Both, Walker};
use crate::kind::Kind;

impl<'d> Walker<'d> {
    /// Compares `properties`, `required` and `additionalProperties`.
    pub(super) fn object(&mut self, at: &Both<'d>) {
        let (old_required, new_required) = (required(&at.old), required(&at.new));
        let mut kept = at.members("properties");
        let mut renamed = kept.shaped();
        renamed.unique(|old, new| {
            old_required.contains(old.at.name().as_str())
                == new_required.contains(new.at.name().as_str())
                && old.is_renamed(new)
        });
        self.left_over(at.unit, &renamed, |one| {
            let is_old = std::ptr::eq(one.at.document, at.old.document);
            let required = if is_old { &old_required } else { &new_required };
            let added = match required.contains(one.at.name().as_str()) {
                true => Kind::RequiredPropertyAdded,
                false => Kind::OptionalPropertyAdded,
            };
            (&one.at, added, Some(summary(one.at.value)))
        });
        for (old, new) in renamed.pairs {
            let at = at.with((old.at, new.at));
            let names = at.values(|at| Some(Value::from(at.name())));
            self.changed(&at, Kind::PropertyRenamed, names);
            self.schema(&at);
        }
        for pair in kept.pairs {
            self.schema(&at.with(pair));
        }
        for name in old_required.symmetric_difference(&new_required) {
            let property = |at: &Cursor<'d>| at.get("properties").and_then(|all| all.get(name));
            let (was, is) = (property(&at.old), property(&at.new));
            // A property that was added or removed has been reported.
            if was.is_some() == is.is_some() {
                let kind = match new_required.contains(name) {
                    true => Kind::BecameRequired,
                    false => Kind::BecameOptional,
                };
                let place = at.map(|at| property(at).unwrap_or_else(|| at.member("required")));
                let value = Some(Value::from(*name));
                self.changed(&place, kind, (value.clone(), value));
            }
        }
        self.extras(at);
    }

    fn extras(&mut self, at: &Both<'d>) {
        const KEY: &str = "additionalProperties";
        let kind = match (Extras::of(&at.old), Extras::of(&at.new)) {
            (Extras::Schema, Extras::Schema) => {
                return self.schema(&at.map(|at| at.member(KEY)));
            }
            (before, after) if before == after => return,
            (Extras::Unsaid, Extras::Open) => Kind::ExtrasStated,
            (Extras::Open, Extras::Unsaid) => Kind::ExtrasUnstated,
            (before, after) if before < after => Kind::ExtrasOpened,
            _ => Kind::ExtrasClosed,
        };
        let values = at.values(|at| at.value.get(KEY).map(summary));
        self.changed(at, kind, values);
    }
}

/// The rule of an object for properties that it does not declare, by how much it allows.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Extras {
    Closed,
    Schema,
    Open,
    Unsaid,
}

impl Extras {
    fn of(at: &Cursor<'_>) -> Self {
        match at.value.get("additionalProperties") {
            None => Self::Unsaid,
            Some(Value::Bool(false)) => Self::Closed,
            Some(Value::Object(map)) if map.keys().any(|key| !is_prose(key)) => Self::Schema,
            Some(_) => Self::Open,
        }
    }
}

fn required<'d>(at: &Cursor<'d>) -> BTreeSet<&'d str> {
    at.texts("required").collect()
}
