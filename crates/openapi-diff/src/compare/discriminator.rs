//! The discriminators of two unions: their property, and the schema behind each of its values.

use openapi_document::join;
use serde_json::Value;

use super::cursor::{Cursor, component_schema};
use super::equal::{same_data, same_part};
use super::matching::Matching;
use super::walker::{Both, Walker};
use crate::kind::Kind;

const KEY: &str = "discriminator";

impl<'d> Walker<'d> {
    /// Compares the discriminators of two schemas, value by value. A value that the schema behind it
    /// states itself is compared there.
    pub(super) fn discriminator(&mut self, at: &Both<'d>) {
        let both = at.map(|at| at.member(KEY));
        let property = |at: &Cursor<'d>| at.text("propertyName");
        let name = property(&both.old);
        if name.is_none() || name != property(&both.new) {
            // A tag that every branch states itself names the variants without it.
            let is_telling = |at: &Cursor<'d>| {
                let count = at.entries("oneOf").len() + at.entries("anyOf").len();
                let name = property(&at.member(KEY)).filter(|_| count > 1);
                name.is_some_and(|name| mapped(at, name).iter().any(|one| !states(one, name)))
            };
            let added = match is_telling(&at.old) || is_telling(&at.new) {
                true => Kind::DiscriminatorAdded,
                false => Kind::DiscriminatorChanged,
            };
            return self.keyword(at, KEY, [added, Kind::TagPropertyChanged]);
        }
        if same_data(both.old.value, both.new.value) {
            return;
        }
        let name = name.unwrap_or_default();
        let before = self.units[at.unit].found.len();
        let mut mapping = Matching::none(mapped(&at.old, name), mapped(&at.new, name));
        mapping.keyed(|one| Some(one.value.clone()));
        // A branch that only one contract has is reported as such.
        let [old, new] = [&at.old, &at.new].map(|at| mapped(at, name));
        let has = |all: &[Mapped<'d>], one: &Mapped<'d>| {
            all.iter().any(|other| one.target == other.target)
        };
        mapping
            .old
            .retain(|one| !states(one, name) && (!one.is_implied || has(&new, one)));
        mapping
            .new
            .retain(|one| !states(one, name) && (!one.is_implied || has(&old, one)));
        self.left_over(at.unit, &mapping, |one| {
            (
                &one.at,
                Kind::MappingAdded,
                Some(Value::from(one.value.as_str())),
            )
        });
        for (old, new) in mapping.pairs {
            // A schema that was renamed is the same one.
            if old.target != new.target && !same_part(old.schema(), new.schema()) {
                let entry = both.with((old.at, new.at));
                let values = entry.values(|at| Some(at.value.clone()));
                self.changed(&entry, Kind::MappingChanged, values);
            }
        }
        if self.units[at.unit].found.len() == before {
            self.keyword(at, KEY, [Kind::DiscriminatorChanged; 2]);
        }
    }
}

/// A value of a discriminator and the schema that it stands for.
struct Mapped<'d> {
    /// The entry, or the branch that has the value by its name.
    at: Cursor<'d>,
    value: String,
    /// The pointer of the schema.
    target: String,
    is_implied: bool,
}

impl<'d> Mapped<'d> {
    fn schema(&self) -> &'d Value {
        let found = self.at.document.pointer(&self.target);
        found.unwrap_or(&Value::Null)
    }
}

/// Returns the values of a discriminator: those of its mapping, and the names of the branches that
/// have none there.
fn mapped<'d>(at: &Cursor<'d>, property: &str) -> Vec<Mapped<'d>> {
    let entries = at.member(KEY).member("mapping");
    let entries = entries.members().map(|(value, at)| {
        let text = at.value.as_str().unwrap_or_default();
        // It may be the name of a component alone.
        let target = match text.strip_prefix('#') {
            Some(pointer) => pointer.to_owned(),
            None => join("/components/schemas", text),
        };
        let (value, is_implied) = (value.to_owned(), false);
        Mapped {
            at,
            value,
            target,
            is_implied,
        }
    });
    let mut all: Vec<Mapped<'d>> = entries.collect();
    for branch in ["oneOf", "anyOf"].iter().flat_map(|key| at.entries(key)) {
        let target = branch.text("$ref").and_then(|text| text.strip_prefix('#'));
        let named = target.and_then(|target| Some((target, component_schema(target)?)));
        if let Some((target, value)) = named
            && all.iter().all(|one| one.target != target)
        {
            let one = Mapped {
                at: branch,
                value: value.to_owned(),
                target: target.to_owned(),
                is_implied: true,
            };
            // One that states another value has that one.
            if stated(&one, property).next().is_none() {
                all.push(one);
            }
        }
    }
    all
}

/// Reports whether the schema of an entry states its value as the only one of the property.
fn states(entry: &Mapped<'_>, property: &str) -> bool {
    stated(entry, property).any(|value| *value == *entry.value)
}

/// Iterates over the values that the schema of an entry states as the only one of the property.
fn stated<'d>(entry: &Mapped<'d>, property: &str) -> impl Iterator<Item = &'d Value> {
    let schema = entry.schema();
    let parts = schema["allOf"].as_array().into_iter().flatten();
    let declared = parts
        .chain([schema])
        .map(move |part| &part["properties"][property]);
    declared.filter_map(|one| match one["enum"].as_array() {
        Some(values) => values.first().filter(|_| values.len() == 1),
        None => one.get("const"),
    })
}
