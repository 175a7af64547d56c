//! Keywords that restrict the values of a schema and of which nothing is generated, and `not`.

use std::cmp::Ordering;

use openapi_document::UNTRANSLATED;
use serde_json::{Value, json};

use super::cursor::Cursor;
use super::equal::{same_data, same_part};
use super::schema::change;
use super::summary::summary;
use super::walker::{Both, Root, Walker};
use crate::change::{Class, Side};
use crate::kind::{Family, Kind};
use crate::rules::verdicts;

/// The deepest `not` within others whose inside is compared.
const DEEPEST: u8 = 4;
/// The most units that the insides of all `not` take, which may lead to the same schemas again.
const MOST_INSIDE: usize = 20_000;
/// The length from which on a schema is shown in a few words.
const LONG: usize = 200;

impl<'d> Walker<'d> {
    /// Compares a keyword that restricts values, which is in a schema or kept apart inside of it.
    pub(super) fn constraint(&mut self, at: &Both<'d>, inside: &Both<'d>, key: &str) {
        let (old, new) = (inside.old.look(key), inside.new.look(key));
        if old.zip(new).is_some_and(|(old, new)| same_part(old, new)) {
            return;
        }
        // One entry is the least unless another number is given.
        let one = json!(1);
        let (before, after) = match key {
            "minContains" => (old.or(Some(&one)), new.or(Some(&one))),
            _ => (old, new),
        };
        let order = before
            .zip(after)
            .and_then(|(old, new)| tighter(key, old, new));
        let is_open = || is_open(&at.old) && is_open(&at.new);
        let kinds = match order {
            // Among names that are restricted, one more pattern may allow more, or exclude more.
            _ if key == "patternProperties" && !is_open() => [Kind::ConstraintChanged; 2],
            Some(Ordering::Greater) => [Kind::ConstraintTightened; 2],
            Some(Ordering::Less) => [Kind::ConstraintLoosened; 2],
            _ => [Kind::ConstraintAdded, Kind::ConstraintChanged],
        };
        if let Some(kind) = change(before, after, kinds) {
            let holder = if std::ptr::eq(at, inside) {
                key
            } else {
                UNTRANSLATED
            };
            let shown = |value: &Value| Value::from(format!("{key} {value}"));
            self.stated(at, holder, kind, (old.map(shown), new.map(shown)));
        }
    }

    /// Compares the schemas under `not`: the more they allow, the tighter is the schema around them.
    pub(super) fn excluded(&mut self, at: &Both<'d>) {
        let shown = |schema: &Value| Some(summary(schema));
        let places = at.get("not");
        let Some(at) = self.both(at.unit, places, Kind::NotAdded, shown) else {
            return;
        };
        let mut kinds = vec![Kind::NotChanged];
        if self.depth == DEEPEST || self.inside > MOST_INSIDE {
            kinds.retain(|_| !same_part(at.old.value, at.new.value));
        } else {
            let mut inside = Self::on(None);
            (inside.depth, inside.inside) = (self.depth + 1, self.inside);
            let root = inside.root(Root::Operation(0, Some(Side::Request)), &at.old, &at.new);
            inside.unnamed_schema(&root);
            inside.finish();
            self.prose += inside.prose;
            self.inside = inside.inside + inside.units.len();
            let found = inside.units.iter().flat_map(|unit| &unit.found);
            kinds = found.map(|found| found.kind).collect();
        }
        let mut orders = kinds.into_iter().filter_map(widening);
        let Some(first) = orders.next() else { return };
        let kind = match orders.all(|order| order == first) {
            true if first == Ordering::Greater => Kind::NotWidened,
            true if first == Ordering::Less => Kind::NotNarrowed,
            _ => Kind::NotChanged,
        };
        let shown = |at: &Cursor<'d>| match at.value.to_string().len() {
            ..LONG => at.value.clone(),
            _ => summary(at.value),
        };
        self.changed(&at, kind, at.values(|at| Some(shown(at))));
    }
}

/// Orders two values of a keyword by how much they restrict: greater if the new one does more.
fn tighter(key: &str, old: &Value, new: &Value) -> Option<Ordering> {
    let numbers = || new.as_f64()?.partial_cmp(&old.as_f64()?);
    match key {
        "minContains" => numbers(),
        "maxContains" => numbers().map(Ordering::reverse),
        "dependentRequired" | "dependentSchemas" | "patternProperties" => {
            match (within(old, new), within(new, old)) {
                (true, false) => Some(Ordering::Greater),
                (false, true) => Some(Ordering::Less),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Reports whether an object may have properties of any name beside those that a schema declares,
/// as far as it and the schemas around it say.
fn is_open(at: &Cursor<'_>) -> bool {
    let may_be_any = |schema: &Value| {
        let mut rest = ["additionalProperties", "unevaluatedProperties"].into_iter();
        rest.all(|key| {
            schema
                .get(key)
                .is_none_or(|rest| *rest == Value::Bool(true))
        })
    };
    at.each().all(|part| {
        let mut pointer = part.pointer.as_str();
        loop {
            let schema = part.document.pointer(pointer).unwrap_or(&Value::Null);
            if !may_be_any(schema) || !schema.get(UNTRANSLATED).is_none_or(may_be_any) {
                return false;
            }
            // What a schema leaves to its parts depends on all of them.
            let outer = pointer.rsplit_once('/').and_then(|(list, _)| {
                let mut keys = ["/allOf", "/anyOf", "/oneOf"].into_iter();
                keys.find_map(|key| list.strip_suffix(key))
            });
            match outer {
                Some(outer) => pointer = outer,
                None => return true,
            }
        }
    })
}

/// Reports whether another map has all entries of a map, with at least the names that each lists.
fn within(map: &Value, other: &Value) -> bool {
    let (Some(map), Some(other)) = (map.as_object(), other.as_object()) else {
        return false;
    };
    let has = |entry: &Value, other: &Value| match (entry.as_array(), other.as_array()) {
        (Some(names), Some(others)) => {
            let mut names = names.iter();
            names.all(|name| others.iter().any(|other| same_data(name, other)))
        }
        _ => same_part(entry, other),
    };
    map.iter()
        .all(|(name, entry)| other.get(name).is_some_and(|other| has(entry, other)))
}

/// Orders the values that are valid after a change of a kind and before it: greater if there are
/// more, equal if neither has all of the other, and nothing if they are the same.
fn widening(kind: Kind) -> Option<Ordering> {
    let class = |kind: Kind| {
        let verdict = verdicts(kind, &[Side::Request]).swap_remove(0);
        kind.wire_class(Some(Side::Request), verdict.class)
    };
    match (class(kind), class(kind.mirrored())) {
        // A property more is one that a valid value must not have in another form.
        _ if kind.family() == Family::Property => Some(Ordering::Equal),
        (Class::Additive, Class::Breaking) => Some(Ordering::Greater),
        (Class::Breaking, Class::Additive) => Some(Ordering::Less),
        (Class::Breaking | Class::Additive, _) | (_, Class::Breaking | Class::Additive) => {
            Some(Ordering::Equal)
        }
        _ => None,
    }
}
