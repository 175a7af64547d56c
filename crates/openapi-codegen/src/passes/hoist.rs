//! Gives every inline schema a name and moves it to the components.
//!
//! A place is written as a locator: a component of the contract,
//! `operation.request`, `operation.response`, or a place inside of a type that
//! has its Rust name already: `Type.property`, with `[]` for items, `{}` for
//! values of a map and `|tag` for a branch. Places that `names.toml` gives one
//! name become one type with the properties of all.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::auto_name::Taken;
use super::{Context, merge, queries};
use crate::naming::{pascal, singular, type_name};
use crate::sources;
use openapi_document::Result;
use openapi_document::{
    SCHEMA_PREFIX, each_schema_mut, operations, reference, schema_ref, schemas, schemas_mut,
};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let mut hoist = Hoist {
        context,
        taken: Taken::default(),
        made: IndexMap::new(),
    };
    let renamed = hoist.component_names(document);
    each_schema_mut(document, &mut |schema, _| {
        if let Some(name) = schema_ref(schema).and_then(|name| renamed.get(name)) {
            schema["$ref"] = json!(format!("{SCHEMA_PREFIX}{name}"));
        }
        Ok(())
    })?;
    let components = schemas_mut(document)
        .map(std::mem::take)
        .unwrap_or_default();
    for (component, mut schema) in components {
        let name = renamed.get(&component).cloned().unwrap_or_default();
        if context.names.type_name(&component).is_some() {
            context.locate(&schema, &component);
        }
        hoist.children(&mut schema, &name)?;
        hoist.register(name, &component, schema)?;
    }
    hoist.operations(document, &renamed)?;
    let made = hoist.made;
    if let Some(schemas) = schemas_mut(document) {
        schemas.extend(made);
    }
    Ok(())
}

struct Hoist<'a> {
    context: &'a Context<'a>,
    taken: Taken,
    made: IndexMap<String, Value>,
}

impl Hoist<'_> {
    /// The Rust name of every component, reserved before any inline schema is named.
    fn component_names(&mut self, document: &Value) -> IndexMap<String, String> {
        let mut names = IndexMap::new();
        for component in schemas(document).into_iter().flat_map(Map::keys) {
            if let Some(name) = self.context.names.type_name(component) {
                self.taken.reserve(name, component);
                names.insert(component.clone(), name.to_owned());
            }
        }
        // Two components whose names become one, such as `a_b` and `aB`, stay two types.
        for component in schemas(document).into_iter().flat_map(Map::keys) {
            if !names.contains_key(component) {
                let name = self.taken.component(component);
                names.insert(component.clone(), name);
            }
        }
        names
    }

    fn operations(
        &mut self,
        document: &mut Value,
        renamed: &IndexMap<String, String>,
    ) -> Result<()> {
        let queries: IndexMap<String, String> = operations(document)
            .map(|operation| {
                let query = queries::of(document, &operation.id());
                let name = renamed.get(&query).cloned().unwrap_or(query);
                (operation.id(), name)
            })
            .collect();
        let places: Vec<(String, String)> = operations(document)
            .map(|operation| (operation.pointer(), operation.id()))
            .collect();
        for (pointer, id) in places {
            let Some(operation) = document.pointer_mut(&pointer) else {
                continue;
            };
            let parent = type_name(&id);
            if let Some(Value::Array(parameters)) = operation.get_mut("parameters") {
                for parameter in parameters {
                    let name = parameter["name"].as_str().unwrap_or_default().to_owned();
                    let query = &queries[&id];
                    if let Some(schema) = parameter.get_mut("schema") {
                        let locator = format!("{query}.{name}");
                        self.schema(schema, &locator, query, &name)?;
                    }
                }
            }
            for (part, locator, word) in [
                ("/requestBody", "request", "Request"),
                ("/responses/2XX", "response", "Response"),
            ] {
                let content = operation
                    .pointer_mut(part)
                    .and_then(|part| part.get_mut("content"))
                    .and_then(Value::as_object_mut);
                for media_type in content.into_iter().flat_map(Map::values_mut) {
                    if let Some(schema) = media_type.get_mut("schema") {
                        self.schema(schema, &format!("{id}.{locator}"), &parent, word)?;
                    }
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
        let title = schema["x-facts"]["title"].as_str();
        let name = match self.context.names.type_name(locator) {
            Some(name) => {
                self.context.locate(schema, locator);
                name.to_owned()
            }
            None => {
                let name = self.taken.choose(parent, word, title, locator);
                self.context.named_by_rule(locator, &name);
                name
            }
        };
        self.children(schema, &name)?;
        let mut moved = std::mem::take(schema);
        let mut remove = |key| moved.as_object_mut()?.shift_remove(key);
        let facts = remove("x-facts");
        let marks = remove(sources::KEY);
        // Whether it is closed is a fact of the type; the others are of the place.
        if let Some(closed) = facts.as_ref().and_then(|facts| facts.get("closed")) {
            moved["x-facts"] = json!({"closed": closed});
        }
        // The errors of a later pass name the place of what it joins.
        if let (Some(marks), true) = (&marks, moved.get("allOf").is_some()) {
            moved[sources::KEY] = marks.clone();
        }
        let name = self.register(name, locator, moved)?;
        *schema = reference(&name);
        if let Some(marks) = marks {
            schema[sources::KEY] = marks;
        }
        if let Some(facts) = facts {
            schema["x-facts"] = facts;
        }
        Ok(())
    }

    /// Goes on into a list or a map, whose content is named after the same word.
    fn inside(
        &mut self,
        schema: &mut Value,
        locator: &str,
        parent: &str,
        word: &str,
    ) -> Result<()> {
        if let Some(items) = schema.get_mut("items") {
            self.schema(items, &format!("{locator}[]"), parent, &singular(word))?;
        }
        if let Some(values @ Value::Object(_)) = schema.get_mut("additionalProperties") {
            self.schema(values, &format!("{locator}{{}}"), parent, &singular(word))?;
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
        let tag = schema["x-union"]["tag"].as_str().map(str::to_owned);
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            for (property, schema) in properties {
                self.schema(schema, &format!("{name}.{property}"), name, property)?;
            }
        }
        if let Some(Value::Array(branches)) = schema.get_mut("oneOf") {
            let mut locators = Vec::new();
            for branch in branches {
                match &tag {
                    Some(tag) => self.tagged_branch(branch, tag, name)?,
                    None => {
                        let word = branch["type"].as_str().unwrap_or("value").to_owned();
                        let mut locator = format!("{name}|{word}");
                        // A second branch of one kind is named after its required fields.
                        if is_type(branch) && locators.contains(&locator) {
                            let first = branch["required"][0].as_str().map(str::to_owned);
                            let number = locators.len() + 1;
                            let mark = first.unwrap_or_else(|| number.to_string());
                            locator = format!("{locator}:{mark}");
                        }
                        locators.push(locator.clone());
                        self.schema(branch, &locator, name, &word)?;
                    }
                }
            }
        }
        self.inside(schema, name, name, "entry")
    }

    /// A branch of a tagged union stays in place; `x-payload` is the name of its content.
    fn tagged_branch(&mut self, branch: &mut Value, tag: &str, union: &str) -> Result<()> {
        let value = branch["properties"][tag]["enum"][0]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let locator = format!("{union}|{value}");
        let payload = match self.context.names.type_name(&locator) {
            Some(name) => {
                self.context.locate(branch, &locator);
                name.to_owned()
            }
            None if has_fields(branch) => self.taken.choose(&pascal(&value), union, None, &locator),
            None => String::new(),
        };
        if let Some(Value::Object(properties)) = branch.get_mut("properties") {
            for (property, schema) in properties {
                if property != tag {
                    self.schema(schema, &format!("{payload}.{property}"), &payload, property)?;
                }
            }
        }
        branch["x-payload"] = json!(payload);
        Ok(())
    }

    /// Adds a schema under its name, joined with what has that name already.
    fn register(&mut self, name: String, locator: &str, schema: Value) -> Result<String> {
        let Some(known) = self.made.get(&name) else {
            self.made.insert(name.clone(), schema);
            return Ok(name);
        };
        match merge::schemas(known, &schema, &format!("{name} ({locator})")) {
            Ok(merged) => {
                self.made.insert(name.clone(), merged);
                Ok(name)
            }
            Err(error) if self.context.lenient => {
                let other = self.taken.choose(&name, "other", None, locator);
                self.context
                    .warn(format!("`{locator}` is {other} and not {name}: {error}"));
                self.made.insert(other.clone(), schema);
                Ok(other)
            }
            Err(error) => Err(error.in_file(self.context.names.path())),
        }
    }
}

/// The reference that all branches of a union are, once their targets have one name.
fn same_reference(schema: &Value) -> Option<Value> {
    let branches = schema.get("oneOf")?.as_array()?;
    let first = schema_ref(branches.first()?)?;
    branches
        .iter()
        .all(|branch| schema_ref(branch) == Some(first))
        .then(|| reference(first))
}

/// Returns true if a branch has more than its tag.
fn has_fields(branch: &Value) -> bool {
    branch["properties"]
        .as_object()
        .is_some_and(|properties| properties.len() > 1)
}

/// Returns true if a schema becomes a type of its own.
fn is_type(schema: &Value) -> bool {
    let parts = schema
        .get("allOf")
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    schema.get("properties").is_some()
        || schema.get("enum").is_some()
        || schema.get("oneOf").is_some()
        || parts > 1
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::fixture::after_with;

    fn components(schemas: Value, names: &str) -> Value {
        after_with(
            super::run,
            json!({"components": {"schemas": schemas}}),
            names,
        )["components"]["schemas"]
            .clone()
    }

    #[test]
    fn inline_schemas_are_named_by_place() {
        let made = components(
            json!({"Page": {"type": "object", "properties": {
                "images": {"type": "array", "items": {"type": "object", "properties": {"url": {"type": "string"}}}},
                "state": {"type": "string", "enum": ["a"], "x-facts": {"default": "a"}}
            }}}),
            "",
        );
        assert_eq!(
            made["Page"]["properties"],
            json!({
                "images": {"type": "array", "items": {"$ref": "#/components/schemas/PageImage"}},
                "state": {"$ref": "#/components/schemas/PageState", "x-facts": {"default": "a"}}
            })
        );
        assert_eq!(made["PageState"], json!({"type": "string", "enum": ["a"]}));
    }

    #[test]
    fn places_with_one_name_are_one_type() {
        let document = |word: &str| json!({"type": "object", "properties": {"data": {"type": "object", "properties": {word: {"type": "string"}}}}});
        let made = components(
            json!({"A": document("x"), "B": document("y")}),
            "[types]\nDocument = ['A.data', 'B.data']",
        );
        let properties = made["Document"]["properties"].as_object().unwrap();
        assert_eq!(properties.keys().collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(
            made["B"]["properties"]["data"],
            json!({"$ref": "#/components/schemas/Document"})
        );
    }

    #[test]
    fn branches_of_a_tagged_union_stay() {
        let made = components(
            json!({"Format": {"x-union": {"tag": "type", "bare": false}, "oneOf": [
                {"type": "object", "properties": {"type": {"type": "string", "enum": ["json"]}, "mode": {"type": "string", "enum": ["a"]}}}
            ]}}),
            "",
        );
        assert_eq!(made["Format"]["oneOf"][0]["x-payload"], "JsonFormat");
        assert_eq!(
            made["Format"]["oneOf"][0]["properties"]["mode"],
            json!({"$ref": "#/components/schemas/JsonFormatMode"})
        );
    }

    #[test]
    fn renamed_components_are_referred_to_by_the_new_name() {
        let made = components(
            json!({"a_b": {"type": "object", "properties": {"c": {"$ref": "#/components/schemas/Obj"}}},
                   "Obj": {"type": "object", "properties": {"x": {}}}}),
            "[types]\nThing = ['Obj']",
        );
        assert_eq!(
            made["Ab"]["properties"]["c"],
            json!({"$ref": "#/components/schemas/Thing"})
        );
        assert!(made["Thing"].is_object());
    }
}
