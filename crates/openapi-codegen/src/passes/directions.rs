//! Marks every component with the way it travels: sent, received or both.
//!
//! Sent types are strict, received types are lenient. The mark is
//! `x-direction`; a component of neither way gets none.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Context;
use crate::json::{HAND_WRITTEN, OPEN, text};
use crate::sources;
use openapi_document::{Result, WEBHOOKS, members, operations, schema_ref, schemas, schemas_mut};

/// The direction in which values of a type are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// It is part of a request.
    pub sent: bool,
    /// It is part of a response.
    pub received: bool,
}

impl Direction {
    /// Reads the mark of a component.
    pub fn of(component: &Value) -> Self {
        let mark = text(component, "x-direction").unwrap_or_default();
        Self {
            sent: mark == "sent" || mark == "both",
            received: mark == "received" || mark == "both",
        }
    }

    /// The direction of values that are sent in one or the other.
    pub fn or(self, other: Self) -> Self {
        Self {
            sent: self.sent || other.sent,
            received: self.received || other.received,
        }
    }
}

/// The components that operations refer to, by the way in which they travel.
pub struct Roots {
    pub sent: Vec<String>,
    pub received: Vec<String>,
}

impl Roots {
    pub fn of(document: &Value) -> Self {
        let (mut sent, mut received) = (query_types(document), Vec::new());
        for operation in operations(document) {
            sent.extend(references(&operation.value["parameters"]));
            sent.extend(references(&operation.value["requestBody"]));
            received.extend(references(&operation.value["responses"]));
        }
        if is_types_alone(document) {
            // They describe what is read, such as the events of a webhook.
            let all = schemas(document).into_iter().flatten();
            received.extend(all.map(|(name, _)| name.clone()));
        }
        received.extend(payloads(document).iter().flat_map(references));
        Self { sent, received }
    }
}

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let Roots { sent, mut received } = Roots::of(document);
    let sent = reachable(document, sent);
    // A request or enum that the contract leaves open keeps what it does not declare, as those of
    // a response do.
    let is_open = |(name, schema): &(&String, &Value)| {
        let is_open = schema["x-facts"]["closed"] == false || schema[OPEN] == true;
        sent.contains(*name) && is_open
    };
    let open = schemas(document).into_iter().flatten().filter(is_open);
    received.extend(open.map(|(name, _)| name.clone()));
    let received = reachable(document, received);
    for (name, schema) in schemas_mut(document).into_iter().flatten() {
        let mark = match (sent.contains(name), received.contains(name)) {
            (true, true) => Some("both"),
            (true, false) => Some("sent"),
            (false, true) => Some("received"),
            (false, false) => None,
        };
        if let Some(map) = schema.as_object_mut() {
            match mark {
                Some(mark) => map.insert("x-direction".to_owned(), json!(mark)),
                None => map.shift_remove("x-direction"),
            };
        }
    }
    Ok(())
}

/// Returns the bodies of webhooks, which the service sends.
pub fn payloads(document: &Value) -> Vec<Value> {
    members(document.get(WEBHOOKS))
        .flat_map(|(_, item)| members(Some(item)))
        .filter_map(|(_, operation)| operation.get("requestBody").cloned())
        .collect()
}

/// Returns true for a contract without operations and webhooks.
pub fn is_types_alone(document: &Value) -> bool {
    let other = [HAND_WRITTEN, WEBHOOKS];
    operations(document).next().is_none() && other.iter().all(|key| document.get(key).is_none())
}

/// Returns the components of query parameters, which the operations do not refer to.
pub fn query_types(document: &Value) -> Vec<String> {
    members(document.pointer("/components/schemas"))
        .filter(|(_, schema)| schema.get("x-query").is_some())
        .map(|(name, _)| name.clone())
        .collect()
}

/// Returns the components that these refer to at any depth, and these themselves.
pub fn reachable(document: &Value, mut open: Vec<String>) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(schema) = schemas(document).and_then(|schemas| schemas.get(&name))
            && reached.insert(name)
        {
            open.extend(references(schema));
        }
    }
    reached
}

/// Returns the component schemas that a value refers to, at any depth.
pub fn references(value: &Value) -> Vec<String> {
    fn collect(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => map
                .iter()
                .filter(|(key, _)| !matches!(key.as_str(), "x-facts" | sources::KEY))
                .for_each(|(_, value)| collect(value, found)),
            Value::Array(list) => list.iter().for_each(|one| collect(one, found)),
            _ => {}
        }
        found.extend(schema_ref(value).map(str::to_owned));
    }
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::tests::after;

    #[test]
    fn the_payload_of_a_webhook_is_received() {
        let document = after(
            super::run,
            json!({
                "components": {"schemas": {"Lamp": {}, "Reply": {}}},
                "x-webhooks": {"lit": {"post": {
                    "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Lamp"}}}},
                    "responses": {"200": {"$ref": "#/components/schemas/Reply"}}
                }}}
            }),
        );
        let schemas = &document["components"]["schemas"];
        assert_eq!(schemas["Lamp"]["x-direction"], "received");
        assert!(schemas["Reply"].get("x-direction").is_none());
    }

    #[test]
    fn the_way_reaches_inner_schemas() {
        let to = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
        let content = |name: &str| json!({"content": {"application/json": {"schema": to(name)}}});
        let document = after(
            super::run,
            json!({
                "components": {"schemas": {
                    "Request": {"properties": {"o": to("Options")}},
                    "Options": {"properties": {"again": to("Options")}},
                    "Answer": {"properties": {"o": to("Options"), "d": to("Data")}},
                    "Data": {}, "Unused": {"x-direction": "sent"}
                }},
                "paths": {"/a": {"post": {"requestBody": content("Request"), "responses": {"2XX": content("Answer")}}}}
            }),
        );
        let mark = |name: &str| document["components"]["schemas"][name]["x-direction"].clone();
        assert_eq!(mark("Request"), "sent");
        assert_eq!(mark("Options"), "both");
        assert_eq!(mark("Answer"), "received");
        assert_eq!(mark("Data"), "received");
        assert!(mark("Unused").is_null());
    }
}
