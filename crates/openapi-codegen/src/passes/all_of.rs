//! Makes one schema of every `allOf`.
//!
//! In a request, a referenced object whose properties the other parts do not
//! touch is embedded: `x-embed` names the field, and serde flattens it, so that
//! one value of options serves every request that takes them. Everything else
//! is joined into one list of properties; by then inline schemas have names, so
//! joining copies no types.

use serde_json::{Map, Value, json};

use super::{Context, merge};
use crate::naming::snake;
use crate::sources;
use openapi_document::{Error, Result};
use openapi_document::{each_schema_mut, join, operations, reference, schema_ref, schemas};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let requests: Vec<String> = operations(document)
        .filter_map(|operation| {
            let content = operation
                .value
                .get("requestBody")?
                .get("content")?
                .as_object()?;
            let schema = content.values().next()?.get("schema")?;
            schema_ref(schema).map(str::to_owned)
        })
        .collect();
    let components = schemas(document).cloned().unwrap_or_default();
    each_schema_mut(document, &mut |schema, pointer| {
        if schema.get("allOf").is_none() {
            return Ok(());
        }
        let may_embed = pointer
            .strip_prefix("/components/schemas/")
            .is_some_and(|name| requests.iter().any(|request| request == name));
        *schema = joined(schema, &components, may_embed, context, pointer, 0)?;
        Ok(())
    })
}

fn joined(
    schema: &Value,
    components: &Map<String, Value>,
    may_embed: bool,
    context: &Context<'_>,
    pointer: &str,
    depth: usize,
) -> Result<Value> {
    let Some(Value::Array(parts)) = schema.get("allOf") else {
        return Ok(schema.clone());
    };
    if depth > 16 {
        return Err(Error::new("`allOf` leads back to itself")
            .at(pointer)
            .remedy("break the circle with an overlay action"));
    }
    // Errors say where the contract has it.
    let place = sources::marks(schema).next().map(str::to_owned);
    let pointer = place.as_deref().unwrap_or(pointer);
    // The schema's own properties count as one more part.
    let mut own = schema.clone();
    if let Some(map) = own.as_object_mut() {
        map.shift_remove("allOf");
    }
    let alone = parts.len() == 1 && own.get("properties").is_none();
    if let (true, Some(reference)) = (alone, parts[0].get("$ref")) {
        let mut same = json!({"$ref": reference});
        if let Some(facts) = own.get("x-facts") {
            same["x-facts"] = facts.clone();
        }
        sources::take(&mut same, schema);
        return Ok(same);
    }
    let mut all: Option<Value> = None;
    let mut embedded = Vec::new();
    for (index, part) in parts
        .iter()
        .chain(own.get("properties").map(|_| &own))
        .enumerate()
    {
        let part_pointer = join(&join(pointer, "allOf"), &index.to_string());
        let resolved = match schema_ref(part) {
            None => object(joined(
                part,
                components,
                false,
                context,
                &part_pointer,
                depth + 1,
            )?),
            Some(name) => {
                let target = components.get(name).ok_or_else(|| {
                    Error::new(format!("`{name}` is not a schema")).at(&part_pointer)
                })?;
                let target = joined(target, components, false, context, &part_pointer, depth + 1)?;
                if may_embed && embedded.is_empty() && is_apart(&target, parts, index) {
                    embedded.push(name.to_owned());
                    continue;
                }
                target
            }
        };
        all = Some(match all {
            None => resolved,
            Some(known) => merge::parts(&known, &resolved, &part_pointer)?,
        });
    }
    let mut all = all.unwrap_or_else(|| json!({"type": "object"}));
    if let Some(facts) = own.get("x-facts") {
        all["x-facts"] = facts.clone();
    }
    sources::take(&mut all, schema);
    for name in embedded {
        let field = context
            .names
            .flatten(&name)
            .map_or_else(|| free_field(&all, &snake(&name)), str::to_owned);
        embed(&mut all, &name, &field);
    }
    Ok(all)
}

/// A part that only requires, or only describes, is an object like its fellows.
fn object(mut part: Value) -> Value {
    if let Some(map) = part.as_object_mut()
        && map.contains_key("required")
        && !map.contains_key("type")
    {
        map.insert("type".to_owned(), json!("object"));
    }
    part
}

/// Returns true if an object shares no property with another part.
fn is_apart(target: &Value, parts: &[Value], index: usize) -> bool {
    let Some(properties) = target.get("properties").and_then(Value::as_object) else {
        return false;
    };
    target.get("required").is_none()
        && parts.iter().enumerate().all(|(other, part)| {
            other == index
                || part
                    .get("properties")
                    .and_then(Value::as_object)
                    .is_some_and(|theirs| theirs.keys().all(|name| !properties.contains_key(name)))
        })
}

/// The name for a field that no property has.
fn free_field(all: &Value, name: &str) -> String {
    let is_taken = |name: &str| {
        all.get("properties")
            .and_then(Value::as_object)
            .is_some_and(|properties| properties.keys().any(|known| snake(known) == name))
    };
    let mut name = name.to_owned();
    while is_taken(&name) {
        name.push_str("_fields");
    }
    name
}

/// Adds the field that serde flattens; progenitor sees an ordinary required property.
fn embed(all: &mut Value, name: &str, field: &str) {
    if let Some(map) = all.as_object_mut() {
        map.entry("properties")
            .or_insert_with(|| json!({}))
            .as_object_mut()
            .into_iter()
            .for_each(|properties| {
                properties.insert(field.to_owned(), reference(name));
            });
        map.entry("required")
            .or_insert_with(|| json!([]))
            .as_array_mut()
            .into_iter()
            .for_each(|required| required.push(json!(field)));
        map.insert("x-embed".to_owned(), json!(field));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::fixture::after_with;

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
