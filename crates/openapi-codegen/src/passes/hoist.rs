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
use super::unions::tag_value;
use super::{Context, merge, queries};
use crate::json::{elements, object, text};
use crate::naming::{pascal, singular, type_name};
use crate::sources;
use openapi_document::{
    Result, SCHEMA_PREFIX, each_schema_mut, operations, reference, schema_ref, schemas, schemas_mut,
};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let mut hoist = Hoist {
        context,
        taken: Taken::default(),
        made: Map::new(),
    };
    let renamed = hoist.component_names(document);
    each_schema_mut(document, &mut |schema, _| {
        if let Some(name) = schema_ref(schema).and_then(|name| renamed.get(name)) {
            schema["$ref"] = json!(format!("{SCHEMA_PREFIX}{name}"));
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
        if context.names.type_name(&component).is_some() {
            context.locate(&schema, &component);
        }
        hoist.children(&mut schema, &name)?;
        hoist.register(name, &component, schema)?;
    }
    for (pointer, id, query) in places {
        if let Some(operation) = document.pointer_mut(&pointer) {
            hoist.operation(operation, &id, &query)?;
        }
    }
    if let Some(schemas) = schemas_mut(document) {
        schemas.extend(hoist.made);
    }
    Ok(())
}

struct Hoist<'a> {
    context: &'a Context<'a>,
    taken: Taken,
    made: Map<String, Value>,
}

impl Hoist<'_> {
    /// The Rust name of every component, reserved before any inline schema is named.
    fn component_names(&mut self, document: &Value) -> IndexMap<String, String> {
        let mut names = IndexMap::new();
        let components = || schemas(document).into_iter().flat_map(Map::keys);
        for component in components() {
            if let Some(name) = self.context.names.type_name(component) {
                self.taken.reserve(name, component);
                names.insert(component.clone(), name.to_owned());
            }
        }
        // Two components whose names become one, such as `a_b` and `aB`, stay two types.
        for component in components() {
            let name = || self.taken.component(component);
            names.entry(component.clone()).or_insert_with(name);
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
        let name = self.chosen(schema, locator).unwrap_or_else(|| {
            let title = text(&schema["x-facts"], "title");
            let name = self.taken.choose(parent, word, title, locator);
            self.context.named_by_rule(locator, &name);
            name
        });
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
        let name = self.register(name, locator, moved)?;
        if let Some(map) = schema.as_object_mut() {
            map.retain(|key, _| key == "x-facts" || key == sources::KEY);
        }
        schema["$ref"] = json!(format!("{SCHEMA_PREFIX}{name}"));
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
    fn register(&mut self, mut name: String, locator: &str, mut schema: Value) -> Result<String> {
        if let Some(known) = self.made.get(&name) {
            match merge::schemas(known, &schema, &format!("{name} ({locator})")) {
                Ok(merged) => schema = merged,
                Err(error) if self.context.lenient => {
                    let other = self.taken.choose(&name, "other", None, locator);
                    self.context
                        .warn(format!("`{locator}` is {other} and not {name}: {error}"));
                    name = other;
                }
                Err(error) => return Err(error.in_file(self.context.names.path())),
            }
        }
        self.made.insert(name.clone(), schema);
        Ok(name)
    }
}

/// The reference that all branches of a union are, once their targets have one name.
fn same_reference(schema: &Value) -> Option<Value> {
    let branches = elements(schema, "oneOf");
    let first = schema_ref(branches.first()?)?;
    let mut names = branches.iter().map(schema_ref);
    names
        .all(|name| name == Some(first))
        .then(|| reference(first))
}

/// Returns true if a schema becomes a type of its own.
fn is_type(schema: &Value) -> bool {
    let has = |key: &&str| schema.get(*key).is_some();
    ["properties", "enum", "oneOf"].iter().any(has) || elements(schema, "allOf").len() > 1
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::tests::after_with;

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
