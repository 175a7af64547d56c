//! Corrects what leaves no doubt about a request, with a warning for each correction.

use std::collections::{BTreeSet, HashMap};

use openapiv3::{ReferenceOr, SecurityScheme};
use serde::Deserialize;
use serde_json::{Value, json};

use super::parts::{self, Warnings, warn};
use crate::json::{elements, text};
use crate::naming::{snake, snake_as_progenitor};
use crate::passes::inline_others;
use crate::preflight::path_names;
use openapi_document::{METHODS, Result, join, members, operations, resolve};

/// Corrects a contract; returns the warnings.
///
/// The body of an operation that people write, by its id, stays as it is: they choose among several.
pub(crate) fn relax(
    document: &mut Value,
    is_hand_written: &dyn Fn(&str) -> bool,
) -> Result<Warnings> {
    let mut warnings = Warnings::new();
    inline_others(document)?;
    top(document, &mut warnings);
    parts::components(document, &mut warnings);
    schemes(document, &mut warnings);
    security(document, &mut warnings);
    path_items(document, &mut warnings);
    let ids = ids(document);
    let declared = document["components"]["securitySchemes"].clone();
    each_operation(document, &mut |path, method, operation| {
        let at = join(&join("/paths", path), method);
        let by_hand = text(operation, "operationId").is_some_and(is_hand_written);
        let own = operation.as_object_mut().filter(|_| by_hand);
        let body = own.and_then(|own| own.shift_remove("requestBody"));
        parts::own(operation, &at, &mut warnings);
        if let Some(body) = body {
            operation["requestBody"] = body;
        }
        responses(operation, &at, &mut warnings);
        name(operation, &ids, (path, method), &mut warnings);
        if let Some(operation) = operation.as_object_mut() {
            operation.retain(|key, value| match key.as_str() {
                "servers" => are_servers(value),
                key => !["callbacks", "externalDocs"].contains(&key),
            });
        }
        undeclared(operation, &declared, &at, &mut warnings);
    });
    let mut kept = Vec::new();
    for (path, item) in members(document.get("paths")) {
        kept.extend(parameters(document, path, item, &mut warnings));
    }
    for (at, parameters) in kept {
        if let Some(holder) = document.pointer_mut(&at) {
            holder["parameters"] = Value::Array(parameters);
        }
    }
    Ok(warnings)
}

/// Returns true for servers by their URLs alone: they say what the path is below.
fn are_servers(value: &Value) -> bool {
    let servers = value.as_array().filter(|servers| !servers.is_empty());
    let is_url = |server: &Value| {
        let fields = server.as_object();
        fields.is_some_and(|fields| fields.len() == 1 && server["url"].is_string())
    };
    servers.is_some_and(|servers| servers.iter().all(is_url))
}

/// Completes the parts of the document that hardly any code depends on.
fn top(document: &mut Value, warnings: &mut Warnings) {
    let Some(map) = document.as_object_mut() else {
        return;
    };
    map.retain(|key, _| !["tags", "externalDocs"].contains(&key.as_str()));
    if let Some(servers) = map.get_mut("servers") {
        let list = servers.as_array().into_iter().flatten();
        let urls = list.clone().filter_map(|server| server["url"].as_str());
        let urls: Vec<Value> = urls.map(|url| json!({"url": url})).collect();
        if urls.len() < list.count() || !servers.is_array() {
            warn(warnings, "/servers", "a server without an address; ignored");
        }
        *servers = Value::Array(urls);
    }
    let info = map.entry("info").or_insert_with(|| json!({}));
    for key in ["title", "version"] {
        if !info[key].is_string() {
            *info = match info.take() {
                Value::Object(info) => Value::Object(info),
                _ => json!({}),
            };
            info[key] = json!("");
        }
    }
}

/// Takes a security scheme that OpenAPI does not allow for a key, so that what needs it is known.
fn schemes(document: &mut Value, warnings: &mut Warnings) {
    let all = document.pointer_mut("/components/securitySchemes");
    for (name, scheme) in all.and_then(Value::as_object_mut).into_iter().flatten() {
        if ReferenceOr::<SecurityScheme>::deserialize(&*scheme).is_err() {
            let at = join("/components/securitySchemes", name);
            warn(
                warnings,
                &at,
                "not a security scheme of OpenAPI; taken for a key",
            );
            *scheme = json!({"type": "apiKey", "name": "key", "in": "header"});
        }
    }
}

/// Calls a function for each operation that is an object, with its path and method.
pub(super) fn each_operation(document: &mut Value, visit: &mut dyn FnMut(&str, &str, &mut Value)) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) && operation.is_object() {
                visit(path, method, operation);
            }
        }
    }
}

/// Leaves of each path item its operations and parameters.
fn path_items(document: &mut Value, warnings: &mut Warnings) {
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else {
        return;
    };
    paths.retain(|path, item| {
        // An extension of the paths, which has no operations.
        if path.starts_with("x-") {
            return false;
        }
        let at = join("/paths", path);
        let Some(map) = item.as_object_mut() else {
            warn(warnings, &at, "the path item is not an object; left out");
            return false;
        };
        // Parameters that no operation has are not read.
        let is_used = map.keys().any(|key| METHODS.contains(&key.as_str()));
        if !is_used {
            map.shift_remove("parameters");
        }
        map.retain(|key, value| {
            let is_known = METHODS.contains(&key.as_str())
                || key == "parameters"
                || key.starts_with("x-")
                || (key == "servers" && are_servers(value));
            if !is_known && !["servers", "summary", "description"].contains(&key.as_str()) {
                let message = match key.as_str() {
                    "$ref" => {
                        "the path item is a reference that leads nowhere; left out".to_owned()
                    }
                    key => format!("`{key}` is not a method; ignored"),
                };
                warn(warnings, &at, message);
            }
            is_known
        });
        parts::own(item, &at, warnings);
        true
    });
}

/// Makes statuses such as `4xx` what OpenAPI allows, and drops those that are none.
fn responses(operation: &mut Value, at: &str, warnings: &mut Warnings) {
    let Some(Value::Object(responses)) = operation.get_mut("responses") else {
        warn(
            warnings,
            at,
            "the operation has no responses; it returns nothing",
        );
        operation["responses"] = json!({});
        return;
    };
    let is_status = |code: &str| {
        let number = code
            .parse()
            .is_ok_and(|code: u16| (100..600).contains(&code));
        let range = code.ends_with("XX") && code.starts_with(['1', '2', '3', '4', '5']);
        (number || range) && code.len() == 3 && !code.starts_with('+')
            || code == "default"
            || code.starts_with("x-")
    };
    let all = std::mem::take(responses);
    for (code, response) in all {
        let range = code.to_uppercase();
        match (is_status(&code), is_status(&range)) {
            (true, _) => drop(responses.insert(code, response)),
            (false, true) => drop(responses.insert(range, response)),
            (false, false) => {
                let message = format!("{code:?} is not a response status; ignored");
                warn(warnings, &join(at, "responses"), message);
            }
        }
    }
}

/// Drops the security requirements of the document whose schemes are not declared.
fn security(document: &mut Value, warnings: &mut Warnings) {
    let declared = document["components"]["securitySchemes"].clone();
    undeclared(document, &declared, "", warnings);
}

fn undeclared(holder: &mut Value, declared: &Value, at: &str, warnings: &mut Warnings) {
    let requirements = holder.get_mut("security").and_then(Value::as_array_mut);
    for requirement in requirements
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
    {
        requirement.retain(|name, _| {
            let is_declared = declared.get(name).is_some();
            if !is_declared {
                let message = format!("the security scheme `{name}` is not declared; ignored");
                warn(warnings, &join(at, "security"), message);
            }
            is_declared
        });
    }
}

/// Ids by rule, by path and method.
pub(super) type MadeIds = HashMap<(String, String), String>;

/// Ids of method and path for the operations without one of their own.
pub(super) fn ids(document: &Value) -> MadeIds {
    let mut taken = BTreeSet::new();
    let mut open = Vec::new();
    let mut take = |id: &str| {
        let names = [snake(id), snake_as_progenitor(id)];
        let is_free = names
            .iter()
            .all(|name| name != "new" && !taken.contains(name));
        if is_free {
            taken.extend(names);
        }
        is_free
    };
    for operation in operations(document) {
        let id = text(operation.value, "operationId");
        let id = id.filter(|id| id.chars().any(char::is_alphabetic));
        if !id.is_some_and(&mut take) {
            open.push(operation);
        }
    }
    let mut made = MadeIds::new();
    for operation in open {
        let words = operation.path.replace('{', "by ");
        let plain = |letter: char| {
            if letter.is_alphanumeric() {
                letter
            } else {
                ' '
            }
        };
        let words: String = words.chars().map(plain).collect();
        let id = snake(&format!("{} {words}", operation.method));
        let numbered = (2..).map(|number: usize| format!("{id}_{number}"));
        let mut candidates = std::iter::once(id.clone()).chain(numbered);
        if let Some(id) = candidates.find(|id| take(id)) {
            made.insert((operation.path.to_owned(), operation.method.to_owned()), id);
        }
    }
    made
}

/// Gives an operation the id by rule, if there is one for its path and method.
pub(super) fn name(
    operation: &mut Value,
    ids: &MadeIds,
    (path, method): (&str, &str),
    warnings: &mut Warnings,
) {
    if let Some(id) = ids.get(&(path.to_owned(), method.to_owned())) {
        let message = match text(operation, "operationId") {
            Some(old) => format!("the operationId `{old}` is taken or has no letters; named"),
            None => "the operation has no operationId; named".to_owned(),
        };
        let at = join(&join("/paths", path), method);
        warn(warnings, &at, format!("{message} `{id}`"));
        operation["operationId"] = json!(id);
    }
}

/// Returns the parameters that a path and its operations are to have, by their pointers, where these
/// are not those that the path has.
fn parameters(
    document: &Value,
    path: &str,
    item: &Value,
    warnings: &mut Warnings,
) -> Vec<(String, Vec<Value>)> {
    let mut changed = Vec::new();
    let Ok(names) = path_names(path) else {
        return changed;
    };
    let key = |value: &Value| {
        let value = resolve(document, value);
        let part = |key| text(value, key).unwrap_or_default().to_owned();
        (part("in"), part("name"))
    };
    let item_at = join("/paths", path);
    let mut shared = Vec::new();
    let methods = members(Some(item)).filter(|(method, _)| METHODS.contains(&method.as_str()));
    let holders = [(item_at.clone(), item)].into_iter();
    let holders = holders.chain(methods.map(|(method, value)| (join(&item_at, method), value)));
    for (at, holder) in holders.filter(|(_, holder)| holder.is_object()) {
        let is_item = at == item_at;
        let mut known = Vec::new();
        let mut kept = Vec::new();
        for parameter in elements(holder, "parameters") {
            let (place, name) = key(parameter);
            let reason = if place == "path" && !names.contains(&name.as_str()) {
                "is not in the path"
            } else if known.contains(&(place.clone(), name.clone())) && !name.is_empty() {
                "is there twice"
            } else {
                known.push((place, name));
                kept.push(parameter.clone());
                continue;
            };
            let message = format!("the {place} parameter `{name}` {reason}; ignored");
            warn(warnings, &at, message);
        }
        let is_known = |name: &&str| {
            let key = ("path".to_owned(), (*name).to_owned());
            known.contains(&key) || shared.contains(&key)
        };
        let missing: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| !is_known(name))
            .collect();
        for name in missing.into_iter().filter(|_| !is_item) {
            let message = format!("the path parameter `{name}` is not declared; sent as text");
            warn(warnings, &at, message);
            let schema = json!({"type": "string"});
            kept.push(json!({"name": name, "in": "path", "required": true, "schema": schema}));
        }
        if is_item {
            shared = known;
        }
        if kept.as_slice() != elements(holder, "parameters") {
            changed.push((at, kept));
        }
    }
    changed
}
