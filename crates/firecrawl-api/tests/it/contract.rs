//! The operations of the corrected contract, with their requests and responses.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::codec::{Codec, Operation};
use super::dispatch::{ERROR_BODY, OPERATIONS};
use contract_testing::schema::Schema;

const METHODS: [&str; 5] = ["get", "put", "post", "delete", "patch"];

/// The number of query parameters from which on they are one type.
const QUERY_TYPE: usize = 2;

/// The schemas of an operation.
pub struct Declared {
    pub id: String,
    pub request: Option<Schema>,
    pub query: Option<Schema>,
    pub response: Option<Schema>,
    /// The error responses.
    pub errors: Vec<Schema>,
}

/// One generated type at one place of the contract.
pub struct Case {
    /// `operationId request`, for messages.
    pub place: String,
    pub codec: Codec,
    pub schema: &'static Schema,
}

/// The contract with the corrections of the overlays.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(firecrawl_api::CONTRACT).expect("the corrected contract is JSON")
});

/// Returns all operations of the contract.
pub static DECLARED: LazyLock<Vec<Declared>> = LazyLock::new(|| {
    let mut declared = Vec::new();
    for (_, item) in DOCUMENT["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) {
                declared.push(declare(item, operation));
            }
        }
    }
    declared
});

/// The common type of all error responses.
pub static FAILURE: LazyLock<Schema> = LazyLock::new(|| {
    let schema = &DOCUMENT["components"]["schemas"]["ErrorBody"];
    Schema::compile(&DOCUMENT, "ErrorBody", schema)
});

/// Bodies and query parameters with their types.
pub fn requests() -> Vec<Case> {
    let mut cases = places(
        "request",
        |declared| &declared.request,
        |types| &types.request,
    );
    cases.extend(places(
        "query",
        |declared| &declared.query,
        |types| &types.query,
    ));
    cases
}

/// Responses with their types.
pub fn responses() -> Vec<Case> {
    places(
        "response",
        |declared| &declared.response,
        |types| &types.response,
    )
}

/// Error responses of all operations with their common type.
pub fn failures() -> Vec<Case> {
    let own = DECLARED.iter().flat_map(|declared| {
        let place = format!("{} failure", declared.id);
        declared
            .errors
            .iter()
            .map(move |schema| (place.clone(), schema))
    });
    std::iter::once(("ErrorBody".to_owned(), &*FAILURE))
        .chain(own)
        .map(|(place, schema)| Case {
            place,
            codec: ERROR_BODY,
            schema,
        })
        .collect()
}

fn places(
    what: &str,
    schema: fn(&Declared) -> &Option<Schema>,
    codec: fn(&Operation) -> &Option<Codec>,
) -> Vec<Case> {
    DECLARED
        .iter()
        .filter_map(|declared| {
            let types = OPERATIONS.iter().find(|types| types.id == declared.id)?;
            Some(Case {
                place: format!("{} {what}", declared.id),
                codec: (*codec(types))?,
                schema: schema(declared).as_ref()?,
            })
        })
        .collect()
}

fn declare(item: &Value, operation: &Value) -> Declared {
    let compile = |place: &str, schema: &Value| Schema::compile(&DOCUMENT, place, schema);
    let id = operation["operationId"]
        .as_str()
        .expect("every operation has an id");
    let responses = operation["responses"]
        .as_object()
        .expect("every operation has responses");
    let success = responses
        .iter()
        .find(|(status, response)| status.starts_with('2') && body(response).is_some());
    let failures = responses
        .iter()
        .filter(|(status, _)| !status.starts_with(['1', '2', '3']))
        .filter_map(|(status, response)| Some((status, body(response)?)));
    Declared {
        id: id.to_owned(),
        request: body(&operation["requestBody"])
            .map(|schema| compile(&format!("{id} request"), schema)),
        query: query(item, operation).map(|schema| compile(&format!("{id} query"), &schema)),
        response: success
            .and_then(|(_, response)| body(response))
            .map(|schema| compile(&format!("{id} response"), schema)),
        errors: failures
            .map(|(status, schema)| compile(&format!("{id} {status}"), schema))
            .collect(),
    }
}

fn body(part: &Value) -> Option<&Value> {
    part["content"].as_object()?.values().next()?.get("schema")
}

/// The query parameters as an object, if there are enough of them for a type.
fn query(item: &Value, operation: &Value) -> Option<Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    let own = operation["parameters"].as_array().into_iter().flatten();
    let of_path = item["parameters"].as_array().into_iter().flatten();
    for parameter in of_path.chain(own) {
        let parameter = match parameter["$ref"].as_str() {
            Some(reference) => DOCUMENT
                .pointer(reference.trim_start_matches('#'))
                .expect("references lead somewhere"),
            None => parameter,
        };
        if parameter["in"] != "query" {
            continue;
        }
        let name = parameter["name"].as_str().expect("parameters have a name");
        properties.insert(name.to_owned(), parameter["schema"].clone());
        if parameter["required"] == true {
            required.push(name);
        }
    }
    (properties.len() >= QUERY_TYPE && operation.get("requestBody").is_none())
        .then(|| json!({"type": "object", "properties": properties, "required": required}))
}

#[test]
fn every_operation_has_its_cases() {
    let mut findings = Vec::new();
    for declared in DECLARED.iter() {
        let Some(types) = OPERATIONS.iter().find(|types| types.id == declared.id) else {
            findings.push(format!("{}: no row in dispatch.rs", declared.id));
            continue;
        };
        for (what, schema, codec) in [
            ("request", &declared.request, types.request),
            ("query", &declared.query, types.query),
            ("response", &declared.response, types.response),
        ] {
            if schema.is_some() != codec.is_some() {
                findings.push(format!(
                    "{} {what}: {} in the contract, {} in dispatch.rs",
                    declared.id,
                    if schema.is_some() {
                        "declared"
                    } else {
                        "not declared"
                    },
                    codec.map_or("no type", |codec| codec.name),
                ));
            }
        }
    }
    assert!(
        findings.is_empty(),
        "run `cargo xtask generate`, which writes dispatch.rs:\n{}",
        findings.join("\n")
    );
}

#[test]
fn the_catalogue_lists_what_the_contract_declares() {
    let mut declared: Vec<&str> = DECLARED.iter().map(|operation| &*operation.id).collect();
    let mut listed: Vec<&str> = firecrawl_api::OPERATIONS
        .iter()
        .map(|operation| operation.id)
        .collect();
    let mut tested: Vec<&str> = OPERATIONS.iter().map(|operation| operation.id).collect();
    declared.sort_unstable();
    listed.sort_unstable();
    tested.sort_unstable();
    let remedy = "`cargo xtask generate` writes the catalogue and dispatch.rs: run it";
    assert_eq!(declared, listed, "{remedy}");
    assert_eq!(declared, tested, "{remedy}");
}
