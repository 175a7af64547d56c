//! Gives every inline schema a name and moves it to the components.
//!
//! A place is written as a locator: a component of the contract,
//! `operation.request`, `operation.response`, or a place inside of a type that
//! has its Rust name already: `Type.property`, with `[]` for items, `{}` for
//! values of a map and `|tag` for a branch. Places that `names.toml` gives one
//! name become one type with the properties of all.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::agreement::{self, Place};
use super::auto_name::Taken;
use super::directions::{Roots, reachable};
use super::unions::tag_value;
use super::{Context, merge, queries};
use crate::json::{FOREIGN, TO_TEXTS, bare_reference, elements, object, text};
use crate::names::is_foreign;
use crate::naming::{pascal, singular, type_name};
use crate::sources;
use openapi_document::{
    Error, Result, SCHEMA_PREFIX, each_schema_mut, operations, schema_ref, schemas, schemas_mut,
};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    // Places that differ from those whose name they have, each with the error that says so.
    let mut apart: IndexMap<String, Error> = IndexMap::new();
    loop {
        let before = context.names.joins().then(|| document.clone());
        let mut hoist = Hoist {
            context,
            apart: &apart,
            taken: Taken::default(),
            made: Map::new(),
            places: IndexMap::new(),
            conflicts: IndexMap::new(),
            names_apart: IndexMap::new(),
        };
        hoist.document(document)?;
        let conflicts = std::mem::take(&mut hoist.conflicts);
        let names = std::mem::take(&mut hoist.names_apart);
        match (conflicts.is_empty(), before) {
            (false, Some(before)) if context.lenient => {
                *document = before;
                apart.extend(conflicts);
            }
            (false, _) => return conflicts.into_values().next().map_or(Ok(()), Err),
            (true, _) => {
                for (pointer, error) in apart {
                    context.disagree(match names.get(&pointer) {
                        Some(name) => format!("{error}; it is {name}"),
                        None => error.to_string(),
                    });
                }
                return Ok(());
            }
        }
    }
}

struct Hoist<'a> {
    context: &'a Context<'a>,
    apart: &'a IndexMap<String, Error>,
    taken: Taken,
    made: Map<String, Value>,
    places: IndexMap<String, Vec<Place>>,
    conflicts: IndexMap<String, Error>,
    names_apart: IndexMap<String, String>,
}

impl Hoist<'_> {
    fn document(&mut self, document: &mut Value) -> Result<()> {
        let sent = match self.context.names.joins() {
            true => reachable(document, Roots::of(document).sent),
            false => BTreeSet::new(),
        };
        let renamed = self.component_names(document);
        each_schema_mut(document, &mut |schema, _| {
            if let Some(name) = schema_ref(schema).and_then(|name| renamed.get(name)) {
                match is_foreign(name) {
                    true => make_foreign(schema, name),
                    false => schema["$ref"] = json!(format!("{SCHEMA_PREFIX}{name}")),
                }
            }
            Ok(())
        })?;
        let places: Vec<(String, String, String)> = operations(document)
            .map(|operation| {
                let query = queries::of(document, &operation.id());
                let query = renamed.get(&query).cloned().unwrap_or(query);
                (operation.pointer(), operation.id(), query)
            })
            .collect();
        let components = schemas_mut(document).map(std::mem::take);
        for (component, mut schema) in components.unwrap_or_default() {
            let name = renamed.get(&component).cloned().unwrap_or_default();
            if self.context.names.type_name(&component).is_some() {
                self.context.locate(&schema, &component);
            }
            if is_foreign(&name) {
                continue;
            }
            let pointer = place(&schema, &component);
            self.children(&mut schema, &name)?;
            self.register(name, &component, pointer, schema);
        }
        for (pointer, id, query) in &places {
            if let Some(operation) = document.pointer_mut(pointer) {
                self.operation(operation, id, query)?;
            }
        }
        self.part_undeclared(&sent);
        let ids = places.into_iter().map(|(pointer, id, _)| (pointer, id));
        let ids: Vec<(String, String)> = ids.collect();
        for (name, places) in &self.places {
            if let (Some(joined), 2..) = (self.made.get_mut(name), places.len()) {
                agreement::note(joined, places, &ids);
            }
        }
        if let Some(schemas) = schemas_mut(document) {
            schemas.extend(std::mem::take(&mut self.made));
        }
        Ok(())
    }

    /// The Rust name of every component, reserved before any inline schema is named.
    fn component_names(&mut self, document: &Value) -> IndexMap<String, String> {
        let mut names = IndexMap::new();
        let components = || schemas(document).into_iter().flatten();
        for (component, schema) in components() {
            if let Some(name) = self.context.names.type_name(component) {
                // Also of one that is apart: then nothing else has it.
                self.taken.reserve(name, component);
                if !self.apart.contains_key(&place(schema, component)) {
                    names.insert(component.clone(), name.to_owned());
                }
            }
        }
        // Two components whose names become one, such as `a_b` and `aB`, stay two types.
        for (component, schema) in components() {
            let pointer = place(schema, component);
            if !names.contains_key(component) {
                let name = self.taken.component(component);
                if self.apart.contains_key(&pointer) {
                    self.names_apart.insert(pointer, name.clone());
                }
                names.insert(component.clone(), name);
            }
        }
        names
    }

    fn operation(&mut self, operation: &mut Value, id: &str, query: &str) -> Result<()> {
        if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
            for parameter in parameters {
                let name = text(parameter, "name").unwrap_or_default().to_owned();
                if let Some(schema) = parameter.get_mut("schema") {
                    self.schema(schema, &format!("{query}.{name}"), query, &name)?;
                }
            }
        }
        for (part, locator, word) in [
            ("/requestBody/content", "request", "Request"),
            ("/responses/2XX/content", "response", "Response"),
        ] {
            let content = operation.pointer_mut(part).and_then(Value::as_object_mut);
            for media_type in content.into_iter().flat_map(Map::values_mut) {
                if let Some(schema) = media_type.get_mut("schema") {
                    self.schema(schema, &format!("{id}.{locator}"), &type_name(id), word)?;
                }
            }
        }
        Ok(())
    }

    /// Names and moves one schema, unless it is a reference, a plain value, a list or a map.
    fn schema(
        &mut self,
        schema: &mut Value,
        locator: &str,
        parent: &str,
        word: &str,
    ) -> Result<()> {
        if let Some(mut same) = same_reference(schema) {
            sources::take(&mut same, schema);
            *schema = same;
        }
        if schema.get("$ref").is_some() {
            return Ok(());
        }
        if !is_type(schema) {
            return self.inside(schema, locator, parent, word);
        }
        let pointer = place(schema, locator);
        let is_apart = self.apart.contains_key(&pointer);
        let chosen = self.chosen(schema, locator);
        let name = chosen.filter(|_| !is_apart).unwrap_or_else(|| {
            let title = text(&schema["x-facts"], "title");
            if is_apart {
                let name = self.taken.choose(parent, word, title, &pointer);
                self.names_apart.insert(pointer.clone(), name.clone());
                return name;
            }
            let name = self.taken.choose(parent, word, title, locator);
            self.context.named_by_rule(locator, &name);
            name
        });
        if is_foreign(&name) {
            make_foreign(schema, &name);
            return Ok(());
        }
        self.children(schema, &name)?;
        let mut moved = schema.clone();
        if let Some(map) = moved.as_object_mut() {
            // Whether it is closed is a fact of the type; the others are of the place.
            let facts = map.shift_remove("x-facts").unwrap_or_default();
            if let Some(closed) = facts.get("closed") {
                map.insert("x-facts".to_owned(), json!({"closed": closed}));
            }
            // The errors of a later pass name the place of what it joins.
            if !map.contains_key("allOf") {
                map.shift_remove(sources::KEY);
            }
        }
        if let Some(map) = schema.as_object_mut() {
            map.retain(|key, _| key == "x-facts" || key == sources::KEY);
        }
        schema["$ref"] = json!(format!("{SCHEMA_PREFIX}{name}"));
        if moved.get("enum").is_some() {
            schema[TO_TEXTS] = json!(true);
        }
        self.register(name, locator, pointer, moved);
        Ok(())
    }

    /// The name that the names file has for a place.
    fn chosen(&self, schema: &Value, locator: &str) -> Option<String> {
        let name = self.context.names.type_name(locator)?;
        self.context.locate(schema, locator);
        Some(name.to_owned())
    }

    /// Goes on into a list or a map, whose content is named after the same word.
    fn inside(
        &mut self,
        schema: &mut Value,
        locator: &str,
        parent: &str,
        word: &str,
    ) -> Result<()> {
        for (key, mark) in [("items", "[]"), ("additionalProperties", "{}")] {
            if let Some(inner @ Value::Object(_)) = schema.get_mut(key) {
                self.schema(inner, &format!("{locator}{mark}"), parent, &singular(word))?;
            }
        }
        if let Some(Value::Array(parts)) = schema.get_mut("allOf") {
            for part in parts {
                self.children(part, parent)?;
            }
        }
        Ok(())
    }

    /// Names and moves the schemas inside a schema that itself has a name.
    fn children(&mut self, schema: &mut Value, name: &str) -> Result<()> {
        let tag = text(&schema["x-union"], "tag").map(str::to_owned);
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            for (property, schema) in properties {
                self.schema(schema, &format!("{name}.{property}"), name, property)?;
            }
        }
        let mut locators = Vec::new();
        let branches = schema.get_mut("oneOf").and_then(Value::as_array_mut);
        for branch in branches.into_iter().flatten() {
            if let Some(tag) = &tag {
                self.tagged_branch(branch, tag, name)?;
                continue;
            }
            let word = text(branch, "type").unwrap_or("value").to_owned();
            let mut locator = format!("{name}|{word}");
            // A second branch of one kind is named after its required fields.
            if is_type(branch) && locators.contains(&locator) {
                let number = (locators.len() + 1).to_string();
                let mark = branch["required"][0].as_str().unwrap_or(&number);
                locator = format!("{locator}:{mark}");
            }
            locators.push(locator.clone());
            self.schema(branch, &locator, name, &word)?;
        }
        self.inside(schema, name, name, "entry")
    }

    /// A branch of a tagged union stays in place; `x-payload` is the name of its content.
    fn tagged_branch(&mut self, branch: &mut Value, tag: &str, union: &str) -> Result<()> {
        let value = tag_value(branch, tag).unwrap_or_default();
        let locator = format!("{union}|{value}");
        let payload = match self.chosen(branch, &locator) {
            Some(name) => name,
            // It has more than its tag.
            None if object(branch, "properties").count() > 1 => {
                self.taken.choose(&pascal(value), union, None, &locator)
            }
            None => String::new(),
        };
        if let Some(Value::Object(properties)) = branch.get_mut("properties") {
            for (property, schema) in properties.iter_mut().filter(|(name, _)| *name != tag) {
                self.schema(schema, &format!("{payload}.{property}"), &payload, property)?;
            }
        }
        branch["x-payload"] = json!(payload);
        Ok(())
    }

    /// Adds a schema under its name, joined with what has that name already.
    fn register(&mut self, name: String, locator: &str, pointer: String, schema: Value) {
        let places = self.places.entry(name.clone()).or_default();
        let mut place = Place {
            locator: locator.to_owned(),
            pointer,
            schema: Value::Null,
        };
        if let Some(known) = self.made.get(&name) {
            if let [first] = places.as_mut_slice() {
                first.schema = known.clone();
            }
            match merge::schemas(known, &schema, &name) {
                Ok(joined) => {
                    place.schema = schema;
                    self.made.insert(name, joined);
                }
                Err(error) => {
                    let differs =
                        |one: &&Place| merge::schemas(&one.schema, &schema, &name).is_err();
                    let other = places.iter().find(differs).or(places.first());
                    let other = other
                        .map(|other| other.pointer.as_str())
                        .unwrap_or_default();
                    let within = error.pointer().unwrap_or_default();
                    let message = format!(
                        "it is to be one type, {name}, with {other}, and differs from it at `{within}`: {}",
                        error.message()
                    );
                    self.conflict(&place.pointer, message);
                    return;
                }
            }
        } else {
            self.made.insert(name, schema);
        }
        places.push(place);
    }

    /// Finds the places of responses that would add to a type of requests what no request declares.
    fn part_undeclared(&mut self, sent: &BTreeSet<String>) {
        for (name, places) in std::mem::take(&mut self.places) {
            for (place, with, property) in agreement::undeclared(&places, sent) {
                let message = format!(
                    "it is to be one type, {name}, with {with}, and no request declares its `{property}`"
                );
                self.conflict(place, message);
            }
            self.places.insert(name, places);
        }
    }

    fn conflict(&mut self, pointer: &str, message: String) {
        let error = Error::new(message)
            .at(pointer)
            .in_file(self.context.names.path())
            .remedy(
                "give the two different names there, or make them agree with an overlay action",
            );
        self.conflicts.entry(pointer.to_owned()).or_insert(error);
    }
}

/// The JSON pointer of a schema in the contract, or else its locator.
fn place(schema: &Value, locator: &str) -> String {
    sources::marks(schema).next().unwrap_or(locator).to_owned()
}

/// Leaves of a schema the facts of its place, and the path of the type that another crate has.
fn make_foreign(schema: &mut Value, path: &str) {
    if let Some(map) = schema.as_object_mut() {
        map.retain(|key, _| key == "x-facts" || key == sources::KEY);
        if let Some(facts) = map.get_mut("x-facts").and_then(Value::as_object_mut) {
            facts.shift_remove("closed");
        }
        map.insert(FOREIGN.to_owned(), json!(path));
    }
}

/// The reference that all branches of a union are, once their targets have one name.
fn same_reference(schema: &Value) -> Option<Value> {
    let branches = elements(schema, "oneOf");
    let first = branches.first()?;
    let name = Some(schema_ref(first)?);
    let mut names = branches.iter().map(schema_ref);
    names
        .all(|other| other == name)
        .then(|| bare_reference(first))
}

/// Returns true if a schema becomes a type of its own.
fn is_type(schema: &Value) -> bool {
    let has = |key: &&str| schema.get(*key).is_some();
    ["properties", "enum", "oneOf"].iter().any(has) || elements(schema, "allOf").len() > 1
}

#[cfg(test)]
mod tests;
