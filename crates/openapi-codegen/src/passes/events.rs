//! Makes one union of the payloads of all webhooks, if an overlay names it.
//!
//! `x-event` at the top of the document has the name of the union, and the property that says which
//! event a payload is: `{"name": "Event", "tag": "type"}`. A payload in which that property has no
//! single value stays a type of its own. The payloads also get the marks of the places that they
//! have in a contract of OpenAPI 3.1, where they are no components.

use serde_json::{Value, json};

use super::Context;
use super::unions::tag_value;
use crate::json::{EVENT, add_elements, text};
use crate::sources;
use openapi_document::{
    Error, METHODS, Result, WEBHOOKS, join, members, reference, schema_ref, schemas, schemas_mut,
    target,
};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let bodies = bodies(document);
    for (pointer, component) in &bodies {
        let own = join("/components/schemas", component);
        // As in the contract, which has them under another key.
        let place = format!("/webhooks{}", &pointer[WEBHOOKS.len() + 1..]);
        if let Some(schema) = schemas_mut(document).and_then(|all| all.get_mut(component)) {
            mark(schema, &own, &place);
        }
    }
    let Some(event) = document
        .as_object_mut()
        .and_then(|map| map.shift_remove(EVENT))
    else {
        return Ok(());
    };
    let (Some(name), Some(tag)) = (text(&event, "name"), text(&event, "tag")) else {
        let error = Error::new(format!("`{EVENT}` lacks the texts `name` and `tag`"));
        return Err(error.at(join("", EVENT)));
    };
    if schemas(document).is_some_and(|all| all.contains_key(name)) {
        let error = Error::new(format!("there is a schema `{name}` already"));
        return Err(error
            .at(join("", EVENT))
            .remedy("choose another name for the events"));
    }
    let mut branches: Vec<Value> = Vec::new();
    for (pointer, component) in &bodies {
        let payload = reference(component);
        let payload = target(document, &payload).map(|(_, payload)| payload.clone());
        let payload = payload.unwrap_or_default();
        if tag_value(&payload, tag).is_none() {
            context.warn(format!(
                "{pointer}: not a variant of {name}, because `{tag}` has no single value in it"
            ));
            continue;
        }
        if !branches.contains(&payload) {
            branches.push(payload);
        }
        if let Some(schema) = document.pointer_mut(pointer) {
            *schema = reference(name);
        }
    }
    if let (Some(all), false) = (schemas_mut(document), branches.is_empty()) {
        let union = json!({"oneOf": branches, "discriminator": {"propertyName": tag}});
        all.insert(name.to_owned(), union);
    }
    Ok(())
}

/// The schemas of the bodies of webhooks: their pointers, and the components to which they refer.
fn bodies(document: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (webhook, item) in members(document.get(WEBHOOKS)) {
        let at = join(&join("", WEBHOOKS), webhook);
        for (method, operation) in
            members(Some(item)).filter(|(method, _)| METHODS.contains(&method.as_str()))
        {
            let at = format!("{}/requestBody/content", join(&at, method));
            for (media, body) in members(operation.pointer("/requestBody/content")) {
                if let Some(component) = body.get("schema").and_then(schema_ref) {
                    found.push((format!("{}/schema", join(&at, media)), component.to_owned()));
                }
            }
        }
    }
    found
}

/// Adds, to each mark below one place, the same below another one.
fn mark(schema: &mut Value, own: &str, other: &str) {
    let rest = |mark: &str| {
        let rest = mark.strip_prefix(own)?;
        (rest.is_empty() || rest.starts_with('/')).then(|| json!(format!("{other}{rest}")))
    };
    let more: Vec<Value> = sources::marks(schema).filter_map(rest).collect();
    if !more.is_empty() {
        add_elements(schema, sources::KEY, &more);
    }
    match schema {
        Value::Object(map) => map.values_mut().for_each(|inner| mark(inner, own, other)),
        Value::Array(list) => list.iter_mut().for_each(|inner| mark(inner, own, other)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::passes::Context;
    use crate::passes::tests::after;

    fn hook(component: &str) -> Value {
        let schema = json!({"$ref": format!("#/components/schemas/{component}")});
        json!({"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}})
    }

    fn payload(kind: &[&str]) -> Value {
        json!({"type": "object", "properties": {"kind": {"type": "string", "enum": kind}}})
    }

    fn document() -> Value {
        json!({
            "x-event": {"name": "LampEvent", "tag": "kind"},
            "x-webhooks": {"lit": hook("lit-payload"), "out": hook("Out"), "dim": hook("Dim")},
            "components": {"schemas": {
                "lit-payload": payload(&["lamp.lit"]), "Out": payload(&["lamp.out"]),
                "Dim": payload(&["a", "b"]),
            }}
        })
    }

    #[test]
    fn payloads_with_a_tag_become_one_union() {
        let made = after(super::run, document());
        assert!(made.get("x-event").is_none());
        assert_eq!(
            made["components"]["schemas"]["LampEvent"],
            json!({
                "oneOf": [payload(&["lamp.lit"]), payload(&["lamp.out"])],
                "discriminator": {"propertyName": "kind"}
            })
        );
        let hooks = &made["x-webhooks"];
        assert_eq!(hooks["lit"], hook("LampEvent"));
        assert_eq!(hooks["out"], hook("LampEvent"));
        assert_eq!(hooks["dim"], hook("Dim"));
    }

    #[test]
    fn a_payload_is_found_by_its_place_in_the_contract() {
        let mut document = document();
        let own = "/components/schemas/lit-payload";
        let schema = &mut document["components"]["schemas"]["lit-payload"];
        schema["x-sources"] = json!([own]);
        schema["properties"]["kind"]["x-sources"] = json!([format!("{own}/properties/kind")]);
        let made = after(super::run, document);
        let place = "/webhooks/lit/post/requestBody/content/application~1json/schema";
        let made = &made["components"]["schemas"]["LampEvent"]["oneOf"][0];
        assert_eq!(made["x-sources"], json!([own, place]));
        assert_eq!(
            made["properties"]["kind"]["x-sources"][1],
            format!("{place}/properties/kind")
        );
    }

    #[test]
    fn a_name_that_a_schema_has_is_an_error() {
        let names = crate::names::Names::default();
        let mut document = document();
        document["x-event"]["name"] = json!("Out");
        let error = super::run(&mut document, &Context::new(&names)).unwrap_err();
        assert!(
            error.to_string().contains("a schema `Out` already"),
            "{error}"
        );
    }
}
