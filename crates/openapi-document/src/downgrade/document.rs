//! What OpenAPI 3.1 writes in another way around the schemas.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::definitions::{free_name, is_component};
use super::visit::children;
use super::{Loss, WEBHOOKS};
use crate::pointer::{join, reference, resolve, segments};
use crate::walk::{METHODS, schemas_mut};

/// The version that a rewritten document has.
const VERSION: &str = "3.0.3";

/// The dialects that are the default, or a part of it.
const DIALECTS: [&str; 2] = [
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://json-schema.org/draft/2020-12/schema",
];

/// Keeps the webhooks under a key that 3.0 allows.
pub fn move_webhooks(document: &mut Value) {
    if let Some(document) = document.as_object_mut()
        && let Some(webhooks) = document.shift_remove("webhooks")
    {
        document.insert(WEBHOOKS.to_owned(), webhooks);
    }
}

/// Writes shared path items where they are used; 3.0 has no such components.
pub fn inline_path_items(document: &mut Value, losses: &mut Vec<Loss>) {
    let shared = document
        .get_mut("components")
        .and_then(Value::as_object_mut);
    let Some(shared) = shared.and_then(|components| components.shift_remove("pathItems")) else {
        return;
    };
    let mut used = HashSet::new();
    for section in ["paths", WEBHOOKS] {
        let Some(items) = document.get_mut(section) else {
            continue;
        };
        for (path, item) in children(items) {
            let mut followed = HashSet::new();
            while let Some(name) = shared_item(item)
                && let Some(target) = shared.get(&name)
                && followed.insert(name.clone())
            {
                let mut target = target.clone();
                if !used.insert(name) {
                    let at = join(&join("", section), &path);
                    drop_ids(&mut target, &at, losses);
                }
                if let (Value::Object(item), Value::Object(target)) = (&mut *item, target) {
                    item.shift_remove("$ref");
                    for (key, value) in target {
                        item.entry(key).or_insert(value);
                    }
                }
            }
        }
    }
}

/// Returns the name of the shared path item that a path item refers to.
fn shared_item(item: &Value) -> Option<String> {
    let pointer = item.get("$ref")?.as_str()?.strip_prefix('#')?;
    match &segments(pointer)[..] {
        [components, section, name] if components == "components" && section == "pathItems" => {
            Some(name.clone())
        }
        _ => None,
    }
}

/// Drops the ids of operations that another path has already.
fn drop_ids(item: &mut Value, pointer: &str, losses: &mut Vec<Loss>) {
    for (method, operation) in children(item) {
        if let Some(id) = operation
            .as_object_mut()
            .and_then(|map| map.shift_remove("operationId"))
        {
            losses.push(Loss {
                pointer: join(pointer, &method),
                message: format!(
                    "another path has the operationId {id} already: it is named by its route"
                ),
            });
        }
    }
}

/// Makes a component of each payload that webhooks declare in place, so that it has a type.
pub fn hoist_payloads(document: &mut Value) {
    let Some(mut webhooks) = document.get_mut(WEBHOOKS).map(Value::take) else {
        return;
    };
    for (name, item) in children(&mut webhooks) {
        for (method, operation) in children(item) {
            let Some(body) = operation.get_mut("requestBody") else {
                continue;
            };
            if METHODS.contains(&method.as_str()) {
                *body = resolve(document, body).clone();
                if let (Some(components), Some(content)) =
                    (schemas_mut(document), body.get_mut("content"))
                {
                    hoist(&name, content, components);
                }
            }
        }
    }
    document[WEBHOOKS] = webhooks;
}

fn hoist(webhook: &str, content: &mut Value, components: &mut Map<String, Value>) {
    for (_, media) in children(content) {
        let Some(schema) = media.get_mut("schema") else {
            continue;
        };
        let target = schema.get("$ref").and_then(Value::as_str);
        if target.is_some_and(is_component) {
            continue;
        }
        let payload = schema.take();
        let name = format!("{webhook}-payload");
        // Several media types may have one payload.
        let is_taken = |name: &str| components.get(name).is_some_and(|known| *known != payload);
        let name = free_name(&name, "webhook", is_taken);
        *schema = reference(&name);
        components.entry(name).or_insert(payload);
    }
}

/// Rewrites the rest of the document.
pub fn finish(document: &mut Value, losses: &mut Vec<Loss>) {
    let Some(root) = document.as_object_mut() else {
        return;
    };
    if let Some(dialect) = root.shift_remove("jsonSchemaDialect")
        && !DIALECTS
            .iter()
            .any(|known| dialect.as_str().is_some_and(|text| text.starts_with(known)))
    {
        losses.push(Loss {
            pointer: "/jsonSchemaDialect".to_owned(),
            message: format!("the dialect {dialect} is read as that of OpenAPI 3.1"),
        });
    }
    if let Some(info) = root.get_mut("info").and_then(Value::as_object_mut) {
        info.shift_remove("summary");
    }
    if let Some(Value::Object(license)) = document.pointer_mut("/info/license")
        && let Some(Value::String(id)) = license.shift_remove("identifier")
    {
        license
            .entry("url")
            .or_insert_with(|| json!(format!("https://spdx.org/licenses/{id}")));
    }
    mutual_tls(document, losses);
    if let Some(root) = document.as_object_mut() {
        root.entry("paths").or_insert_with(|| json!({}));
        root.insert("openapi".to_owned(), json!(VERSION));
    }
    let paths = document.get_mut("paths").into_iter().flat_map(children);
    for (method, operation) in paths.flat_map(|(_, item)| children(item)) {
        if let (true, Value::Object(operation)) = (METHODS.contains(&method.as_str()), operation) {
            operation.entry("responses").or_insert_with(|| json!({}));
        }
    }
}

/// Removes security schemes that are about the connection, which no request shows.
fn mutual_tls(document: &mut Value, losses: &mut Vec<Loss>) {
    let schemes = document.pointer_mut("/components/securitySchemes");
    let Some(Value::Object(schemes)) = schemes else {
        return;
    };
    let mut removed = Vec::new();
    schemes.retain(|name, scheme| {
        let is_mutual = scheme.get("type").and_then(Value::as_str) == Some("mutualTLS");
        if is_mutual {
            removed.push(name.clone());
        }
        !is_mutual
    });
    for name in &removed {
        losses.push(Loss {
            pointer: join("/components/securitySchemes", name),
            message: "OpenAPI 3.0 has no `mutualTLS`: give the certificate to the HTTP client"
                .to_owned(),
        });
    }
    if removed.is_empty() {
        return;
    }
    let forget = |owner: &mut Value| {
        let requirements = owner.get_mut("security").into_iter().flat_map(children);
        for requirement in requirements.filter_map(|(_, requirement)| requirement.as_object_mut()) {
            requirement.retain(|name, _| !removed.contains(name));
        }
    };
    forget(document);
    let paths = document.get_mut("paths").into_iter().flat_map(children);
    paths
        .flat_map(|(_, item)| children(item))
        .for_each(|(_, operation)| forget(operation));
}
