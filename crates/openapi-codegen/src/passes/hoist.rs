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
use super::apart::{self, Apart, NamesApart, Spot};
use super::auto_name::Taken;
use super::directions::{Roots, reachable};
use super::unions::tag_value;
use super::{Context, merge, queries};
use crate::json::{FOREIGN, TO_TEXTS, bare_reference, elements, object, text};
use crate::names::is_foreign;
use crate::naming::{pascal, singular, type_name};
use crate::sources;
use openapi_document::{
    Result, SCHEMA_PREFIX, each_schema_mut, operations, schema_ref, schemas, schemas_mut,
};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let mut apart = IndexMap::new();
    let mut is_settled = false;
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
            around: None,
        };
        hoist.document(document)?;
        if !hoist.conflicts.is_empty() && !context.lenient {
            let mut errors = hoist.conflicts.iter();
            return errors
                .next()
                .map_or(Ok(()), |(spot, one)| Err(one.error(spot, context)));
        }
        // The name is of the type that most of its places have.
        let more = match hoist.conflicts.is_empty() {
            false => std::mem::take(&mut hoist.conflicts),
            true if is_settled => IndexMap::new(),
            true => {
                is_settled = true;
                apart::exchanged(&hoist.names_apart, &hoist.places, &apart)
            }
        };
        let Some(before) = before.filter(|_| !more.is_empty()) else {
            for (spot, one) in apart.iter().filter(|(_, one)| one.number > 0) {
                let name = hoist.names_apart.get(&(one.name.clone(), one.number));
                let name = name.map(|name| format!("; it is {name}"));
                let error = one.error(spot, context);
                context.disagree(format!("{error}{}", name.unwrap_or_default()));
            }
            for ((base, _), name) in &hoist.names_apart {
                context.set_apart(name, base);
            }
            return Ok(());
        };
        *document = before;
        apart.extend(more);
    }
}

struct Hoist<'a> {
    context: &'a Context<'a>,
    apart: &'a IndexMap<Spot, Apart>,
    taken: Taken,
    made: Map<String, Value>,
    places: IndexMap<String, Vec<Place>>,
    conflicts: IndexMap<Spot, Apart>,
    /// The names of the types that are apart, by the names that they were to have.
    names_apart: NamesApart,
    /// The name of the type around, if it is apart.
    around: Option<String>,
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
        let queries = queries::types_by_operation(document);
        let places: Vec<(String, String, String)> = operations(document)
            .map(|operation| {
                let query = queries::of(&queries, &operation.id());
                let query = renamed.get(&query).cloned().unwrap_or(query);
                (operation.pointer(), operation.id(), query)
            })
            .collect();
        let components = schemas_mut(document).map(std::mem::take);
        for (component, mut schema) in components.unwrap_or_default() {
            let name = renamed.get(&component).cloned().unwrap_or_default();
            let chosen = self.chosen(&schema, &component);
            if is_foreign(&name) {
                continue;
            }
            let base = chosen.unwrap_or_else(|| name.clone());
            let spot = (place(&schema, &component), component);
            let number = self.number(&spot);
            self.children(&mut schema, &base, number)?;
            self.register(name, base, spot, schema);
        }
        for (pointer, id, query) in &places {
            if let Some(operation) = document.pointer_mut(pointer) {
                self.operation(operation, id, query)?;
            }
        }
        self.part_undeclared(&sent);
        apart::share_payloads(&self.names_apart, &mut self.made);
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

    /// The number of the type that a schema is of, among those that were to have one name.
    fn number(&self, spot: &Spot) -> usize {
        self.apart.get(spot).map_or(0, |apart| apart.number)
    }

    /// The name of a type, which is another one than `base` if the type is apart.
    fn name_of(
        &mut self,
        base: &str,
        number: usize,
        choose: impl FnOnce(&mut Taken) -> String,
    ) -> String {
        if number == 0 {
            return base.to_owned();
        }
        let key = (base.to_owned(), number);
        let taken = &mut self.taken;
        let name = self.names_apart.entry(key).or_insert_with(|| choose(taken));
        name.clone()
    }

    /// The Rust name of every component, reserved before any inline schema is named.
    fn component_names(&mut self, document: &Value) -> IndexMap<String, String> {
        let mut names = IndexMap::new();
        let components = || schemas(document).into_iter().flatten();
        let mut apart = Vec::new();
        for (component, schema) in components() {
            if let Some(name) = self.context.names.type_name(component) {
                // Also of one that is apart: then nothing else has it.
                self.taken.reserve(name, component);
                names.insert(component.clone(), name.to_owned());
                let number = self.number(&(place(schema, component), component.clone()));
                if number > 0 {
                    apart.push((component, name, number));
                }
            }
        }
        // Two components whose names become one, such as `a_b` and `aB`, stay two types.
        for (component, _) in components() {
            if !names.contains_key(component) {
                let name = self.taken.component(component);
                if let Some(other) = self.context.names.locator(&name) {
                    self.context.warn(format!(
                        "/components/schemas/{component}: of the type {name}, as `{other}` is by the \
                         names file: add the component there, or give one of them another name"
                    ));
                }
                names.insert(component.clone(), name);
            }
        }
        for (component, base, number) in apart {
            let name = self.name_of(base, number, |taken| taken.component(component));
            names.insert(component.clone(), name);
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
        let title = text(&schema["x-facts"], "title").map(str::to_owned);
        let title = title.as_deref();
        let spot = (place(schema, locator), locator.to_owned());
        let number = self.number(&spot);
        let base = self.chosen(schema, locator).unwrap_or_else(|| {
            let name = self.taken.choose(parent, word, title, locator);
            self.context.named_by_rule(locator, &name);
            name
        });
        if is_foreign(&base) {
            make_foreign(schema, &base);
            return Ok(());
        }
        let around = self.around.clone().unwrap_or_else(|| parent.to_owned());
        let choose = |taken: &mut Taken| taken.choose(&around, word, title, &spot.0);
        let name = self.name_of(&base, number, choose);
        // What is in a type that is apart may be of the same types as in the others.
        self.children(schema, &base, number)?;
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
        self.register(name, base, spot, moved);
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
                self.children(part, parent, 0)?;
            }
        }
        Ok(())
    }

    /// Names and moves the schemas inside a schema that itself has a name, and a number if it is apart.
    fn children(&mut self, schema: &mut Value, name: &str, number: usize) -> Result<()> {
        let around = self.names_apart.get(&(name.to_owned(), number)).cloned();
        let around = std::mem::replace(&mut self.around, around);
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
                self.tagged_branch(branch, tag, name, number)?;
                continue;
            }
            let word = text(branch, "type").unwrap_or("value").to_owned();
            let mut locator = format!("{name}|{word}");
            // A second branch of one kind is named after its required fields.
            if is_type(branch) && locators.contains(&locator) {
                let number = (locators.len() + 1).to_string();
                let marks = [branch["required"][0].as_str(), Some(&number)];
                let marks = marks.into_iter().flatten();
                let mut marked = marks.map(|mark| format!("{locator}:{mark}"));
                let free = marked.find(|marked| !locators.contains(marked));
                locator = free.unwrap_or(locator);
            }
            locators.push(locator.clone());
            self.schema(branch, &locator, name, &word)?;
        }
        self.inside(schema, name, name, "entry")?;
        self.around = around;
        Ok(())
    }

    /// A branch of a tagged union stays in place; `x-payload` is the name of its content.
    fn tagged_branch(
        &mut self,
        branch: &mut Value,
        tag: &str,
        union: &str,
        number: usize,
    ) -> Result<()> {
        let value = tag_value(branch, tag).unwrap_or_default();
        let locator = format!("{union}|{value}");
        let payload = match self.chosen(branch, &locator) {
            Some(name) => name,
            // It has more than its tag.
            None if object(branch, "properties").count() > 1 => {
                let name = self.taken.choose(&pascal(value), union, None, &locator);
                let mut marks = sources::marks(branch);
                if marks.any(|mark| openapi_document::segments(mark).len() == 3) {
                    // It is a component, whose name the type does not have.
                    self.context.named_by_rule(&locator, &name);
                }
                name
            }
            None => String::new(),
        };
        let name = match payload.as_str() {
            "" => String::new(),
            base => {
                let around = self.around.clone().unwrap_or_else(|| union.to_owned());
                let spot = format!("{around}|{value}");
                let choose = |taken: &mut Taken| taken.choose(&pascal(value), &around, None, &spot);
                self.name_of(base, number, choose)
            }
        };
        if let Some(Value::Object(properties)) = branch.get_mut("properties") {
            for (property, schema) in properties.iter_mut().filter(|(name, _)| *name != tag) {
                self.schema(schema, &format!("{payload}.{property}"), &payload, property)?;
            }
        }
        branch["x-payload"] = json!(name);
        Ok(())
    }

    /// Adds a schema under its name, joined with what has that name already.
    fn register(&mut self, name: String, base: String, spot: Spot, schema: Value) {
        let number = self.number(&spot);
        let places = self.places.entry(name.clone()).or_default();
        let (pointer, locator) = spot.clone();
        let mut place = Place {
            locator,
            pointer,
            schema: Value::Null,
        };
        if let Some(known) = self.made.get(&name) {
            if let [first] = places.as_mut_slice() {
                first.schema = known.clone();
            }
            match merge::schemas(known, &schema, &place.pointer) {
                Ok(joined) => {
                    place.schema = schema;
                    self.made.insert(name, joined);
                }
                Err(error) => {
                    let differs = |one: &&Place| merge::schemas(&one.schema, &schema, "").is_err();
                    let other = places.iter().find(differs).or(places.first());
                    let other = other.map(|other| other.pointer.clone());
                    let within = error.pointer().unwrap_or_default();
                    let reason = format!("differs from it at `{within}`: {}", error.message());
                    let apart = Apart {
                        name: base,
                        number: number + 1,
                        other: other.unwrap_or_default(),
                        reason,
                    };
                    self.conflicts.entry(spot).or_insert(apart);
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
        for (name, places) in &self.places {
            let mut apart = self.names_apart.iter();
            let known = apart
                .find(|(_, made)| *made == name)
                .map(|(known, _)| known);
            let (base, number) = known.map_or((name, 0), |(base, number)| (base, *number));
            for (place, with, property) in agreement::undeclared(places, sent) {
                let apart = Apart {
                    name: base.clone(),
                    number: number + 1,
                    other: with.to_owned(),
                    reason: format!("no request declares its `{property}`"),
                };
                self.conflicts.entry(place.spot()).or_insert(apart);
            }
        }
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
