//! The calls: reads, requests that must be rejected, and the few that cost credits.

use std::ops::RangeInclusive;

use openapi_document::{Operation, Result, json_content, resolve};
use serde_json::{Value, json};

use super::declared::Declared;
use super::ids::{Ids, unknown};

/// The smallest useful values of parameters that limit a result.
const LITTLE: [(&str, &str); 2] = [("limit", "2"), ("k", "2")];
/// The status of an id that does not exist.
const NOT_FOUND: u16 = 404;
/// The search term.
const SEARCHED: &str = "firecrawl";
/// A route that does not exist; the contract says nothing about it.
const NOWHERE: Operation<'static> = Operation {
    path: "/unknown-route-of-the-probe",
    method: "get",
    item: &Value::Null,
    value: &Value::Null,
};

/// One call, named so that it is the same one in each run.
#[derive(Clone, Debug)]
pub(super) struct Call<'a> {
    pub name: String,
    pub operation: Operation<'a>,
    pub segments: Vec<String>,
    pub query: Vec<(&'a str, &'a str)>,
    pub body: Option<String>,
    pub auth: Auth,
    /// The required status, in addition to the contract.
    pub expected: Option<RangeInclusive<u16>>,
}

/// The key of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Auth {
    Given,
    None,
    Wrong,
}

impl<'a> Call<'a> {
    /// Creates a call of an operation, with ids that no server has.
    pub fn new(operation: Operation<'a>, what: &str) -> Self {
        let comma = if what.is_empty() { "" } else { ", " };
        Self {
            name: format!("{}{comma}{what}", operation.id()),
            operation,
            segments: unknown(operation.path),
            query: Vec::new(),
            body: None,
            auth: Auth::Given,
            expected: None,
        }
    }

    /// Returns whether a status is the rejection that the call asks for: contracts rarely list those of
    /// requests that are not valid, or of ids that do not exist.
    pub fn provokes(&self, status: u16) -> bool {
        let rejected = self.expected.as_ref();
        rejected.is_some_and(|expected| expected.contains(&status))
            || status == NOT_FOUND && self.segments == unknown(self.operation.path)
    }

    /// Returns the operationId; empty for a route that the contract lacks.
    pub fn id(&self) -> String {
        match self.operation.value {
            Value::Null => String::new(),
            _ => self.operation.id(),
        }
    }
}

/// Lists the operations that only read, those with the fewest path parameters first: some give the
/// ids of others.
pub(super) fn reading(declared: &Declared) -> Vec<Operation<'_>> {
    let operations = declared.operations();
    let mut reading: Vec<_> = operations.filter(|one| one.method == "get").collect();
    reading.sort_by_key(|operation| operation.path.matches('{').count());
    reading
}

/// Returns whether an operation reads without an id.
pub(super) fn is_list(operation: &Operation<'_>) -> bool {
    operation.method == "get" && !operation.path.contains('{')
}

/// Lists the reads of one operation: where it takes an id, with an unknown and a known one.
///
/// A read that requires a query searches, which costs: unless `spend` it is sent without its query.
pub(super) fn reads<'a>(
    declared: &'a Declared,
    operation: Operation<'a>,
    ids: &Ids,
    spend: bool,
) -> Vec<Call<'a>> {
    let read = |what: &str| {
        let mut parameters = operation.parameters(&declared.0);
        parameters.retain(|parameter| parameter["in"] == "query");
        let is_required = |parameter: &Value| parameter["required"] == true;
        let mut call = Call::new(operation, what);
        if !spend && parameters.iter().any(|parameter| is_required(parameter)) {
            let comma = if what.is_empty() { "," } else { " and" };
            call.name = format!("{}{comma} no query", call.name);
            call.expected = Some(400..=499);
            return call;
        }
        for parameter in parameters {
            let name = parameter["name"].as_str().unwrap_or_default();
            let little = LITTLE.iter().find(|(little, _)| *little == name);
            match little {
                Some((_, value)) => call.query.push((name, value)),
                None if is_required(parameter) => {
                    call.query.push((name, first_value(&parameter["schema"])));
                }
                None => {}
            }
        }
        call
    };
    if is_list(&operation) {
        return vec![read("")];
    }
    let known = ids.fill(operation.path).map(|segments| Call {
        segments,
        ..read("known id")
    });
    std::iter::once(read("unknown id")).chain(known).collect()
}

/// Returns a value that a required parameter takes.
fn first_value(schema: &Value) -> &str {
    let listed = schema.pointer("/enum/0").and_then(Value::as_str);
    match schema["type"].as_str() {
        Some("integer" | "number") => "1",
        Some("boolean") => "true",
        _ => listed.unwrap_or(SEARCHED),
    }
}

/// Lists the requests that a server must reject; those about keys only where a key is in use.
pub(super) fn rejections(declared: &Declared, has_key: bool) -> Vec<Call<'_>> {
    let broken = declared.operations().filter(|operation| {
        let body = operation.value.get("requestBody").and_then(json_content);
        // A body that is a list cannot start anything where the contract wants an object that has
        // certain fields. An operation that takes an empty body could begin to work.
        operation.method == "post"
            && !operation.path.contains('{')
            && body.is_some_and(|schema| requires_fields(declared, schema))
    });
    let broken = broken.map(|operation| Call {
        body: Some("[]".to_owned()),
        expected: Some(400..=499),
        ..Call::new(operation, "a list as body")
    });
    let mut calls: Vec<Call<'_>> = broken.collect();
    if let Some(first) = calls.first().cloned() {
        calls.push(Call {
            name: format!("{}, broken JSON", first.id()),
            body: Some("{\"url\":".to_owned()),
            ..first
        });
    }
    let read = declared.operations().find(is_list).filter(|_| has_key);
    for (what, auth) in [("no key", Auth::None), ("wrong key", Auth::Wrong)] {
        calls.extend(read.map(|read| Call {
            auth,
            expected: Some(401..=401),
            ..Call::new(read, what)
        }));
    }
    calls.push(Call {
        name: "unknown route".to_owned(),
        expected: Some(404..=404),
        ..Call::new(NOWHERE, "")
    });
    calls
}

/// Returns whether an object without fields is invalid: some are required, or one is marked as given
/// because only another one can replace it.
fn requires_fields(declared: &Declared, schema: &Value) -> bool {
    let schema = resolve(&declared.0, schema);
    let list = |name| schema.get(name).and_then(Value::as_array);
    let mut parts = list("allOf").into_iter().flatten();
    let properties = schema.get("properties").and_then(Value::as_object);
    let mut properties = properties
        .into_iter()
        .flat_map(|properties| properties.values());
    list("required").is_some_and(|names| !names.is_empty())
        || properties.any(|property| property["x-given"] == true)
        || parts.any(|part| requires_fields(declared, part))
}

/// Lists the calls that cost credits, with the operation that reports the status of a started job:
/// one page each way, and nothing that lasts. About six credits at the prices of November 2026.
///
/// Extract and agent runs are left out, since what they cost is not known before.
///
/// # Errors
///
/// If the contract lacks one of the operations.
pub(super) fn spending<'a>(
    declared: &'a Declared,
    page: &str,
) -> Result<Vec<(Call<'a>, Option<Operation<'a>>)>> {
    let formats = json!(["markdown", "html", "rawHtml", "links", "images"]);
    let scrape = json!({"url": page, "formats": formats});
    let map = json!({"url": page, "limit": 2});
    let search = json!({"query": SEARCHED, "limit": 1});
    let crawl = json!({"url": page, "limit": 1});
    let batch = json!({"urls": [page]});
    let calls = [
        ("scrapeAndExtractFromUrl", scrape, None),
        ("mapUrls", map, None),
        ("searchAndScrape", search, None),
        ("crawlUrls", crawl, Some("getCrawlStatus")),
        (
            "scrapeAndExtractFromUrls",
            batch,
            Some("getBatchScrapeStatus"),
        ),
    ];
    let calls = calls.into_iter().map(|(id, body, status)| {
        let mut call = Call::new(declared.operation(id)?, "");
        call.body = Some(body.to_string());
        let status = status.map(|status| declared.operation(status));
        Ok((call, status.transpose()?))
    });
    calls.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn declared() -> Declared {
        let body = |schema: Value| json!({"content": {"application/json": {"schema": schema}}});
        let query = |name: &str, required: bool| json!({"name": name, "in": "query", "required": required, "schema": {"type": "string"}});
        Declared(json!({"paths": {
            "/a": {
                "get": {"operationId": "listA", "parameters": [query("limit", false), query("x", false)]},
                "post": {"operationId": "startA", "requestBody": body(json!({"allOf": [{"required": ["url"]}]}))}
            },
            "/a/{id}": {"get": {"operationId": "getA"}},
            "/b": {
                "get": {"operationId": "findB", "parameters": [query("query", true)]},
                "post": {"operationId": "openB", "requestBody": body(json!({"type": "object"}))},
                "delete": {"operationId": "deleteB"}
            },
            "/c": {
                "post": {"operationId": "startC", "requestBody": body(json!({"properties": {"url": {"x-given": true}}}))}
            }
        }}))
    }

    fn names<'a>(calls: &'a [Call<'_>]) -> Vec<&'a str> {
        calls.iter().map(|call| call.name.as_str()).collect()
    }

    fn lists(declared: &Declared, spend: bool) -> Vec<Call<'_>> {
        let ids = Ids::new(declared);
        let lists = reading(declared).into_iter().filter(is_list);
        lists
            .flat_map(|operation| reads(declared, operation, &ids, spend))
            .collect()
    }

    #[test]
    fn searches_get_their_query_only_where_money_may_be_spent() {
        let declared = declared();
        let free = lists(&declared, false);
        assert_eq!(names(&free), ["listA", "findB, no query"]);
        assert_eq!(free[0].query, [("limit", "2")]);
        assert_eq!(
            (free[1].query.len(), free[1].expected.clone()),
            (0, Some(400..=499))
        );
        let spending = lists(&declared, true);
        assert_eq!(names(&spending), ["listA", "findB"]);
        assert_eq!(spending[1].query, [("query", SEARCHED)]);
    }

    #[test]
    fn only_what_cannot_start_anything_is_sent_broken() {
        let declared = declared();
        assert_eq!(
            names(&rejections(&declared, true)),
            [
                "startA, a list as body",
                "startC, a list as body",
                "startA, broken JSON",
                "listA, no key",
                "listA, wrong key",
                "unknown route"
            ]
        );
        assert_eq!(rejections(&declared, false).len(), 4);
    }

    #[test]
    fn items_are_read_with_an_id_that_is_not_there_and_one_that_is() {
        let declared = declared();
        let item = reading(&declared)[2];
        assert_eq!(item.path, "/a/{id}");
        let mut ids = Ids::new(&declared);
        assert_eq!(
            names(&reads(&declared, item, &ids, false)),
            ["getA, unknown id"]
        );
        ids.started("/a", "1");
        let calls = reads(&declared, item, &ids, false);
        assert_eq!(names(&calls), ["getA, unknown id", "getA, known id"]);
        assert_eq!(calls[1].segments, ["a", "1"]);
    }
}
