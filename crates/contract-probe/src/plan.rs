//! The calls that spend nothing: reads, and requests that must be rejected.

use openapi_document::{Operation, json_content, resolve};
use serde_json::Value;

use super::declared::Declared;
use super::ids::{Ids, unknown};

/// The smallest useful values of parameters that limit a result.
const LITTLE: [(&str, &str); 2] = [("limit", "2"), ("k", "2")];
/// The search term.
pub(super) const SEARCHED: &str = "firecrawl";
/// A route that does not exist.
const NOWHERE: &str = "unknown-route-of-the-probe";

/// One call, named so that it is the same one in each run.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub name: String,
    /// The operationId; empty for a route that the contract lacks.
    pub operation: String,
    pub method: String,
    /// The path template.
    pub path: String,
    pub segments: Vec<String>,
    pub query: Vec<(String, String)>,
    pub body: Option<String>,
    pub auth: Auth,
    pub expected: Expected,
}

/// The key of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Auth {
    Given,
    None,
    Wrong,
}

/// The required status, in addition to the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    Anything,
    /// Any client error, 400 to 499.
    Rejected,
    /// This status.
    Status(u16),
}

impl Call {
    /// Creates a call of an operation with these path segments.
    pub fn new(operation: &Operation<'_>, what: &str, segments: Vec<String>) -> Self {
        let comma = if what.is_empty() { "" } else { ", " };
        Self {
            name: format!("{}{comma}{what}", operation.id()),
            operation: operation.id(),
            method: operation.method.to_uppercase(),
            path: operation.path.to_owned(),
            segments,
            query: Vec::new(),
            body: None,
            auth: Auth::Given,
            expected: Expected::Anything,
        }
    }
}

/// Lists every read without path parameters. One that requires a query searches, which costs: unless
/// `spend` it is sent without its query.
pub(super) fn lists(declared: &Declared, spend: bool) -> Vec<Call> {
    declared
        .operations()
        .filter(|operation| is_list(operation))
        .map(|operation| read(declared, &operation, "", unknown(operation.path), spend))
        .collect()
}

/// Lists every read with path parameters, those with the fewest first: some give the ids of others.
pub(super) fn items(declared: &Declared) -> Vec<Operation<'_>> {
    let parameters = |operation: &Operation<'_>| operation.path.matches('{').count();
    let mut items: Vec<_> = declared
        .operations()
        .filter(|operation| operation.method == "get" && parameters(operation) > 0)
        .collect();
    items.sort_by_key(parameters);
    items
}

/// Lists the reads of one operation: with an unknown id, and with a known one.
pub(super) fn reads(
    declared: &Declared,
    operation: &Operation<'_>,
    ids: &Ids,
    spend: bool,
) -> Vec<Call> {
    let known = ids
        .fill(operation.path)
        .map(|segments| ("known id", segments));
    let unknown = ("unknown id", unknown(operation.path));
    [Some(unknown), known]
        .into_iter()
        .flatten()
        .map(|(what, segments)| read(declared, operation, what, segments, spend))
        .collect()
}

/// Lists the requests that a server must reject; those about keys only where a key is in use.
pub(super) fn rejections(declared: &Declared, has_key: bool) -> Vec<Call> {
    let mut calls: Vec<Call> = declared
        .operations()
        .filter(|operation| must_be_rejected(declared, operation))
        .map(|operation| {
            let mut call = Call::new(&operation, "a list as body", unknown(operation.path));
            call.body = Some("[]".to_owned());
            call.expected = Expected::Rejected;
            call
        })
        .collect();
    if let Some(first) = calls.first().cloned() {
        calls.push(Call {
            name: format!("{}, broken JSON", first.operation),
            body: Some("{\"url\":".to_owned()),
            ..first
        });
    }
    let read = declared.operations().find(is_list);
    if let (Some(read), true) = (read, has_key) {
        for (what, auth) in [("no key", Auth::None), ("wrong key", Auth::Wrong)] {
            let mut call = Call::new(&read, what, unknown(read.path));
            call.auth = auth;
            call.expected = Expected::Status(401);
            calls.push(call);
        }
    }
    calls.push(Call {
        name: "unknown route".to_owned(),
        operation: String::new(),
        method: "GET".to_owned(),
        path: format!("/{NOWHERE}"),
        segments: vec![NOWHERE.to_owned()],
        query: Vec::new(),
        body: None,
        auth: Auth::Given,
        expected: Expected::Status(404),
    });
    calls
}

/// Returns whether a body that is a list cannot start anything: the contract wants an object that has
/// certain fields. An operation that takes an empty body could begin to work, and is left alone.
fn must_be_rejected(declared: &Declared, operation: &Operation<'_>) -> bool {
    operation.method == "post"
        && !operation.path.contains('{')
        && operation
            .value
            .get("requestBody")
            .and_then(json_content)
            .is_some_and(|schema| requires_fields(declared, schema))
}

fn requires_fields(declared: &Declared, schema: &Value) -> bool {
    let schema = resolve(declared.document(), schema);
    let own = schema.get("required").and_then(Value::as_array);
    let parts = schema.get("allOf").and_then(Value::as_array);
    own.is_some_and(|names| !names.is_empty())
        || parts
            .into_iter()
            .flatten()
            .any(|part| requires_fields(declared, part))
}

fn is_list(operation: &Operation<'_>) -> bool {
    operation.method == "get" && !operation.path.contains('{')
}

fn read(
    declared: &Declared,
    operation: &Operation<'_>,
    what: &str,
    segments: Vec<String>,
    spend: bool,
) -> Call {
    let parameters = declared.query(operation);
    let searches = parameters.iter().any(|parameter| is_required(parameter));
    let mut call = Call::new(operation, what, segments);
    if searches && !spend {
        let comma = if what.is_empty() { "," } else { " and" };
        call.name = format!("{}{comma} no query", call.name);
        call.expected = Expected::Rejected;
        return call;
    }
    for parameter in parameters {
        let name = parameter["name"].as_str().unwrap_or_default();
        let value = match LITTLE.iter().find(|(little, _)| *little == name) {
            Some((_, value)) => *value,
            None if is_required(parameter) => first_value(&parameter["schema"]),
            None => continue,
        };
        call.query.push((name.to_owned(), value.to_owned()));
    }
    call
}

fn is_required(parameter: &Value) -> bool {
    parameter["required"] == true
}

/// Returns a value that a required parameter takes.
fn first_value(schema: &Value) -> &str {
    let listed = schema.pointer("/enum/0").and_then(Value::as_str);
    match schema.get("type").and_then(Value::as_str) {
        Some("integer" | "number") => "1",
        Some("boolean") => "true",
        _ => listed.unwrap_or(SEARCHED),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn declared() -> Declared {
        let body = |schema: Value| json!({"content": {"application/json": {"schema": schema}}});
        let query = |name: &str, required: bool| json!({"name": name, "in": "query", "required": required, "schema": {"type": "string"}});
        Declared::new(json!({"paths": {
            "/a": {
                "get": {"operationId": "listA", "parameters": [query("limit", false), query("x", false)]},
                "post": {"operationId": "startA", "requestBody": body(json!({"allOf": [{"required": ["url"]}]}))}
            },
            "/a/{id}": {"get": {"operationId": "getA"}},
            "/b": {
                "get": {"operationId": "findB", "parameters": [query("query", true)]},
                "post": {"operationId": "openB", "requestBody": body(json!({"type": "object"}))},
                "delete": {"operationId": "deleteB"}
            }
        }}))
    }

    fn names(calls: &[Call]) -> Vec<&str> {
        calls.iter().map(|call| call.name.as_str()).collect()
    }

    #[test]
    fn searches_get_their_query_only_where_money_may_be_spent() {
        let declared = declared();
        let free = lists(&declared, false);
        assert_eq!(names(&free), ["listA", "findB, no query"]);
        assert_eq!(free[0].query, [("limit".to_owned(), "2".to_owned())]);
        assert_eq!(
            (free[1].query.len(), free[1].expected),
            (0, Expected::Rejected)
        );
        let spending = lists(&declared, true);
        assert_eq!(names(&spending), ["listA", "findB"]);
        assert_eq!(
            spending[1].query,
            [("query".to_owned(), SEARCHED.to_owned())]
        );
    }

    #[test]
    fn only_what_cannot_start_anything_is_sent_broken() {
        let declared = declared();
        assert_eq!(
            names(&rejections(&declared, true)),
            [
                "startA, a list as body",
                "startA, broken JSON",
                "listA, no key",
                "listA, wrong key",
                "unknown route"
            ]
        );
        assert_eq!(rejections(&declared, false).len(), 3);
    }

    #[test]
    fn items_are_read_with_an_id_that_is_not_there_and_one_that_is() {
        let declared = declared();
        let items = items(&declared);
        let mut ids = Ids::new(&declared);
        assert_eq!(
            names(&reads(&declared, &items[0], &ids, false)),
            ["getA, unknown id"]
        );
        ids.started("/a", "1");
        let calls = reads(&declared, &items[0], &ids, false);
        assert_eq!(names(&calls), ["getA, unknown id", "getA, known id"]);
        assert_eq!(calls[1].segments, ["a", "1"]);
    }
}
