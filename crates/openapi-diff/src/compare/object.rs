//! The properties of two objects: the declared ones, the required ones, and additional ones.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::cursor::Cursor;
use super::matching::Matching;
use super::parts::Parts;
use super::resolve::is_union;
use super::schema::kinds;
use super::summary::summary;
use super::walker::{Both, Part, Walker};
use crate::kind::Kind;

impl<'d> Walker<'d> {
    /// Compares `properties` and `required`, of two schemas that may be joined of parts.
    pub(super) fn object(&mut self, at: &Both<'d>, parts: Option<&Parts<'d>>) {
        let (old_required, new_required) = (required(&at.old), required(&at.new));
        let mut kept = Matching::none(at.old.properties(), at.new.properties());
        kept.keyed(|at| Some(at.name()));
        self.order(at, &kept, &old_required, &new_required);
        if let (Some(parts), true, true) = (parts, kept.old.is_empty(), kept.new.is_empty()) {
            self.moved_parts(at, parts, &kept.pairs);
        }
        let both = !kept.old.is_empty() && !kept.new.is_empty();
        let places = both.then(|| {
            let kept: HashSet<String> = kept.pairs.iter().map(|(old, _)| old.name()).collect();
            [&at.old, &at.new].map(|at| neighbors(at, &kept))
        });
        let is_in_place = |old: &Cursor<'d>, new: &Cursor<'d>| {
            places.as_ref().is_some_and(|[before, after]| {
                let place = before.get(&old.name());
                place.is_some_and(|place| *place != (None, None)) && place == after.get(&new.name())
            })
        };
        let mut renamed = kept.shaped();
        renamed.unique(|old, new| {
            old_required.contains(old.at.name().as_str())
                == new_required.contains(new.at.name().as_str())
                && old.is_renamed(new, is_in_place(&old.at, &new.at))
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
            self.property(&at);
        }
        for pair in kept.pairs {
            self.property(&at.with(pair));
        }
        for name in old_required.symmetric_difference(&new_required) {
            let property = |at: &Cursor<'d>| {
                let mut holders = at.each().filter_map(|at| at.own_get("properties"));
                holders.find_map(|all| all.get(name))
            };
            let (was, is) = (property(&at.old), property(&at.new));
            // A property that was added or removed has been reported.
            if was.is_some() == is.is_some() {
                let (required, freed) = match was.is_some() {
                    true => (Kind::BecameRequired, Kind::BecameOptional),
                    // No field is generated of a name that is only required.
                    false => (Kind::ConstraintAdded, Kind::ConstraintRemoved),
                };
                let kind = match new_required.contains(name) {
                    true => required,
                    false => freed,
                };
                let place = at.map(|at| property(at).unwrap_or_else(|| at.member("required")));
                let value = Some(Value::from(*name));
                self.changed(&place, kind, (value.clone(), value));
            }
        }
    }

    /// Compares two properties. One of a part is compared once for all that have the part.
    fn property(&mut self, at: &Both<'d>) {
        match at.old.of_part || at.new.of_part || at.old.is_joint() || at.new.is_joint() {
            true => drop(self.shared(Part::Place, at.clone())),
            false => self.schema(at),
        }
    }

    /// Reports that the properties that both require come in another order.
    fn order(
        &mut self,
        at: &Both<'d>,
        kept: &Matching<Cursor<'d>>,
        old: &BTreeSet<&str>,
        new: &BTreeSet<&str>,
    ) {
        let names = kept.pairs.iter().map(|(old, _)| old.name());
        let names: HashSet<String> = names
            .filter(|name| old.contains(&**name) && new.contains(&**name))
            .collect();
        if names.len() < 2 {
            return;
        }
        let order = |at: &Cursor<'d>| -> Vec<String> {
            let all = at.properties().into_iter().map(|at| at.name());
            all.filter(|name| names.contains(name)).collect()
        };
        let (old, new) = (order(&at.old), order(&at.new));
        if old != new {
            let values = (Some(Value::from(old)), Some(Value::from(new)));
            self.changed(at, Kind::ArgumentsReordered, values);
        }
    }

    /// Reports an object of which a type of another form is generated: a record with fields, a map
    /// with values of one type, or a map of anything.
    pub(super) fn other_form(&mut self, at: &Both<'d>) -> bool {
        let is_object = |at: &Cursor<'d>| kinds(at).iter().eq(["object"].iter()) && !is_union(at);
        let differs = is_object(&at.old)
            && is_object(&at.new)
            && (is_record(&at.old), is_map(&at.old)) != (is_record(&at.new), is_map(&at.new));
        if differs {
            let shown = |at: &Cursor<'d>| match (is_record(at), is_map(at)) {
                (true, _) => Value::from("object with fields"),
                (_, true) => summary(at.value),
                _ => Value::from("object of anything"),
            };
            self.changed(at, Kind::TypeChanged, at.values(|at| Some(shown(at))));
        }
        differs
    }

    /// Compares `additionalProperties`. Of a record, requests have a field for those that are stated.
    pub(super) fn extras(&mut self, at: &Both<'d>) {
        let member = at.map(|at| at.member(KEY));
        let has_fields = is_record(&at.old) || is_record(&at.new);
        let kind = match (Extras::of(&at.old), Extras::of(&at.new)) {
            (Extras::Schema, Extras::Schema) if !has_fields => return self.schema(&member),
            (Extras::Schema, Extras::Schema) if member.old.shape() != member.new.shape() => {
                Kind::ExtrasChanged
            }
            (before, after) if before == after => return,
            (Extras::Unsaid, Extras::Open) | (Extras::Open, Extras::Unsaid) if !has_fields => {
                return;
            }
            (Extras::Unsaid, Extras::Open) => Kind::ExtrasStated,
            (Extras::Open, Extras::Unsaid) => Kind::ExtrasUnstated,
            (Extras::Unsaid, Extras::Schema) => Kind::ExtrasTyped,
            (Extras::Schema, Extras::Unsaid) => Kind::ExtrasUntyped,
            (before, after) if before < after => Kind::ExtrasOpened,
            _ => Kind::ExtrasClosed,
        };
        let values = at.values(|at| at.look(KEY).map(summary));
        self.changed(at, kind, values);
    }
}

const KEY: &str = "additionalProperties";

/// Reports whether a schema has properties, of which fields are generated.
fn is_record(at: &Cursor<'_>) -> bool {
    !at.properties().is_empty()
}

/// Reports whether an object without fields has values of one type.
fn is_map(at: &Cursor<'_>) -> bool {
    !is_record(at) && Extras::of(at) == Extras::Schema
}

/// Returns the names before and after each property, among those that both objects have.
fn neighbors(at: &Cursor<'_>, kept: &HashSet<String>) -> HashMap<String, Neighbors> {
    let names: Vec<String> = at.properties().iter().map(Cursor::name).collect();
    let mut found: HashMap<String, Neighbors> = HashMap::new();
    let mut last = None;
    for name in &names {
        found.entry(name.clone()).or_default().0 = last.clone();
        last = kept.get(name).cloned().or(last);
    }
    last = None;
    for name in names.iter().rev() {
        found.entry(name.clone()).or_default().1 = last.clone();
        last = kept.get(name).cloned().or(last);
    }
    found
}

/// The names before and after a property.
type Neighbors = (Option<String>, Option<String>);

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
        match at.get(KEY) {
            None => Self::Unsaid,
            Some(at) if *at.value == Value::Bool(false) => Self::Closed,
            Some(at) if at.says_something() => Self::Schema,
            Some(_) => Self::Open,
        }
    }
}

fn required<'d>(at: &Cursor<'d>) -> BTreeSet<&'d str> {
    at.each()
        .filter_map(|at| at.value.get("required").and_then(Value::as_array))
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}
