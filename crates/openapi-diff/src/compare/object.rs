//! The properties of two objects: what is there, what must be there, and what else may be.

use std::collections::BTreeSet;

use serde_json::Value;

use super::at::At;
use super::matching::only_pairs;
use super::shape::{Shape, renamed};
use super::summary::summary;
use super::walker::Walker;
use crate::kind::Kind;

impl<'d> Walker<'d> {
    /// Compares `properties`, `required` and `additionalProperties`.
    pub(super) fn object(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let (needed, needs) = (required(old), required(new));
        let before = properties(old);
        let after = properties(new);
        let has =
            |list: &[(&str, At<'_>)], name: &str| list.iter().any(|(other, _)| *other == name);
        let gone: Vec<&(&str, At<'d>)> = before
            .iter()
            .filter(|(name, _)| !has(&after, name))
            .collect();
        let fresh: Vec<&(&str, At<'d>)> = after
            .iter()
            .filter(|(name, _)| !has(&before, name))
            .collect();

        let shapes = |list: &[&(&str, At<'d>)], document: &'d Value| -> Vec<Shape> {
            list.iter().map(|(_, at)| Shape::of(at, document)).collect()
        };
        // Shapes cost a walk each, and most objects have no candidate.
        let moved = if gone.is_empty() || fresh.is_empty() {
            Vec::new()
        } else {
            let (shape_of, shape_now) = (shapes(&gone, self.old), shapes(&fresh, self.new));
            only_pairs(gone.len(), fresh.len(), |i, j| {
                needed.contains(gone[i].0) == needs.contains(fresh[j].0)
                    && renamed((gone[i].0, &shape_of[i]), (fresh[j].0, &shape_now[j]))
            })
        };
        for (i, j) in &moved {
            let ((old_name, old), (new_name, new)) = (gone[*i], fresh[*j]);
            let values = (Some(Value::from(*old_name)), Some(Value::from(*new_name)));
            self.changed(
                unit,
                Kind::PropertyRenamed,
                old.pointer.clone(),
                new.pointer.clone(),
                values,
            );
            self.schema(unit, old.clone(), new.clone());
        }
        for (_, (name, at)) in gone
            .iter()
            .enumerate()
            .filter(|(i, _)| !moved.iter().any(|(old, _)| old == i))
        {
            let kind = if needed.contains(name) {
                Kind::RequiredPropertyRemoved
            } else {
                Kind::OptionalPropertyRemoved
            };
            self.removed(unit, kind, at.pointer.clone(), Some(summary(at.value)));
        }
        for (_, (name, at)) in fresh
            .iter()
            .enumerate()
            .filter(|(j, _)| !moved.iter().any(|(_, new)| new == j))
        {
            let kind = if needs.contains(name) {
                Kind::RequiredPropertyAdded
            } else {
                Kind::OptionalPropertyAdded
            };
            self.added(unit, kind, at.pointer.clone(), Some(summary(at.value)));
        }
        for (name, old) in &before {
            if let Some((_, new)) = after.iter().find(|(other, _)| other == name) {
                self.schema(unit, old.clone(), new.clone());
            }
        }
        for name in needed.symmetric_difference(&needs) {
            let (was, is) = (has(&before, name), has(&after, name));
            // With a property that comes or goes, this has been told.
            if was == is {
                let kind = if needs.contains(name) {
                    Kind::BecameRequired
                } else {
                    Kind::BecameOptional
                };
                let place = |at: &At<'_>| {
                    let inner = at.get("properties").and_then(|all| all.get(name));
                    inner.map_or_else(|| format!("{}/required", at.pointer), |at| at.pointer)
                };
                let value = Some(Value::from(*name));
                self.changed(unit, kind, place(old), place(new), (value.clone(), value));
            }
        }
        self.extras(unit, old, new);
    }

    fn extras(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        const KEY: &str = "additionalProperties";
        let (before, after) = (Extras::of(old), Extras::of(new));
        let kind = match (before, after) {
            (Extras::Schema, Extras::Schema) => {
                if let (Some(old), Some(new)) = (old.get(KEY), new.get(KEY)) {
                    self.schema(unit, old, new);
                }
                return;
            }
            (before, after) if before == after => return,
            (Extras::Unsaid, Extras::Open) => Kind::ExtrasStated,
            (Extras::Open, Extras::Unsaid) => Kind::ExtrasUnstated,
            (before, after) if before.rank() < after.rank() => Kind::ExtrasOpened,
            _ => Kind::ExtrasClosed,
        };
        let values = (
            old.value.get(KEY).map(summary),
            new.value.get(KEY).map(summary),
        );
        self.changed(unit, kind, old.pointer.clone(), new.pointer.clone(), values);
    }
}

/// What an object says of properties that it does not declare.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extras {
    Closed,
    Schema,
    Open,
    Unsaid,
}

impl Extras {
    fn of(at: &At<'_>) -> Self {
        match at.value.get("additionalProperties") {
            None => Self::Unsaid,
            Some(Value::Bool(false)) => Self::Closed,
            Some(Value::Object(map)) if map.keys().any(|key| !super::equal::is_prose(key)) => {
                Self::Schema
            }
            Some(_) => Self::Open,
        }
    }

    /// How much is allowed.
    fn rank(self) -> u8 {
        match self {
            Self::Closed => 0,
            Self::Schema => 1,
            Self::Open | Self::Unsaid => 2,
        }
    }
}

fn properties<'d>(at: &At<'d>) -> Vec<(&'d str, At<'d>)> {
    at.get("properties")
        .map(|all| all.members().collect())
        .unwrap_or_default()
}

fn required<'d>(at: &At<'d>) -> BTreeSet<&'d str> {
    at.value
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}
