//! Notes in a type of several places of the contract what only some of them declare.
//!
//! The type accepts what any of its places does. A property that vanishes from one of them, or that
//! one begins to require, would change nothing that is generated; the notes are documentation, so
//! that it does.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::apart::Spot;
use super::merge;
use super::unions::tag_value;
use crate::json::{AT, elements, object, text};
use openapi_document::segments;

/// A place of the contract whose schema is of a type.
#[derive(Clone, Debug)]
pub struct Place {
    /// The place as `names.toml` writes it.
    pub locator: String,
    /// The JSON pointer, or the locator of a schema that the contract does not have by itself.
    pub pointer: String,
    /// The schema there; `null` while it is the only one of its type.
    pub schema: Value,
}

/// Notes the differences of the places of a type in the type; `operations` are those of the
/// contract, each with its pointer and id.
pub fn note(joined: &mut Value, places: &[Place], operations: &[(String, String)]) {
    let indexed = places.iter().map(|place| &place.schema).enumerate();
    Places { places, operations }.compare(joined, &indexed.collect::<Vec<_>>());
}

/// Returns the places of responses that declare a property which no place of a request does; each
/// with a place of a request, and the property.
///
/// `sent` are the components that requests have.
pub fn undeclared<'a>(
    places: &'a [Place],
    sent: &BTreeSet<String>,
) -> Vec<(&'a Place, &'a str, &'a str)> {
    let (ours, theirs): (Vec<_>, Vec<_>) = places.iter().partition(|place| place.is_sent(sent));
    let has_names = |place: &&Place| {
        let has = |key: &str| place.schema.get(key).is_some();
        (has("properties") || has("oneOf")) && !has("allOf")
    };
    let [first, ..] = ours[..] else {
        return Vec::new();
    };
    if !ours.iter().all(has_names) {
        return Vec::new();
    }
    let known: BTreeSet<_> = ours.iter().flat_map(|place| place.declared()).collect();
    let has_branch = |tag| known.iter().any(|(known, _)| *known == tag);
    let found = theirs.iter().filter_map(|place| {
        let mut declared = place.declared().into_iter();
        let (_, property) = declared.find(|one| !known.contains(one) && has_branch(one.0))?;
        Some((*place, first.pointer.as_str(), property))
    });
    found.collect()
}

impl Place {
    /// Returns the pointer and the locator.
    pub fn spot(&self) -> Spot {
        (self.pointer.clone(), self.locator.clone())
    }

    /// Returns whether a request has the place.
    fn is_sent(&self, sent: &BTreeSet<String>) -> bool {
        let words = segments(&self.pointer);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match &words[..] {
            ["components", "schemas", name, ..] => sent.contains(*name),
            ["components", part, ..] | ["paths", _, _, part, ..] => {
                !matches!(*part, "responses" | "headers")
            }
            // A component that the contract does not have by itself.
            _ => sent.contains(
                self.locator
                    .split(['.', '[', '{', '|'])
                    .next()
                    .unwrap_or(""),
            ),
        }
    }

    /// Returns the properties that are not read-only, with the tags of the branches that have them.
    fn declared(&self) -> Vec<(Option<&str>, &str)> {
        let tag = text(&self.schema["x-union"], "tag");
        let branches = elements(&self.schema, "oneOf").iter();
        let branches = branches.filter_map(|branch| Some((Some(tag_value(branch, tag?)?), branch)));
        let holders = branches.chain([(None, &self.schema)]);
        let declared = holders.flat_map(|(tag, holder)| {
            let properties = object(holder, "properties");
            let own = properties.filter(|(_, one)| one["x-facts"]["readOnly"] != true);
            own.map(move |(name, _)| (tag, name.as_str()))
        });
        declared.collect()
    }
}

struct Places<'a> {
    places: &'a [Place],
    operations: &'a [(String, String)],
}

/// The schemas of some places, each with the index of its place.
type Schemas<'a> = [(usize, &'a Value)];

impl Places<'_> {
    fn compare(&self, joined: &mut Value, schemas: &Schemas<'_>) {
        let properties = joined.get_mut("properties").and_then(Value::as_object_mut);
        for (name, property) in properties.into_iter().flatten() {
            let notes = self.of_property(name, schemas);
            keep(property, notes);
        }
        let values: Vec<Value> = elements(joined, "enum").to_vec();
        for value in values.iter().filter_map(Value::as_str) {
            let has = |schema: &Value| elements(schema, "enum").iter().any(|one| one == value);
            let notes = self.only(schemas, has);
            if !notes.is_empty() {
                joined[AT][value] = json!(notes);
            }
        }
        let Some(tag) = text(&joined["x-union"], "tag").map(str::to_owned) else {
            return;
        };
        let branches = joined.get_mut("oneOf").and_then(Value::as_array_mut);
        for branch in branches.into_iter().flatten() {
            let value = tag_value(branch, &tag).map(str::to_owned);
            let find = |schema: &Value| {
                let mut branches = elements(schema, "oneOf").iter();
                let found = branches.find(|one| tag_value(one, &tag) == value.as_deref());
                found.cloned()
            };
            keep(branch, self.only(schemas, |schema| find(schema).is_some()));
            let found = schemas.iter();
            let found = found.filter_map(|(place, schema)| Some((*place, find(schema)?)));
            let found: Vec<(usize, Value)> = found.collect();
            let found = found.iter().map(|(place, schema)| (*place, schema));
            self.compare(branch, &found.collect::<Vec<_>>());
        }
    }

    fn of_property(&self, name: &str, schemas: &Schemas<'_>) -> Map<String, Value> {
        let declares = |schema: &Value| schema["properties"].get(name).is_some();
        let requires = |schema: &Value| {
            let required = elements(schema, "required").iter();
            declares(schema) && required.into_iter().any(|one| one == name)
        };
        let mut notes = self.only(schemas, declares);
        let required = indices(schemas, requires);
        if !required.is_empty() && required.len() < schemas.len() {
            notes.insert("required".to_owned(), json!(self.labels(&required)));
        }
        let mut kinds: IndexMap<String, Vec<usize>> = IndexMap::new();
        for (place, schema) in schemas {
            if let Some(property) = schema["properties"].get(name) {
                kinds
                    .entry(merge::shown(property))
                    .or_default()
                    .push(*place);
            }
        }
        // What most places have is in the code.
        let most = kinds.values().map(Vec::len).max();
        let most = kinds.values().position(|places| Some(places.len()) == most);
        kinds.shift_remove_index(most.unwrap_or_default());
        if !kinds.is_empty() {
            let kinds = kinds.into_iter();
            let kinds = kinds.map(|(kind, places)| (kind, json!(self.labels(&places))));
            notes.insert("kinds".to_owned(), Value::Object(kinds.collect()));
        }
        notes
    }

    /// The places that declare something, or those that do not if they are fewer.
    fn only(&self, schemas: &Schemas<'_>, declares: impl Fn(&Value) -> bool) -> Map<String, Value> {
        let not = self.labels(&indices(schemas, |schema| !declares(schema)));
        let only = self.labels(&indices(schemas, declares));
        let notes = match only.len() {
            _ if not.is_empty() => None,
            count if count <= not.len() => Some(("only".to_owned(), json!(only))),
            _ => Some(("not".to_owned(), json!(not))),
        };
        notes.into_iter().collect()
    }

    /// The names of places: their locator if all that have it are among them.
    fn labels(&self, places: &[usize]) -> Vec<String> {
        let mut labels = Vec::new();
        for place in places {
            let of = &self.places[*place];
            let mut same = self.places.iter().enumerate();
            let is_whole =
                same.all(|(other, one)| one.locator != of.locator || places.contains(&other));
            let label = match is_whole {
                true => of.locator.clone(),
                false => self.of_root(of),
            };
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    }

    /// The locator of a place with the operation or the component of the contract that has it.
    fn of_root(&self, place: &Place) -> String {
        let within = |(pointer, _): &&(String, String)| place.pointer.starts_with(pointer);
        let operation = self
            .operations
            .iter()
            .find(within)
            .map(|(_, id)| id.clone());
        let root = operation.or_else(|| segments(&place.pointer).into_iter().nth(2));
        format!("{} in {}", place.locator, root.unwrap_or_default())
    }
}

fn indices(schemas: &Schemas<'_>, has: impl Fn(&Value) -> bool) -> Vec<usize> {
    let found = schemas.iter().filter(|(_, schema)| has(schema));
    found.map(|(place, _)| *place).collect()
}

fn keep(schema: &mut Value, notes: Map<String, Value>) {
    if !notes.is_empty() && schema.is_object() {
        schema["x-facts"][AT] = Value::Object(notes);
    }
}
