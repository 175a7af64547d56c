//! Every operation is called by exactly one method of the facade.

use std::collections::BTreeMap;

use firecrawl_local::LocalServer;
use serde_json::Value;

use super::contract::Contract;
use super::properties::sendable;
use super::sender::Sender;
use super::table::{Given, ROWS, Row, Trouble};
use contract_testing::instances::Generator;
use contract_testing::schema::Schema;

const TABLE: &str = "crates/firecrawl-client/tests/it/drift/table.rs";

/// The operations that each method called, with their counts.
type Measured = BTreeMap<&'static str, Vec<(String, u64)>>;

#[tokio::test]
async fn every_operation_has_one_method() {
    let contract = Contract::vendored();
    let measured = measure(&contract).await;
    assert_eq!(measured.len(), ROWS.len());
    let findings = check(&contract, &measured);
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

#[test]
fn the_overlays_change_no_route() {
    let contract = Contract::vendored();
    let declared = &contract.operations;
    for published in &contract.published {
        let same = declared.iter().find(|other| other.id == published.id);
        let route = same.map(|other| other.route.as_str());
        assert_eq!(
            route,
            Some(&*published.route),
            "openapi/overlay.json or observed.json: an action moves or removes {}; delete that action",
            published.id
        );
    }
    for operation in declared {
        let official = contract
            .published
            .iter()
            .any(|other| other.id == operation.id);
        assert_ne!(
            official,
            contract.is_observed(&operation.id),
            "{}: an observed operation that is official by now; delete its action in openapi/observed.json",
            operation.id
        );
    }
}

/// Calls each method on a server of its own, and asks what that server counted.
pub async fn measure(contract: &Contract) -> Measured {
    let sender = Sender::default();
    let mut measured = Measured::new();
    for row in ROWS.iter() {
        let server = LocalServer::builder().start().await.unwrap();
        let client = sender.client(&server);
        // What the server makes of it does not matter here; that it was sent does.
        if let Err(Trouble::Unreadable { name, why }) =
            (row.call)(client, least(contract, row)).await
        {
            panic!(
                "{TABLE}: the row of {}: `{name}` cannot hold the least request of {}: {why}; give the \
                 row the type of its request, or run `cargo xtask generate`",
                row.method, row.operation
            );
        }
        let coverage = server.coverage();
        let calls = coverage
            .operations()
            .map(|operation| (operation.to_owned(), coverage.calls(operation)));
        measured.insert(row.method, calls.collect());
    }
    measured
}

/// Returns the differences between the contract and the methods.
pub fn check(contract: &Contract, measured: &Measured) -> Vec<String> {
    let mut findings = Vec::new();
    let operations = &contract.operations;
    for row in ROWS.iter() {
        let called = &measured[row.method];
        if !matches!(called.as_slice(), [(id, 1)] if id == row.operation) {
            findings.push(format!(
                "{} calls {called:?} and is to call {} once; change it, or its row in {TABLE}",
                row.method, row.operation
            ));
        }
        if !operations.iter().any(|known| known.id == row.operation) {
            findings.push(format!(
                "{}: the contract has no such operation any more; remove {} and its row from {TABLE}",
                row.operation, row.method
            ));
        }
    }
    for operation in operations {
        let by: Vec<&str> = measured
            .iter()
            .filter(|(_, called)| called.iter().any(|(id, _)| *id == operation.id))
            .map(|(method, _)| *method)
            .collect();
        match by.as_slice() {
            [_] => {}
            [] => findings.push(format!(
                "{} ({}): no method of the facade calls it; add one in crates/firecrawl-client/src/api, and its row in {TABLE}",
                operation.id, operation.route
            )),
            several => findings.push(format!(
                "{} ({}): {} call it; keep one of them",
                operation.id,
                operation.route,
                several.join(" and ")
            )),
        }
    }
    findings
}

/// The least request that the contract allows for the operation of a row.
pub fn least(contract: &Contract, row: &Row) -> Given {
    let least = |schema: Option<Schema>| match schema {
        Some(schema) => Generator::new(row.operation).least(&schema),
        None => Value::Null,
    };
    let body = least(contract.body_schema(row.operation));
    Given {
        body: sendable(row.operation, body),
        query: least(contract.query_schema(row.operation)),
    }
}
