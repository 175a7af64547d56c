//! The operations of the prepared document, with the types that they take and give.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::Value;

use crate::json::{HAND_WRITTEN, is_observed, object, text};
use crate::naming::snake;
use crate::passes::types_by_operation;
use openapi_document::{METHODS, operations, schema_ref};

/// The origin of an operation's function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// progenitor writes it.
    Generated,
    /// People write it.
    HandWritten,
    /// progenitor writes it from what was seen in use.
    Observed,
}

impl Kind {
    /// The word in lists.
    pub fn word(self) -> &'static str {
        match self {
            Self::Generated => "generated",
            Self::HandWritten => "hand-written",
            Self::Observed => "observed",
        }
    }
}

/// One operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OperationEntry {
    /// The method, in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The operationId.
    pub id: String,
    /// The Rust name of the function.
    pub function: String,
    /// The type of the JSON body.
    pub request: Option<String>,
    /// The type of the query parameters.
    pub query: Option<String>,
    /// The names of the header parameters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<String>,
    /// The type of the response.
    pub response: Option<String>,
    /// The origin of the function.
    pub kind: Kind,
}

impl OperationEntry {
    /// Returns the path that is sent, and the parameters that are fixed in its query.
    ///
    /// Contracts put them behind `?` to tell apart operations of one path, or other words behind
    /// `#`, which are not sent.
    pub fn fixed_parts(&self) -> (&str, Vec<(&str, &str)>) {
        let path = self.path.split('#').next().unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let parts = query.split('&').filter(|part| !part.is_empty());
        let pairs = parts.map(|part| part.split_once('=').unwrap_or((part, "")));
        (path, pairs.collect())
    }

    /// Returns the operation as messages show it: `map_urls (POST /map)`.
    pub fn shown(&self) -> String {
        format!("{} ({})", self.function, self.route())
    }

    /// Returns the method and the path template.
    pub fn route(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// All operations: the generated ones in the order of the document, then those written by hand.
pub fn entries(document: &Value) -> Vec<OperationEntry> {
    let queries = types_by_operation(document);
    let generated = operations(document).map(|operation| {
        let kind = match is_observed(operation.value) {
            true => Kind::Observed,
            false => Kind::Generated,
        };
        entry(&queries, &operation.route(), operation.value, kind)
    });
    let by_hand = object(document, HAND_WRITTEN)
        .filter(|(route, _)| METHODS.contains(&route.split(' ').next().unwrap_or_default()))
        .map(|(route, operation)| entry(&queries, route, operation, Kind::HandWritten));
    generated.chain(by_hand).collect()
}

fn entry(
    queries: &HashMap<&str, &str>,
    route: &str,
    operation: &Value,
    kind: Kind,
) -> OperationEntry {
    let id = text(operation, "operationId").unwrap_or_default();
    let (method, path) = route.split_once(' ').unwrap_or_default();
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let headers = parameters.filter(|parameter| parameter["in"] == "header");
    OperationEntry {
        method: method.to_uppercase(),
        path: path.to_owned(),
        function: snake(id),
        request: body(&operation["requestBody"]),
        query: queries.get(id).map(|name| (*name).to_owned()),
        headers: headers
            .filter_map(|parameter| text(parameter, "name").map(str::to_owned))
            .collect(),
        response: body(&operation["responses"]["2XX"]),
        kind,
        id: id.to_owned(),
    }
}

/// The type of the first body of a request or response.
fn body(part: &Value) -> Option<String> {
    let (_, content) = object(part, "content").next()?;
    schema_ref(content.get("schema")?).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_entry_has_its_types() {
        let body = |name: &str| json!({"content": {"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}}});
        let document = json!({
            "paths": {"/a/{id}": {"get": {"operationId": "findURLs", "x-observed": true, "responses": {"2XX": body("Found")}}}},
            "components": {"schemas": {"FindQuery": {"x-query": ["other", "findURLs"]}}},
            "x-hand-written": {"post /up": {"operationId": "up", "requestBody": body("Up")}}
        });
        let found = entries(&document);
        assert_eq!(found[0].function, "find_urls");
        assert_eq!(found[0].query.as_deref(), Some("FindQuery"));
        assert_eq!(found[0].response.as_deref(), Some("Found"));
        assert_eq!(found[0].kind, Kind::Observed);
        assert_eq!(
            (found[1].kind, found[1].request.as_deref()),
            (Kind::HandWritten, Some("Up"))
        );
    }
}
