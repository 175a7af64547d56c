//! The source map, from places of the contract to generated types and fields.
//!
//! `mark` notes at each schema where the contract has it, under `x-sources`. The
//! passes move, copy and join schemas with their marks, so that [`SourceMap::read`] finds at the
//! end what has become of each place, without a second copy of the rules that name types.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::json::{add_elements, elements, object, text};
use crate::passes::Context;
use openapi_document::{Result, each_schema_mut, members, operations, schema_ref};

/// The key of the marks of a schema.
pub(crate) const KEY: &str = "x-sources";

/// The items that are generated from one location of the contract.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The type and the property, as it is on the wire, whose value is there.
    pub field: Option<(String, String)>,
    /// The type of the value itself.
    pub inner: Option<String>,
    /// The locator of the place in the names file, where that file names the type.
    pub locator: Option<String>,
}

/// The items that are generated from the locations of a contract, by JSON pointer.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    origins: IndexMap<String, Origin>,
    records: BTreeSet<String>,
}

impl SourceMap {
    /// Reads the map from the prepared document; `locators` are those of the places.
    pub fn read(document: &Value, locators: IndexMap<String, String>) -> Self {
        let mut map = Self::default();
        for operation in operations(document) {
            map.carried(&operation.value["requestBody"]);
            map.carried(&operation.value["responses"]);
        }
        // Once more, because the place of a type may come after what is in the type.
        for _ in 0..2 {
            for (name, schema) in object(&document["components"], "schemas") {
                map.add_type(name, schema);
            }
        }
        for (pointer, locator) in locators {
            map.origins.entry(pointer).or_default().locator = Some(locator);
        }
        map
    }

    /// The nearest place around a pointer of which something is made, with the rest of the pointer.
    pub fn nearest<'a>(&self, pointer: &'a str) -> Option<(&Origin, &'a str)> {
        let mut end = pointer.len();
        loop {
            if let Some(origin) = self.origins.get(&pointer[..end]) {
                return Some((origin, &pointer[end..]));
            }
            end = pointer[..end].rfind('/')?;
        }
    }

    /// Returns the places with what is generated from them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Origin)> {
        let origins = self.origins.iter();
        origins.map(|(pointer, origin)| (pointer.as_str(), origin))
    }

    /// Returns true if a type is a record, whose properties are fields.
    pub fn is_record(&self, name: &str) -> bool {
        self.records.contains(name)
    }

    /// The types of the bodies in a request or response.
    fn carried(&mut self, value: &Value) {
        for (key, inner) in members(Some(value)) {
            match schema_ref(inner) {
                Some(name) if key == "schema" => self.add(inner, None, Some(name)),
                _ => self.carried(inner),
            }
        }
    }

    fn add_type(&mut self, name: &str, schema: &Value) {
        self.add(schema, None, Some(name));
        if schema.get("properties").is_some() {
            self.records.insert(name.to_owned());
        }
        for (property, inner) in object(schema, "properties") {
            let wire = text(&inner["x-facts"], "x-wire").unwrap_or(property);
            self.add_value(inner, Some((name, wire)));
        }
        for branch in elements(schema, "oneOf") {
            match text(branch, "x-payload") {
                Some("") => self.add(branch, None, Some(name)),
                Some(payload) => self.add_type(payload, branch),
                None => self.add_value(branch, None),
            }
        }
    }

    /// A value in a type, and what the list or map that it is holds.
    fn add_value(&mut self, schema: &Value, field: Option<(&str, &str)>) {
        self.add(schema, field, schema_ref(schema));
        for key in ["items", "additionalProperties"] {
            if let Some(inner) = schema.get(key) {
                // The content of a list that has a name in the contract is not this field's alone.
                let is_own = |mark: &str| marks(schema).any(|around| mark.starts_with(around));
                self.add_value(inner, field.filter(|_| marks(inner).all(is_own)));
            }
        }
    }

    /// Adds an origin for each mark; one that is in the type itself wins over a copy of it.
    fn add(&mut self, schema: &Value, field: Option<(&str, &str)>, inner: Option<&str>) {
        for pointer in marks(schema) {
            let around = pointer.rsplit_once("/properties/");
            let around = around.and_then(|(around, _)| self.origins.get(around)?.inner.as_deref());
            let is_own = field.is_some_and(|(owner, _)| around == Some(owner));
            if is_own || !self.origins.contains_key(pointer) {
                let origin = Origin {
                    field: field.map(|(name, wire)| (name.to_owned(), wire.to_owned())),
                    inner: inner.map(str::to_owned),
                    locator: None,
                };
                self.origins.insert(pointer.to_owned(), origin);
            }
        }
    }
}

/// Notes at each schema where the document has it.
pub(crate) fn mark(document: &mut Value, _: &Context<'_>) -> Result<()> {
    each_schema_mut(document, &mut |schema, pointer| {
        if let Some(map) = schema.as_object_mut() {
            map.entry(KEY).or_insert_with(|| json!([pointer]));
        }
        Ok(())
    })
}

/// Removes the marks: what reads the document after [`SourceMap::read`] has no use for them.
pub(crate) fn forget(document: &mut Value) {
    match document {
        Value::Object(map) => {
            map.shift_remove(KEY);
            map.values_mut().for_each(forget);
        }
        Value::Array(list) => list.iter_mut().for_each(forget),
        _ => {}
    }
}

/// The places of the contract that a schema was made of.
pub(crate) fn marks(schema: &Value) -> impl Iterator<Item = &str> {
    elements(schema, KEY).iter().filter_map(Value::as_str)
}

/// Adds the marks of a schema, and of those inside it, to those of the schema that it became.
pub(crate) fn join(schema: &mut Value, other: &Value) {
    add_elements(schema, KEY, elements(other, KEY));
    for (name, property) in object(other, "properties") {
        if let Some(own) = schema.pointer_mut(&openapi_document::join("/properties", name)) {
            join(own, property);
        }
    }
    for key in ["items", "additionalProperties"] {
        if let (Some(own), Some(inner)) = (schema.get_mut(key), other.get(key)) {
            join(own, inner);
        }
    }
    for branch in elements(other, "oneOf") {
        let branches = schema.get_mut("oneOf").and_then(Value::as_array_mut);
        let own = branches.into_iter().flatten().find(|own| same(own, branch));
        if let Some(own) = own {
            join(own, branch);
        }
    }
}

/// A schema without its location, and those inside it.
pub(crate) fn unmarked(schema: &Value) -> Value {
    match schema {
        Value::Object(map) => {
            let inner = map.iter().filter(|(key, _)| *key != KEY);
            let inner = inner.map(|(key, value)| (key.clone(), unmarked(value)));
            Value::Object(inner.collect())
        }
        Value::Array(list) => list.iter().map(unmarked).collect(),
        value => value.clone(),
    }
}

/// Returns true if two schemas are equal, regardless of their location.
pub(crate) fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let count = |map: &Map<String, Value>| map.keys().filter(|key| *key != KEY).count();
            let mut ours = one.iter().filter(|(key, _)| *key != KEY);
            count(one) == count(other)
                && ours.all(|(key, ours)| other.get(key).is_some_and(|theirs| same(ours, theirs)))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        _ => one == other,
    }
}

/// Gives a schema the marks of another one, in place of its own.
pub(crate) fn take(schema: &mut Value, other: &Value) {
    if let Some(map) = schema.as_object_mut() {
        match other.get(KEY) {
            Some(marks) => map.insert(KEY.to_owned(), marks.clone()),
            None => map.shift_remove(KEY),
        };
    }
}
