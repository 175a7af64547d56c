//! Brings every `oneOf` and `anyOf` into a form of which typify makes a good enum.
//!
//! Nested unions are flattened; branches that a property with one value
//! distinguishes become a tagged union with inline branches, one a tag; a bare text
//! in place of such an object is noted and left out. `x-union` keeps the
//! tag's name and whether bare texts are accepted. Each branch of a tagged union has the
//! properties beside the union, or in the other parts of an `allOf`.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use super::all_of::{Parts, components};
use super::{Context, merge};
use crate::json::{NULL, OPEN, add_elements, add_facts, elements, text};
use crate::sources;
use openapi_document::{Result, SCHEMA_PREFIX, each_schema_mut, members, schema_ref};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let whole = components(document);
    let mut parts = Parts::new(&whole, context);
    parts.unite = |one, other, pointer, _| merge::branches(one, other, pointer);
    let mut unions = Unions {
        parts,
        in_copy: false,
    };
    each_schema_mut(
        document,
        &mut |schema, pointer| match schema.as_object_mut() {
            Some(map) => unions.rewrite(map, pointer),
            None => Ok(()),
        },
    )
}

struct Unions<'a> {
    parts: Parts<'a>,
    /// True inside a component that is copied as the branch of another union. Its own unions refer to
    /// components in place of copying them, because a recursive one would be copied endlessly.
    in_copy: bool,
}

impl Unions<'_> {
    fn rewrite(&mut self, map: &mut Map<String, Value>, pointer: &str) -> Result<()> {
        let discriminator = map.shift_remove("discriminator");
        if map.contains_key("x-union") {
            return Ok(());
        }
        if map.contains_key("allOf") {
            return self.in_all_of(map, pointer);
        }
        if let Some(branches) = map.shift_remove("anyOf") {
            map.insert("oneOf".to_owned(), branches);
        }
        let Some(Value::Array(branches)) = map.shift_remove("oneOf") else {
            return Ok(());
        };
        let mut branches = flattened(branches);
        // A branch that allows `null` allows it for the whole.
        if branches
            .iter()
            .any(|branch| branch["x-facts"]["nullable"] == true)
        {
            let nullable = json!({"nullable": true});
            add_facts(map, nullable.as_object().cloned().unwrap_or_default());
        }
        branches.retain(|branch| branch.get(NULL).is_none());
        if map.contains_key("properties") {
            return self.beside_properties(map, &branches, discriminator.as_ref(), pointer);
        }
        if branches.iter().any(merge::is_any) {
            return Ok(());
        }
        if let Some(text) = as_text(&branches) {
            absorb(map, text);
        } else if let Some(union) =
            self.as_tagged(&branches, discriminator.as_ref(), None, pointer)?
        {
            absorb(map, union);
        } else if let [only] = branches.as_slice() {
            absorb(map, only.clone());
        } else if !branches.is_empty() {
            map.insert("oneOf".to_owned(), Value::Array(branches));
        }
        Ok(())
    }

    /// A union beside properties, which the branches have too if a tag tells them apart.
    ///
    /// Otherwise there is one object with the properties of all branches.
    fn beside_properties(
        &mut self,
        map: &mut Map<String, Value>,
        branches: &[Value],
        discriminator: Option<&Value>,
        pointer: &str,
    ) -> Result<()> {
        let mut own = Map::new();
        for key in ["type", "properties", "required", "additionalProperties"] {
            own.extend(map.shift_remove_entry(key));
        }
        own.insert("type".to_owned(), json!("object"));
        let own = Value::Object(own);
        if let Some(union) = self.as_tagged(branches, discriminator, Some(&own), pointer)? {
            absorb(map, union);
            return Ok(());
        }
        let place = sources::marks(&json!(map)).next().map(str::to_owned);
        let place = place.as_deref().unwrap_or(pointer);
        let context = self.parts.context;
        let (copied, kept): (Vec<&Value>, Vec<&Value>) = branches
            .iter()
            .partition(|branch| self.in_copy && schema_ref(branch).is_some());
        if !copied.is_empty() {
            context.warn(format!(
                "{place}: branches of the union beside properties lead back to it; by rule their \
                 properties are not declared"
            ));
        }
        let mut objects = Vec::new();
        for branch in kept {
            let kind = self.parts.target(branch, pointer, 0)?;
            if text(&kind, "type").is_none_or(|kind| kind == "object") {
                objects.push(branch);
            }
        }
        let union = json!({"oneOf": objects, sources::KEY: [place]});
        let object = self.parts.as_object(union, pointer, 0)?;
        let object = self.converted(object)?;
        let warn = |warning| context.warn(warning);
        let joined = match object.get("properties") {
            Some(_) => merge::parts(&own, &object, place, &warn)?,
            None => own,
        };
        absorb(map, joined);
        Ok(())
    }

    /// A union among the parts of an `allOf`: each branch has the other parts too, if a tag tells the
    /// branches apart.
    fn in_all_of(&mut self, map: &mut Map<String, Value>, pointer: &str) -> Result<()> {
        let parts = map.get("allOf").and_then(Value::as_array).cloned();
        let parts = parts.unwrap_or_default();
        if parts.len() < 2 || (self.in_copy && parts.iter().any(|part| schema_ref(part).is_some()))
        {
            return Ok(());
        }
        let context = self.parts.context;
        let warn = |warning| context.warn(warning);
        let mut union = None;
        let mut others = vec![json!({"type": "object"})];
        for part in &parts {
            let target = self.parts.target(part, pointer, 0)?;
            if target.get("oneOf").or(target.get("anyOf")).is_none() {
                others.push(target);
            } else if union.replace(target).is_some() {
                return Ok(());
            }
        }
        let Some(union) = union.filter(|union| union.get("properties").is_none()) else {
            return Ok(());
        };
        let both = |one, other| merge::parts(&one, &other, pointer, &warn);
        let Ok(Some(own)) = merge::by_pairs(others, both) else {
            return Ok(());
        };
        let branches = union.get("oneOf").or(union.get("anyOf"));
        let branches = branches.and_then(Value::as_array).cloned();
        let branches = flattened(branches.unwrap_or_default());
        let discriminator = union.get("discriminator");
        if let Some(union) = self.as_tagged(&branches, discriminator, Some(&own), pointer)? {
            map.shift_remove("allOf");
            absorb(map, union);
        }
        Ok(())
    }

    /// A tagged union, if the branches that are objects have a tag in common; `beside` is what all of
    /// them have too.
    fn as_tagged(
        &mut self,
        branches: &[Value],
        discriminator: Option<&Value>,
        beside: Option<&Value>,
        pointer: &str,
    ) -> Result<Option<Value>> {
        let mut texts = Vec::new();
        let mut objects = Vec::new();
        for branch in branches {
            if self.in_copy && schema_ref(branch).is_some() {
                return Ok(None);
            }
            let target = self.parts.target(branch, pointer, 0)?;
            match text(&target, "type") {
                Some("string") if beside.is_none() && target.get("enum").is_some() => {
                    let values = elements(&target, "enum").iter();
                    texts.extend(values.filter_map(Value::as_str).map(str::to_owned));
                }
                Some("object") => objects.push((schema_ref(branch), target)),
                _ => return Ok(None),
            }
        }
        let named = discriminator.and_then(|one| text(one, "propertyName").map(|tag| (one, tag)));
        let tagged: Option<(&str, Vec<(String, Value)>)> = match named {
            Some((discriminator, tag)) => discriminated(&objects, discriminator, tag),
            None => None,
        };
        let tagged = tagged.or_else(|| {
            let tag = common_tag(&objects)?;
            let value = |object: &Value| tag_value(object, tag).unwrap_or_default().to_owned();
            let objects = objects
                .iter()
                .map(|(_, object)| (value(object), object.clone()));
            Some((tag, objects.collect()))
        });
        let Some((tag, objects)) = tagged else {
            return Ok(None);
        };
        let mut by_tag: IndexMap<String, Value> = IndexMap::new();
        for (value, object) in objects {
            let object = match by_tag.get(&value) {
                Some(known) => merge::branches(known, &object, pointer)?,
                None => object,
            };
            by_tag.insert(value, object);
        }
        let is_text = |tag: &str| texts.iter().any(|text| text == tag);
        let is_short = texts.is_empty()
            || by_tag.keys().any(|tag| is_text(tag))
            || ["kind", "type"].contains(&tag)
            || always_has(by_tag.values(), tag);
        if is_text("") || !is_short {
            // These texts are values beside the objects, and not short for some of them.
            return Ok(None);
        }
        let is_tag = |branch: &Value| members(branch.get("properties")).count() < 2;
        if by_tag.len() < 2 && (beside.is_some() || by_tag.values().all(is_tag)) {
            // One object, which a tag distinguishes from nothing.
            return Ok(None);
        }
        for text in &texts {
            by_tag.entry(text.clone()).or_insert_with(
                || json!({"type": "object", "properties": {tag: {"type": "string", "enum": [text]}}}),
            );
        }
        let mut made = Vec::new();
        for (_, mut branch) in by_tag {
            let mut required = elements(&branch, "required").to_vec();
            if required.iter().all(|known| known != tag) {
                required.insert(0, json!(tag));
            }
            branch["required"] = json!(required);
            if let Some(beside) = beside {
                let mut beside = beside.clone();
                if let Some(properties) = beside["properties"].as_object_mut() {
                    properties.shift_remove(tag);
                }
                let warn = |warning| self.parts.context.warn(warning);
                branch = merge::parts(&beside, &branch, pointer, &warn)?;
            }
            made.push(self.converted(branch)?);
        }
        Ok(Some(json!({
            "oneOf": made,
            "x-union": {"tag": tag, "bare": !texts.is_empty()},
        })))
    }

    /// A branch whose inner unions are rewritten too, as it may be the copy of a component.
    fn converted(&mut self, branch: Value) -> Result<Value> {
        let mut around = json!({"components": {"schemas": {"": branch}}});
        let in_copy = std::mem::replace(&mut self.in_copy, true);
        each_schema_mut(
            &mut around,
            &mut |schema, pointer| match schema.as_object_mut() {
                Some(map) => self.rewrite(map, pointer),
                None => Ok(()),
            },
        )?;
        self.in_copy = in_copy;
        Ok(around["components"]["schemas"][""].take())
    }
}

/// The objects with the values of the property that a discriminator names.
///
/// The values are those of its mapping, of the property's own enum, or the names of the components.
fn discriminated<'a>(
    objects: &'a [(Option<&str>, Value)],
    discriminator: &Value,
    tag: &'a str,
) -> Option<(&'a str, Vec<(String, Value)>)> {
    let mut found = Vec::new();
    for (name, object) in objects {
        let is_own = |target: &Value| {
            let target = target.as_str().unwrap_or_default();
            *name == Some(target.strip_prefix(SCHEMA_PREFIX).unwrap_or(target))
        };
        let mapped = crate::json::object(discriminator, "mapping");
        let mapped = mapped.filter(|(_, target)| is_own(target));
        let mut values: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
        if values.is_empty() {
            let of = |object: &'a Value| elements(&object["properties"][tag], "enum").iter();
            let own: Vec<&str> = of(object).filter_map(Value::as_str).collect();
            let mut others = objects
                .iter()
                .filter(|(_, other)| !std::ptr::eq(other, object));
            if others.any(|(_, other)| of(other).any(|value| own.iter().any(|own| value == own))) {
                // They have the values of all in common, of which one may be the name.
                let name = (*name)?.to_lowercase();
                let named = own.iter().filter(|value| value.to_lowercase() == name);
                values.extend(named.map(|value| (*value).to_owned()));
            } else {
                values.extend(own.into_iter().map(str::to_owned));
            }
        }
        if values.is_empty() {
            values.push((*name)?.to_owned());
        }
        for value in values {
            let mut object = object.clone();
            object["properties"][tag] = json!({"type": "string", "enum": [value]});
            found.push((value, object));
        }
    }
    (!found.is_empty()).then_some((tag, found))
}

/// The branches with those of inner unions in their place, each once.
fn flattened(branches: Vec<Value>) -> Vec<Value> {
    let mut different: Vec<Value> = Vec::new();
    let mut known: HashSet<Value> = HashSet::new();
    for branch in branches {
        let is_kind = |key: &&str| branch.get(*key).is_some();
        let inner = match branch.get("oneOf") {
            Some(Value::Array(inner)) => inner.clone(),
            // Which properties an object needs is for the server to check.
            _ if is_kind(&"required")
                && !["type", "allOf", "$ref", "properties"].iter().any(is_kind) =>
            {
                vec![json!({"type": "object"})]
            }
            _ => vec![branch],
        };
        for branch in inner {
            if known.insert(sources::unmarked(&branch)) {
                different.push(branch);
            }
        }
    }
    different
}

/// Puts the keys of another schema into this one, which keeps its own facts.
fn absorb(map: &mut Map<String, Value>, other: Value) {
    let Value::Object(other) = other else { return };
    for (key, value) in other {
        match (key.as_str(), value) {
            ("x-facts", Value::Object(facts)) => add_facts(map, facts),
            // The place of the union is that of what it becomes.
            (sources::KEY, _) => {}
            (_, value) => {
                map.insert(key, value);
            }
        }
    }
}

/// One text schema for branches that are all texts: values known and not known.
fn as_text(branches: &[Value]) -> Option<Value> {
    if branches.is_empty() {
        return None;
    }
    let mut text = json!({"type": "string"});
    for branch in branches {
        if branch["type"] != "string" {
            return None;
        }
        add_elements(&mut text, "enum", elements(branch, "enum"));
    }
    let is_open = branches.iter().any(|branch| branch.get("enum").is_none());
    if is_open && text.get("enum").is_some() {
        text[OPEN] = json!(true);
    }
    Some(text)
}

/// Returns true if all objects require the property with their tag.
fn always_has<'a>(mut objects: impl Iterator<Item = &'a Value>, tag: &str) -> bool {
    objects.all(|object| elements(object, "required").iter().any(|name| name == tag))
}

/// The property that has one value in every branch.
fn common_tag<'a>(objects: &'a [(Option<&str>, Value)]) -> Option<&'a str> {
    members(objects.first()?.1.get("properties"))
        .map(|(name, _)| name.as_str())
        .find(|name| {
            objects
                .iter()
                .all(|(_, one)| tag_value(one, name).is_some())
        })
}

/// The one value that a property of an object schema can have.
pub fn tag_value<'a>(object: &'a Value, name: &str) -> Option<&'a str> {
    match elements(&object["properties"][name], "enum") {
        [only] => only.as_str().filter(|value| !value.is_empty()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::tests::after;

    fn union(schema: Value) -> Value {
        after(
            super::run,
            json!({"components": {"schemas": {
                "A": schema,
                "Named": {"type": "object", "properties": {"type": {"type": "string", "enum": ["named"]}}}
            }}}),
        )["components"]["schemas"]["A"]
            .clone()
    }

    #[test]
    fn bare_texts_and_references_join_a_tagged_union() {
        let branch = |tag: &str| json!({"type": "object", "properties": {"type": {"type": "string", "enum": [tag]}}, "required": ["type"]});
        let made = union(json!({"oneOf": [
            {"type": "string", "enum": ["web", "news"]},
            {"$ref": "#/components/schemas/Named"},
            branch("web"),
        ]}));
        assert_eq!(made["x-union"], json!({"tag": "type", "bare": true}));
        let tags: Vec<&Value> = made["oneOf"]
            .as_array()
            .unwrap()
            .iter()
            .map(|branch| &branch["properties"]["type"]["enum"][0])
            .collect();
        assert_eq!(tags, ["named", "web", "news"]);
        assert_eq!(made["oneOf"][0]["required"], json!(["type"]));
    }

    #[test]
    fn nested_branches_of_one_tag_become_one() {
        let wait = |name: &str| {
            json!({"type": "object", "required": ["type", name], "properties": {
            "type": {"type": "string", "enum": ["wait"]}, name: {"type": "string"}}})
        };
        let made = union(json!({"oneOf": [{"oneOf": [wait("selector"), wait("time")]}]}));
        assert_eq!(made["oneOf"].as_array().unwrap().len(), 1);
        assert_eq!(made["oneOf"][0]["required"], json!(["type"]));
        assert_eq!(made["oneOf"][0]["properties"].as_object().unwrap().len(), 3);
    }

    #[test]
    fn texts_with_and_without_values_are_one_text() {
        assert_eq!(
            union(json!({"anyOf": [{"type": "string", "enum": ["a"]}, {"type": "string"}]})),
            json!({"type": "string", "enum": ["a"], "x-open": true})
        );
    }

    #[test]
    fn a_union_beside_properties_adds_to_them() {
        let made = union(json!({
            "type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"],
            "anyOf": [
                {"required": ["a"]},
                {"properties": {"b": {"type": "integer"}}, "required": ["b"]},
                {"$ref": "#/components/schemas/Named"}
            ]
        }));
        assert_eq!(
            made,
            json!({
                "type": "object", "required": ["a"], "properties": {
                    "a": {"type": "string"}, "b": {"type": "integer"},
                    "type": {"type": "string", "enum": ["named"]}
                }
            })
        );
    }

    #[test]
    fn other_unions_stay() {
        let made = union(
            json!({"anyOf": [{"type": "boolean"}, {"type": "object", "properties": {"x": {}}}]}),
        );
        assert_eq!(made["oneOf"].as_array().unwrap().len(), 2);
        assert!(made.get("x-union").is_none());
    }
}
