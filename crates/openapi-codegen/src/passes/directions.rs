//! Marks every component with the way it travels: sent, received or both.
//!
//! Sent types are strict, received types are lenient. The mark is
//! `x-direction`; a component of neither way gets none.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Context;
use openapi_document::Result;
use openapi_document::{operations, schema_ref, schemas, schemas_mut};

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
        let mark = component
            .get("x-direction")
            .and_then(Value::as_str)
            .unwrap_or_default();
        Self {
            sent: mark == "sent" || mark == "both",
            received: mark == "received" || mark == "both",
        }
    }

    fn mark(self) -> Option<&'static str> {
        match (self.sent, self.received) {
            (true, true) => Some("both"),
            (true, false) => Some("sent"),
            (false, true) => Some("received"),
            (false, false) => None,
        }
    }
}

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let mut directions: BTreeMap<String, Direction> = BTreeMap::new();
    let mut roots: Vec<(String, bool)> = Vec::new();
    for operation in operations(document) {
        for (part, sent) in [
            ("parameters", true),
            ("requestBody", true),
            ("responses", false),
        ] {
            let mut names = Vec::new();
            if let Some(part) = operation.value.get(part) {
                references(part, &mut names);
            }
            roots.extend(names.into_iter().map(|name| (name, sent)));
        }
    }
    // The parameters of an operation are in their component, not in the operation.
    for (name, schema) in schemas(document).into_iter().flatten() {
        if schema.get("x-query").is_some() {
            roots.push((name.clone(), true));
        }
    }
    while let Some((name, sent)) = roots.pop() {
        let direction = directions.entry(name.clone()).or_default();
        let seen = if sent {
            &mut direction.sent
        } else {
            &mut direction.received
        };
        if std::mem::replace(seen, true) {
            continue;
        }
        if let Some(schema) = schemas(document).and_then(|schemas| schemas.get(&name)) {
            let mut names = Vec::new();
            references(schema, &mut names);
            roots.extend(names.into_iter().map(|name| (name, sent)));
            // A request that the contract leaves open keeps what it does not
            // declare, as a response does.
            if sent && schema["x-facts"]["closed"] == false {
                roots.push((name, false));
            }
        }
    }
    for (name, schema) in schemas_mut(document).into_iter().flatten() {
        let mark = directions.get(name).and_then(|direction| direction.mark());
        if let Some(map) = schema.as_object_mut() {
            match mark {
                Some(mark) => map.insert("x-direction".to_owned(), json!(mark)),
                None => map.shift_remove("x-direction"),
            };
        }
    }
    Ok(())
}

/// All component schemas that a value refers to, at any depth.
pub fn references(value: &Value, names: &mut Vec<String>) {
    if let Some(name) = schema_ref(value) {
        names.push(name.to_owned());
    }
    match value {
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| *key != "x-facts")
            .for_each(|(_, value)| references(value, names)),
        Value::Array(list) => list.iter().for_each(|value| references(value, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::fixture::after;

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
                    "Data": {}, "Nobody": {"x-direction": "sent"}
                }},
                "paths": {"/a": {"post": {"requestBody": content("Request"), "responses": {"2XX": content("Answer")}}}}
            }),
        );
        let mark = |name: &str| document["components"]["schemas"][name]["x-direction"].clone();
        assert_eq!(mark("Request"), "sent");
        assert_eq!(mark("Options"), "both");
        assert_eq!(mark("Answer"), "received");
        assert_eq!(mark("Data"), "received");
        assert!(mark("Nobody").is_null());
    }
}
