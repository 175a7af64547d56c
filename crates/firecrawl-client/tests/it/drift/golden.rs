//! Typical requests are what the contract allows, and stay as they are.

use std::sync::{Arc, Mutex};

use firecrawl_local::{LocalServer, Response};
use jsonschema::Draft;
use serde_json::{Map, Value, json};

use super::contract::Contract;
use super::sender::Sender;
use super::typical_requests::{TYPICAL, TypicalRequest};
use contract_testing::json_schema::{Mode, json_schema};

const REQUESTS: &str = "crates/firecrawl-client/tests/it/drift/typical_requests.rs";

/// The content of a typical request.
pub struct Golden {
    pub operation: &'static str,
    pub title: &'static str,
    pub query: Value,
    pub body: Value,
}

#[tokio::test]
async fn typical_requests_are_valid_and_stay_as_they_are() {
    let golden = record().await;
    let findings = check(&Contract::vendored(), &golden);
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
    let shown: Vec<Value> = golden.iter().map(shown).collect();
    let shown = serde_json::to_string_pretty(&shown).unwrap();
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("golden-requests", shown);
    });
}

#[test]
fn every_operation_that_takes_something_has_a_typical_request() {
    let contract = Contract::vendored();
    for operation in &contract.operations {
        let takes = contract.body(&operation.id).is_some();
        let has = TYPICAL
            .iter()
            .any(|typical| typical.operation == operation.id);
        assert!(
            has || !takes,
            "{REQUESTS}: no request for {id}; add a row `\"{id}\", \"a title\": |client| …;`, \
             which `cargo xtask scaffold {id}` prints for a new operation",
            id = operation.id
        );
    }
}

/// Makes all typical requests and keeps what arrives.
pub async fn record() -> Vec<Golden> {
    let server = LocalServer::builder().start().await.unwrap();
    let client = Sender::default().client(&server);
    let arrived = Arc::new(Mutex::new(None));
    let mut golden = Vec::new();
    for TypicalRequest {
        operation,
        title,
        call,
    } in TYPICAL
    {
        let log = Arc::clone(&arrived);
        let answer = move |call: &firecrawl_local::Request| {
            *log.lock().unwrap() = Some((Value::Object(call.query.clone()), call.body.clone()));
            Response::ok(json!({"success": true}))
        };
        if let Err(error) = server.on(operation, answer) {
            panic!(
                "{}: {error}; remove the request, or give it the new operation",
                place(operation, title)
            );
        }
        // The response is empty, which is an error of many calls.
        let outcome = call(client.clone()).await;
        let Some((query, mut body)) = arrived.lock().unwrap().take() else {
            panic!(
                "{}: the server did not take it: {outcome:?}; change the request to one that the \
                 contract allows",
                place(operation, title)
            );
        };
        if let (Some(form), "parseFile") = (body.as_object_mut(), *operation) {
            form.insert("file".to_owned(), json!("…"));
        }
        golden.push(Golden {
            operation,
            title,
            query,
            body,
        });
    }
    golden
}

/// Returns the file and the line of a request, with its operation and title.
fn place(operation: &str, title: &str) -> String {
    let row = format!("    \"{operation}\", \"{title}\":");
    let rows = include_str!("typical_requests.rs").lines();
    let line = rows.take_while(|line| !line.starts_with(&row)).count() + 1;
    format!("{REQUESTS}:{line}: {operation} ({title})")
}

/// Returns the violations of the contract by the requests.
pub fn check(contract: &Contract, golden: &[Golden]) -> Vec<String> {
    let mut findings = Vec::new();
    for Golden {
        operation,
        title,
        query,
        body,
    } in golden
    {
        for (place, schema, value) in [
            ("body", contract.declared_body(operation).cloned(), body),
            ("query", contract.declared_query(operation), query),
        ] {
            let Some(schema) = schema else {
                continue;
            };
            let validator = jsonschema::options()
                .with_draft(Draft::Draft202012)
                .should_validate_formats(true)
                .build(&json_schema(&contract.corrected, &schema, Mode::Request))
                .unwrap();
            for error in validator.iter_errors(value) {
                findings.push(format!(
                    "{operation} ({title}): {place}{}: {error}; change the request in {REQUESTS}, and what made it in the facade",
                    error.instance_path()
                ));
            }
        }
    }
    findings
}

fn shown(golden: &Golden) -> Value {
    let mut shown = Map::new();
    shown.insert("operation".to_owned(), golden.operation.into());
    shown.insert("title".to_owned(), golden.title.into());
    if golden
        .query
        .as_object()
        .is_some_and(|query| !query.is_empty())
    {
        shown.insert("query".to_owned(), golden.query.clone());
    }
    if !golden.body.is_null() {
        shown.insert("body".to_owned(), golden.body.clone());
    }
    shown.into()
}
