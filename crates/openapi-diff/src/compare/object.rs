//! The properties of two objects: the declared ones, the required ones, and additional ones.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cursor::Cursor;
use super::equal::is_prose;
use super::matching::Matching;
use super::shape::{Shape, renamed};
use super::summary::summary;
use super::walker::{Both, Walker};
use crate::kind::Kind;

impl<'d> Walker<'d> {
    /// Compares `properties`, `required` and `additionalProperties`.
    pub(super) fn object(&mut self, at: &Both<'d>) {
        let (old_required, new_required) = (required(&at.old), required(&at.new));
        let (before, after) = (properties(&at.old), properties(&at.new));
        let mut matching = Matching::none(before.len(), after.len());
        matching.first(|i, j| before[i].0 == after[j].0);
        let kept = matching.pairs.len();
        // Shapes cost a walk each, and most objects have no candidate.
        if !matching.old.is_empty() && !matching.new.is_empty() {
            let shapes = |left: &[usize], all: &[(&str, Cursor<'d>)], document| -> Vec<Shape> {
                let mut shapes: Vec<Shape> = all.iter().map(|_| Shape::default()).collect();
                for index in left {
                    shapes[*index] = Shape::of(all[*index].1.value, document);
                }
                shapes
            };
            let old_shapes = shapes(&matching.old, &before, self.old);
            let new_shapes = shapes(&matching.new, &after, self.new);
            matching.unique(|i, j| {
                let (one, two) = (before[i].0, after[j].0);
                old_required.contains(one) == new_required.contains(two)
                    && renamed((one, &old_shapes[i]), (two, &new_shapes[j]))
            });
        }
        for (index, (i, j)) in matching.pairs.into_iter().enumerate() {
            let ((old_name, old), (new_name, new)) = (before[i].clone(), after[j].clone());
            let unit = at.unit;
            let at = Both { unit, old, new };
            if index >= kept {
                let values = (Some(Value::from(old_name)), Some(Value::from(new_name)));
                self.changed(&at, Kind::PropertyRenamed, values);
            }
            self.schema(&at);
        }
        for (name, old) in matching.old.into_iter().map(|i| &before[i]) {
            let kind = if old_required.contains(name) {
                Kind::RequiredPropertyRemoved
            } else {
                Kind::OptionalPropertyRemoved
            };
            self.removed(at.unit, kind, old, Some(summary(old.value)));
        }
        for (name, new) in matching.new.into_iter().map(|j| &after[j]) {
            let kind = if new_required.contains(name) {
                Kind::RequiredPropertyAdded
            } else {
                Kind::OptionalPropertyAdded
            };
            self.added(at.unit, kind, new, Some(summary(new.value)));
        }
        for name in old_required.symmetric_difference(&new_required) {
            let property = |at: &Cursor<'d>| at.get("properties").and_then(|all| all.get(name));
            let (was, is) = (property(&at.old), property(&at.new));
            // A property that was added or removed has been reported.
            if was.is_some() == is.is_some() {
                let kind = if new_required.contains(name) {
                    Kind::BecameRequired
                } else {
                    Kind::BecameOptional
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
                self.schema(&at.map(|at| at.member(KEY)));
                return;
            }
            (before, after) if before == after => return,
            (Extras::Unsaid, Extras::Open) => Kind::ExtrasStated,
            (Extras::Open, Extras::Unsaid) => Kind::ExtrasUnstated,
            (before, after) if before.rank() < after.rank() => Kind::ExtrasOpened,
            _ => Kind::ExtrasClosed,
        };
        let values = at.values(|at| at.value.get(KEY).map(summary));
        self.changed(at, kind, values);
    }
}

/// The rule of an object for properties that it does not declare.
#[derive(Clone, Copy, PartialEq, Eq)]
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

    /// Orders the rules by how much they allow.
    fn rank(self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Schema => 1,
            Self::Open | Self::Unsaid => 2,
        }
    }
}

fn properties<'d>(at: &Cursor<'d>) -> Vec<(&'d str, Cursor<'d>)> {
    at.member("properties").members().collect()
}

fn required<'d>(at: &Cursor<'d>) -> BTreeSet<&'d str> {
    at.texts("required").collect()
}
