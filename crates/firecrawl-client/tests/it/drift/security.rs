//! The key goes along where the contract asks for one, and never without being set.

use std::sync::{Arc, Mutex};

use firecrawl_client::Client;
use firecrawl_local::{LocalServer, Response};
use serde_json::json;

use super::called::least;
use super::contract::Contract;
use super::sender::Sender;
use super::table::{Given, ROWS, Row};
use crate::setup::KEY;

#[tokio::test]
async fn the_key_goes_where_the_contract_wants_it() {
    let contract = Contract::vendored();
    let sender = Sender::default();
    let mut findings = Vec::new();
    for row in ROWS.iter() {
        findings.extend(check(&contract, &sender, row).await);
    }
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// Calls with a key and without one.
pub async fn check(contract: &Contract, sender: &Sender, row: &Row) -> Vec<String> {
    let operations = &contract.operations;
    let Some(declared) = operations.iter().find(|known| known.id == row.operation) else {
        return Vec::new();
    };
    let server = LocalServer::builder().start().await.unwrap();
    let given = least(contract, row);
    let client = sender.client_with_key(&server, KEY);
    let keyed = authorization(&server, client, row, given.clone()).await;
    let keyless = authorization(&server, sender.client(&server), row, given).await;
    let wanted = declared.bearer.then(|| format!("Bearer {KEY}"));
    let mut findings = Vec::new();
    if keyed != wanted {
        let (wants, sends) = match wanted {
            Some(_) => ("wants a bearer", "does not send it"),
            None => ("wants no bearer", "sends it"),
        };
        findings.push(format!(
            "{} ({}): the contract {wants}, and {} with a key {sends}; change `complete` in crates/api-transport/src/transport/prepare.rs, or the method",
            row.operation, declared.route, row.method
        ));
    }
    if keyless.is_some() {
        findings.push(format!(
            "{}: {} without a key sends an `Authorization`; change `complete` in crates/api-transport/src/transport/prepare.rs",
            row.operation, row.method
        ));
    }
    findings
}

/// The header that arrives.
async fn authorization(
    server: &LocalServer,
    client: Client,
    row: &Row,
    given: Given,
) -> Option<String> {
    let arrived = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&arrived);
    let answer = move |call: &firecrawl_local::Request| {
        let header = call.headers.get("authorization");
        let text = header.map(|value| value.to_str().unwrap().to_owned());
        log.lock().unwrap().push(text);
        Response::ok(json!({"success": true}))
    };
    server.on(row.operation, answer).unwrap();
    // The response is empty, which is an error of many calls.
    let _ = (row.call)(client, given).await;
    let mut arrived = arrived.lock().unwrap();
    assert_eq!(
        arrived.len(),
        1,
        "{} is to send one request: see its row in crates/firecrawl-client/tests/it/drift/table.rs",
        row.method
    );
    arrived.remove(0)
}
