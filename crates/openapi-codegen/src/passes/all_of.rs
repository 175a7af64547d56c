//! Makes one schema of every `allOf`.
//!
//! In a request, a referenced object whose properties the other parts do not
//! touch is embedded: `x-embed` names the field, and serde flattens it, so that
//! one value of options serves every request that takes them. Everything else
//! is joined into one list of properties; by then inline schemas have names, so
//! joining copies no types.

use std::collections::{HashMap, HashSet};

use serde_json::{Value, json};

use super::{Context, merge};
use crate::json::{add_facts, bare_reference, elements, object, text};
use crate::naming::snake;
use crate::sources;
use openapi_document::{
    Error, Result, each_schema_mut, join, operations, reference, resolve, schema_ref, schemas,
};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    // A part may have such a property, and is joined as it is in the whole document.
    each_schema_mut(document, &mut |schema, pointer| {
        if let [part] = elements(schema, "allOf")
            && schema_ref(part).is_some()
        {
            *schema = Parts::new(&Value::Null, context).joined(schema, false, pointer, 0)?;
        }
        Ok(())
    })?;
    let requests: HashSet<String> = operations(document)
        .flat_map(|operation| {
            object(
                resolve(document, &operation.value["requestBody"]),
                "content",
            )
        })
        .filter_map(|(_, content)| schema_ref(&content["schema"]))
        .map(str::to_owned)
        .collect();
    let whole = components(document);
    let mut parts = Parts::new(&whole, context);
    each_schema_mut(document, &mut |schema, pointer| {
        if schema.get("allOf").is_some() {
            let name = pointer.strip_prefix("/components/schemas/");
            let may_embed = name.is_some_and(|name| requests.contains(name));
            *schema = parts.joined(schema, may_embed, pointer, 0)?;
        }
        Ok(())
    })
}

/// The most levels of `allOf` inside each other, over references; circles are found before.
const DEEPEST: usize = 256;

/// A copy of the component schemas at their places, which is all that a part refers to.
pub(super) fn components(document: &Value) -> Value {
    let schemas = document.pointer("/components/schemas").cloned();
    json!({"components": {"schemas": schemas.unwrap_or_else(|| json!({}))}})
}

/// The document before the pass, with the components that were joined so far.
pub(super) struct Parts<'a> {
    pub whole: &'a Value,
    pub context: &'a Context<'a>,
    /// Makes one object of two branches of a union.
    pub unite: Unite,
    joined: HashMap<&'a str, Value>,
}

/// The union of two schemas, with their place and the function to call about what is lost.
type Unite = fn(&Value, &Value, &str, &dyn Fn(String)) -> Result<Value>;

impl<'a> Parts<'a> {
    pub fn new(whole: &'a Value, context: &'a Context<'a>) -> Self {
        Self {
            whole,
            context,
            unite: merge::loosely,
            joined: HashMap::new(),
        }
    }

    /// Joins the parts of a schema; one of them may be embedded in a request.
    fn joined(
        &mut self,
        schema: &Value,
        may_embed: bool,
        pointer: &str,
        depth: usize,
    ) -> Result<Value> {
        let Some(Value::Array(parts)) = schema.get("allOf") else {
            return Ok(schema.clone());
        };
        if depth > DEEPEST {
            return Err(Error::new(format!("more than {DEEPEST} levels of `allOf`"))
                .at(pointer)
                .remedy("join some of them with an overlay action"));
        }
        // Errors say where the contract has it.
        let pointer = join(sources::marks(schema).next().unwrap_or(pointer), "allOf");
        let mut all: Option<Value> = None;
        let mut embedded = None;
        let mut targets = Vec::new();
        if let [part] = &parts[..]
            && schema_ref(part).is_some()
        {
            all = Some(bare_reference(part));
        } else {
            for (index, part) in parts.iter().enumerate() {
                let pointer = join(&pointer, &index.to_string());
                let target = self.target(part, &pointer, depth)?;
                if let (Some(name), true, None) = (schema_ref(part), may_embed, embedded)
                    && is_apart(&target, parts, index)
                {
                    embedded = Some(name);
                    continue;
                }
                targets.push((self.as_object(target, &pointer, depth)?, pointer));
            }
        }
        let joined = merge::by_pairs(targets, |(one, _), (other, pointer)| {
            Ok((self.both(&one, &other, &pointer)?, pointer))
        })?;
        all = all.or(joined.map(|(joined, _)| joined));
        let mut all = all.unwrap_or_else(|| json!({"type": "object"}));
        if let Some(Value::Object(facts)) = schema.get("x-facts") {
            let inner = all["x-facts"].take();
            all["x-facts"] = json!(facts);
            if let (Some(all), Value::Object(inner)) = (all.as_object_mut(), inner) {
                add_facts(all, inner);
            }
        }
        sources::take(&mut all, schema);
        if let Some(name) = embedded {
            embed(&mut all, name, self.context);
        }
        Ok(all)
    }

    /// The schema behind a part, with its own parts joined.
    pub fn target(&mut self, part: &Value, pointer: &str, depth: usize) -> Result<Value> {
        let Some((_, target)) = openapi_document::target(self.whole, part) else {
            return self.joined(part, false, pointer, depth + 1);
        };
        let name = schema_ref(part).unwrap_or_default();
        if let Some(joined) = self.joined.get(name) {
            return Ok(joined.clone());
        }
        let mut joined = self.joined(target, false, pointer, depth + 1)?;
        if schema_ref(&joined).is_some() {
            // The component is another one in turn.
            joined = self.target(&joined, pointer, depth + 1)?;
        }
        if let Some((name, _)) = schemas(self.whole).and_then(|all| all.get_key_value(name)) {
            self.joined.insert(name, joined.clone());
        }
        Ok(joined)
    }

    /// A part that only requires, and a union of objects, is an object like the other parts.
    ///
    /// Of a union it has the properties of all branches, and requires what each of them does; the
    /// server checks which of them can be combined.
    pub fn as_object(&mut self, mut part: Value, pointer: &str, depth: usize) -> Result<Value> {
        let Some(Value::Array(branches)) = part.get("oneOf").or(part.get("anyOf")) else {
            if part.get("required").is_some() && part.get("type").is_none() {
                part["type"] = json!("object");
            }
            return Ok(part);
        };
        let tag = text(&part["x-union"], "tag").unwrap_or_default();
        let mut objects = Vec::new();
        for branch in branches {
            let target = self.target(branch, pointer, depth)?;
            let mut open = self.as_object(target, pointer, depth)?;
            if text(&open, "type").is_some_and(|kind| kind != "object") {
                return Ok(part);
            }
            if let Some(open) = open.as_object_mut() {
                open.retain(|key, _| {
                    matches!(key.as_str(), "properties" | "required") || key == sources::KEY
                });
                open.insert("type".to_owned(), json!("object"));
            }
            if open["properties"].get(tag).is_some() {
                // The values of all branches, of which a later part may choose.
                open["properties"][tag] = json!({"type": "string"});
            }
            objects.push(open);
        }
        let count = objects.len();
        objects.retain(|object: &Value| object.get("properties").is_some());
        let named = objects.len();
        let warn = |warning| self.context.warn(warning);
        let unite = |one, other| (self.unite)(&one, &other, pointer, &warn);
        let all = merge::by_pairs(objects, unite)?;
        let mut all = all.unwrap_or_else(|| json!({"type": "object"}));
        if named < count
            && let Some(all) = all.as_object_mut()
        {
            // One of the branches requires nothing.
            all.shift_remove("required");
        }
        if named > 1 {
            let place = sources::marks(&part).next().unwrap_or(pointer);
            self.context.warn(format!(
                "{place}: no property tells the branches of the union beside other properties apart; \
                 by rule they are one object, which requires only what all of them do"
            ));
        }
        Ok(all)
    }

    fn both(&self, one: &Value, other: &Value, pointer: &str) -> Result<Value> {
        merge::parts(one, other, pointer, &|warning| self.context.warn(warning))
    }
}

/// Returns true if an object shares no property with another part.
fn is_apart(target: &Value, parts: &[Value], index: usize) -> bool {
    let shares = |part: &Value| {
        let Some(theirs) = part["properties"].as_object() else {
            return true;
        };
        let required = elements(part, "required");
        object(target, "properties")
            .any(|(name, _)| theirs.contains_key(name) || required.iter().any(|one| one == name))
    };
    let mut others = parts
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index);
    target["properties"].is_object()
        && target.get("required").is_none()
        && !others.any(|(_, part)| shares(part))
}

/// Adds the field that serde flattens; progenitor sees an ordinary required property.
fn embed(all: &mut Value, name: &str, context: &Context<'_>) {
    let chosen = context.names.flatten(name).map(str::to_owned);
    let field = chosen.unwrap_or_else(|| {
        let mut field = snake(name);
        while object(all, "properties").any(|(known, _)| snake(known) == field) {
            field.push_str("_fields");
        }
        field
    });
    all["properties"][&field] = reference(name);
    let mut required = elements(all, "required").to_vec();
    required.push(json!(field));
    all["required"] = json!(required);
    all["x-embed"] = json!(field);
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::tests::after_with;

    fn document(body: Value) -> Value {
        json!({
            "components": {"schemas": {
                "Options": {"type": "object", "properties": {"a": {"type": "string"}}},
                "Body": body
            }},
            "paths": {"/x": {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}}}}}
        })
    }

    #[test]
    fn a_request_embeds_its_options() {
        let made = after_with(
            super::run,
            document(json!({"allOf": [
                {"type": "object", "properties": {"url": {"type": "string"}}, "required": ["url"]},
                {"$ref": "#/components/schemas/Options"}
            ]})),
            "[flatten]\nOptions = 'options'",
        );
        assert_eq!(
            made["components"]["schemas"]["Body"],
            json!({
                "type": "object",
                "properties": {"url": {"type": "string"}, "options": {"$ref": "#/components/schemas/Options"}},
                "required": ["url", "options"],
                "x-embed": "options"
            })
        );
    }

    #[test]
    fn parts_that_overlap_are_joined() {
        let made = after_with(
            super::run,
            document(json!({"allOf": [
                {"$ref": "#/components/schemas/Options"},
                {"type": "object", "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}}
            ]})),
            "",
        );
        let body = &made["components"]["schemas"]["Body"];
        assert_eq!(body["properties"]["a"], json!({"type": "integer"}));
        assert_eq!(body["properties"]["b"], json!({"type": "string"}));
        assert!(body.get("x-embed").is_none());
    }

    #[test]
    fn a_part_may_only_require() {
        let made = after_with(
            super::run,
            document(
                json!({"allOf": [{"$ref": "#/components/schemas/Options"}, {"required": ["a"]}]}),
            ),
            "",
        );
        assert_eq!(
            made["components"]["schemas"]["Body"],
            json!({"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]})
        );
    }

    #[test]
    fn the_embedded_field_takes_no_name_of_a_property() {
        let made = after_with(
            super::run,
            document(json!({"allOf": [
                {"type": "object", "properties": {"options": {"type": "string"}}},
                {"$ref": "#/components/schemas/Options"}
            ]})),
            "",
        );
        let body = &made["components"]["schemas"]["Body"];
        assert_eq!(body["properties"]["options"], json!({"type": "string"}));
        assert_eq!(body["x-embed"], "options_fields");
    }

    #[test]
    fn one_reference_alone_is_that_reference() {
        let made = after_with(
            super::run,
            document(json!({"type": "object", "properties": {"o": {
                "allOf": [{"$ref": "#/components/schemas/Options"}], "x-facts": {"default": {}}
            }}})),
            "",
        );
        assert_eq!(
            made["components"]["schemas"]["Body"]["properties"]["o"],
            json!({"$ref": "#/components/schemas/Options", "x-facts": {"default": {}}})
        );
    }
}
