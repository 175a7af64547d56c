//! Makes one schema of every `allOf`.
//!
//! In a request, a referenced object whose properties the other parts do not
//! touch is embedded: `x-embed` names the field, and serde flattens it, so that
//! one value of options serves every request that takes them. Everything else
//! is joined into one list of properties; by then inline schemas have names, so
//! joining copies no types.

use serde_json::{Value, json};

use super::{Context, merge};
use crate::json::{elements, object};
use crate::naming::snake;
use crate::sources;
use openapi_document::{
    Error, Result, each_schema_mut, join, operations, reference, resolve, schema_ref,
};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let whole = document.clone();
    let requests: Vec<&str> = operations(&whole)
        .filter_map(|operation| schema_ref(operation.request_body(&whole)?.1))
        .collect();
    each_schema_mut(document, &mut |schema, pointer| {
        if schema.get("allOf").is_some() {
            let name = pointer.strip_prefix("/components/schemas/");
            let may_embed = name.is_some_and(|name| requests.contains(&name));
            *schema = joined(schema, &whole, may_embed.then_some(context), pointer, 0)?;
        }
        Ok(())
    })
}

/// Joins the parts of a schema; one of them may be embedded if a context is given.
fn joined(
    schema: &Value,
    whole: &Value,
    embedding: Option<&Context<'_>>,
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
    let pointer = join(sources::marks(schema).next().unwrap_or(pointer), "allOf");
    // The schema's own properties count as one more part.
    let mut own = schema.clone();
    own.as_object_mut()
        .and_then(|map| map.shift_remove("allOf"));
    let own = own.get("properties").is_some().then_some(&own);
    let mut all: Option<Value> = None;
    let mut embedded = None;
    if let ([part], None) = (&parts[..], own)
        && let Some(name) = schema_ref(part)
    {
        all = Some(reference(name));
    } else {
        for (index, part) in parts.iter().chain(own).enumerate() {
            let pointer = join(&pointer, &index.to_string());
            let target = joined(resolve(whole, part), whole, None, &pointer, depth + 1)?;
            let target = match (schema_ref(part), embedding, embedded) {
                (Some(name), Some(context), None) if is_apart(&target, parts, index) => {
                    embedded = Some((name, context));
                    continue;
                }
                (Some(_), ..) => target,
                (None, ..) => as_object(target),
            };
            all = Some(match all {
                None => target,
                Some(known) => merge::parts(&known, &target, &pointer)?,
            });
        }
    }
    let mut all = all.unwrap_or_else(|| json!({"type": "object"}));
    if let Some(facts) = schema.get("x-facts") {
        all["x-facts"] = facts.clone();
    }
    sources::take(&mut all, schema);
    if let Some((name, context)) = embedded {
        embed(&mut all, name, context);
    }
    Ok(all)
}

/// A part that only requires, or only describes, is an object like its fellows.
fn as_object(mut part: Value) -> Value {
    if part.get("required").is_some() && part.get("type").is_none() {
        part["type"] = json!("object");
    }
    part
}

/// Returns true if an object shares no property with another part.
fn is_apart(target: &Value, parts: &[Value], index: usize) -> bool {
    let shares = |part: &Value| {
        let Some(theirs) = part["properties"].as_object() else {
            return true;
        };
        object(target, "properties").any(|(name, _)| theirs.contains_key(name))
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
