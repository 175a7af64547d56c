//! Names what an operation says and what its function does otherwise, or not at all.
//!
//! None of it makes the generated code wrong: a person decides whether it matters to the service.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;
use serde_json::Value;

use crate::catalog::OperationEntry;
use crate::emit::beside;
use crate::json::{elements, object, text};
use crate::preflight::path_shape;
use openapi_document::{Operation, join, members, operations, parts, resolve};

/// The headers that a parameter cannot set: by OpenAPI, such parameters are ignored.
const OWN_HEADERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Returns true for a parameter of a header that the client sets itself.
pub(crate) fn is_own_header(parameter: &Value) -> bool {
    let name = text(parameter, "name").unwrap_or_default();
    let mut own = OWN_HEADERS.iter();
    parameter["in"] == "header" && own.any(|header| name.eq_ignore_ascii_case(header))
}

/// Returns a line for each such place of a contract in OpenAPI 3.0, of the operations that are generated.
pub(crate) fn notices(document: &Value, entries: &[OperationEntry]) -> Vec<String> {
    let mut found = IndexSet::new();
    let routes = entries.iter().map(OperationEntry::route);
    let generated: HashSet<String> = routes.collect();
    paths(document, &mut found);
    for operation in operations(document) {
        if generated.contains(&operation.route()) {
            servers(document, &operation, &mut found);
            for (place, parameter) in parameters(document, &operation) {
                of_parameter(document, &place, parameter, &mut found);
            }
            request_body(document, &operation, &mut found);
        }
    }
    found.into_iter().collect()
}

/// Paths that are not sent as a whole, and those that a server takes for another one.
fn paths(document: &Value, found: &mut IndexSet<String>) {
    let mut shapes: HashMap<String, &str> = HashMap::new();
    for (path, _) in object(document, "paths").filter(|(path, _)| !path.starts_with("x-")) {
        let at = join("/paths", path);
        if path.contains('#') {
            found.insert(format!("{at}: what is behind `#` in the path is not sent"));
        }
        let other = *shapes.entry(path_shape(path)).or_insert(path);
        if other != path {
            let text = format!("a server cannot tell the path from `{other}`");
            found.insert(format!("{at}: {text}"));
        }
    }
}

/// Other servers than those of the document, and than the root above its own.
fn servers(document: &Value, operation: &Operation<'_>, found: &mut IndexSet<String>) {
    if beside(document, operation.item, operation.value).is_some() {
        return;
    }
    let item = (join("/paths", operation.path), operation.item);
    for (place, holder) in [item, (operation.pointer(), operation.value)] {
        if !elements(holder, "servers").is_empty() && holder["servers"] != document["servers"] {
            let text = "ignored: every request goes to the root of the client";
            found.insert(format!("{place}/servers: {text}"));
        }
    }
}

/// The parameters of an operation, each with the place where it is defined.
fn parameters<'d>(document: &'d Value, operation: &Operation<'d>) -> Vec<(String, &'d Value)> {
    let item = (join("/paths", operation.path), operation.item);
    let holders = [item, (operation.pointer(), operation.value)];
    let listed = holders.into_iter().flat_map(|(place, holder)| {
        let numbered = elements(holder, "parameters").iter().enumerate();
        numbered.map(move |(index, value)| (format!("{place}/parameters/{index}"), value))
    });
    let defined = listed.map(|(place, value)| match text(value, "$ref") {
        Some(target) => (target.trim_start_matches('#').to_owned(), value),
        None => (place, value),
    });
    let used = operation.parameters(document);
    let resolved = defined.map(|(place, value)| (place, resolve(document, value)));
    resolved
        .filter(|(_, value)| used.iter().any(|used| std::ptr::eq(*used, *value)))
        .collect()
}

fn of_parameter(document: &Value, place: &str, parameter: &Value, found: &mut IndexSet<String>) {
    let kind = text(parameter, "in").unwrap_or_default();
    let name = text(parameter, "name").unwrap_or_default();
    let mut notice = |key: &str, text: &str| {
        found.insert(format!(
            "{place}{key}: the {kind} parameter `{name}` {text}"
        ));
    };
    if is_own_header(parameter) {
        return notice(
            "",
            "is ignored, as OpenAPI says: the client sets this header itself",
        );
    }
    if parameter["allowReserved"] == true {
        let text = "is percent-encoded as all others are, reserved characters too";
        notice("/allowReserved", text);
    }
    let schema = &parameter["schema"];
    let is_list = |part: &&Value| part["type"] == "array";
    let is_null = |part: &Value| part["nullable"] == true;
    let mut items = parts(document, schema).into_iter().filter(is_list);
    if items.any(|list| parts(document, &list["items"]).into_iter().any(is_null)) {
        notice(
            "/schema",
            "cannot hold items that are `null`: they have no text",
        );
    }
    let media = object(parameter, "content").next().map(|(media, _)| media);
    let is_json = |media: &String| media.contains("json");
    match (kind, media) {
        ("query", Some(media)) if !is_json(media) => {
            notice("/content", "is sent as the text that is given");
        }
        ("path" | "header", Some(_)) => notice("/content", "is sent as the text that is given"),
        ("path" | "header", None) if is_structured(document, schema) => {
            notice(
                "/schema",
                "is sent as the text that is given, and not made of its parts",
            );
        }
        _ => {}
    }
}

/// Returns true for an object, or a list of anything but plain values.
fn is_structured(document: &Value, schema: &Value) -> bool {
    parts(document, schema).into_iter().any(|part| {
        let mut items = parts(document, &part["items"]).into_iter();
        part["type"] == "object"
            || part.get("properties").is_some()
            || (part["type"] == "array"
                && items.any(|item| item["type"] == "object" || item["type"] == "array"))
    })
}

/// A body that is sent as it is given, although the contract says more of it.
fn request_body(document: &Value, operation: &Operation<'_>, found: &mut IndexSet<String>) {
    let Some(given) = operation.value.get("requestBody") else {
        return;
    };
    let at = match text(given, "$ref") {
        Some(target) => target.trim_start_matches('#').to_owned(),
        None => format!("{}/requestBody", operation.pointer()),
    };
    let body = resolve(document, given);
    let mut contents = members(body.get("content"));
    let (Some((media, content)), None) = (contents.next(), contents.next()) else {
        // Which of several is taken is a warning of its own.
        return;
    };
    let schema = resolve(document, &content["schema"]);
    let is_text = schema["type"] == "string" && schema.get("enum").is_none();
    let is_plain = is_text || members(Some(schema)).next().is_none();
    let is_raw = !["json", "form"].iter().any(|part| media.contains(part));
    let is_usual = ["text/plain", "application/octet-stream"]
        .iter()
        .any(|usual| media.starts_with(usual));
    if is_raw && !(is_plain && is_usual) {
        let place = join(&format!("{at}/content"), media);
        found.insert(format!(
            "{place}: the body is sent as it is given, of whatever form"
        ));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::catalog;

    #[test]
    fn what_a_function_does_otherwise_is_named() {
        let parameter = |name: &str, place: &str, schema: Value| json!({"name": name, "in": place, "required": true, "schema": schema});
        let text = || json!({"type": "string"});
        let record = || json!({"type": "object", "properties": {"a": {"type": "string"}}});
        let mut reserved = parameter("next", "query", text());
        reserved["allowReserved"] = json!(true);
        let document = json!({
            "servers": [{"url": "https://a.example"}],
            "paths": {"/a/{where}/{id}": {
                "parameters": [
                    parameter("where", "path", record()),
                    parameter("id", "path", text()),
                    parameter("X-Kind", "header", text())
                ],
                "servers": [{"url": "https://a.example"}],
                "put": {
                    "servers": [{"url": "https://b.example"}],
                    "parameters": [
                        {"$ref": "#/components/parameters/Accept"},
                        reserved,
                        parameter("X-Kind", "header", json!({"type": "array", "items": record()})),
                        parameter("ids", "query", json!({"type": "array", "items": {"type": "string", "nullable": true}})),
                        {"name": "q", "in": "query", "content": {"application/json": {"schema": record()}}},
                        {"name": "x", "in": "query", "content": {"application/xml": {"schema": record()}}}
                    ],
                    "requestBody": {"content": {"application/xml": {"schema": record()}}}
                },
                "post": {
                    "parameters": [{"$ref": "#/components/parameters/Accept"}],
                    "requestBody": {"content": {"text/plain": {"schema": text()}}}
                }
            }},
            "components": {"parameters": {"Accept": parameter("accept", "header", text())}}
        });
        let at = "/paths/~1a~1{where}~1{id}";
        assert_eq!(
            notices(&document, &catalog::entries(&document)),
            [
                format!("{at}/put/servers: ignored: every request goes to the root of the client"),
                format!("{at}/parameters/0/schema: the path parameter `where` is sent as the text that is given, and not made of its parts"),
                "/components/parameters/Accept: the header parameter `accept` is ignored, as OpenAPI says: the client sets this header itself".to_owned(),
                format!("{at}/put/parameters/1/allowReserved: the query parameter `next` is percent-encoded as all others are, reserved characters too"),
                format!("{at}/put/parameters/2/schema: the header parameter `X-Kind` is sent as the text that is given, and not made of its parts"),
                format!("{at}/put/parameters/3/schema: the query parameter `ids` cannot hold items that are `null`: they have no text"),
                format!("{at}/put/parameters/5/content: the query parameter `x` is sent as the text that is given"),
                format!("{at}/put/requestBody/content/application~1xml: the body is sent as it is given, of whatever form"),
            ]
        );
        assert!(notices(&document, &[]).is_empty());
    }
}
