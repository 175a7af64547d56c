//! The discriminators of two unions: their property, and the schema behind each of its values.

use openapi_document::join;
use serde_json::Value;

use super::cursor::Cursor;
use super::equal::{same_data, same_part};
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
            return self.keyword(at, KEY, [Kind::DiscriminatorChanged; 2]);
        }
        if same_data(both.old.value, both.new.value) {
            return;
        }
        let name = name.unwrap_or_default();
        let before = self.units[at.unit].found.len();
        let mut mapping = both.members("mapping");
        mapping.old.retain(|entry| !states(entry, name));
        mapping.new.retain(|entry| !states(entry, name));
        self.left_over(at.unit, &mapping, |entry| {
            (entry, Kind::MappingAdded, Some(Value::from(entry.name())))
        });
        for pair in mapping.pairs {
            let entry = both.with(pair);
            let [old, new] = [&entry.old, &entry.new].map(schema);
            // A schema that was renamed is the same one.
            if reference(&entry.old) != reference(&entry.new) && !same_part(old, new) {
                let values = entry.values(|at| Some(at.value.clone()));
                self.changed(&entry, Kind::MappingChanged, values);
            }
        }
        if self.units[at.unit].found.len() == before {
            self.keyword(at, KEY, [Kind::DiscriminatorChanged; 2]);
        }
    }
}

/// Returns the pointer of the schema of an entry, which may hold the name of a component alone.
fn reference(entry: &Cursor<'_>) -> String {
    let text = entry.value.as_str().unwrap_or_default();
    match text.strip_prefix('#') {
        Some(pointer) => pointer.to_owned(),
        None => join("/components/schemas", text),
    }
}

fn schema<'d>(entry: &Cursor<'d>) -> &'d Value {
    let found = entry.document.pointer(&reference(entry));
    found.unwrap_or(&Value::Null)
}

/// Reports whether the schema of an entry states its value as the only one of the property.
fn states(entry: &Cursor<'_>, property: &str) -> bool {
    let schema = schema(entry);
    let parts = schema["allOf"].as_array().into_iter().flatten();
    let mut declared = parts
        .chain([schema])
        .map(|part| &part["properties"][property]);
    let value = Value::from(entry.name());
    declared.any(|one| one["const"] == value || one["enum"] == Value::from(vec![value.clone()]))
}
