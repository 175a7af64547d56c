//! The messages of the drift tests for a contract that has drifted.

use serde_json::{Value, json};

use super::contract::Contract;
use super::sender::Sender;
use super::string_literals::{Source, sources};
use super::table::{ROWS, Row};
use super::{called, form, golden, phases, properties, security, string_literals};

/// The instruction for a test whose example is gone from the contract.
const EXAMPLE: &str = "crates/firecrawl-client/tests/it/drift/mutated_contract.rs: the contract lost what \
                       its tests change as an example; take another one for";

fn row(operation: &str) -> &'static Row {
    let row = ROWS.iter().find(|row| row.operation == operation);
    row.unwrap_or_else(|| panic!("{EXAMPLE} {operation}"))
}

fn post<'a>(document: &'a mut Value, path: &str) -> &'a mut Value {
    let operation = document["paths"]
        .get_mut(path)
        .and_then(|item| item.get_mut("post"));
    operation.unwrap_or_else(|| panic!("{EXAMPLE} POST {path}"))
}

fn body<'a>(document: &'a mut Value, path: &str) -> &'a mut Value {
    &mut post(document, path)["requestBody"]["content"]["application/json"]["schema"]
}

#[tokio::test]
async fn a_new_and_a_lost_operation_are_named() {
    let contract = Contract::mutated(|document| {
        post(document, "/map");
        let map = document["paths"]["/map"].take();
        document["paths"].as_object_mut().unwrap().remove("/map");
        document["paths"]["/atlas"] = map;
        *post(document, "/atlas").get_mut("operationId").unwrap() = json!("drawAtlas");
    });
    let measured = called::measure(&Contract::vendored()).await;
    insta::assert_snapshot!(called::check(&contract, &measured).join("\n"));
}

#[tokio::test]
async fn a_second_method_of_an_operation_is_named() {
    let contract = Contract::vendored();
    let mut measured = called::measure(&contract).await;
    measured.insert("Client::map", vec![("searchGov".to_owned(), 2)]);
    insta::assert_snapshot!(called::check(&contract, &measured).join("\n"));
}

#[tokio::test]
async fn properties_that_cannot_be_set_are_named() {
    let contract = Contract::mutated(|document| {
        let map = body(document, "/map");
        map["properties"]["depth"] = json!({"type": "integer"});
        map["properties"]["limit"] = json!({"type": "boolean"});
    });
    let findings = properties::check(&contract, &Sender::default(), row("mapUrls")).await;
    insta::assert_snapshot!(findings.join("\n"));
}

#[tokio::test]
async fn properties_that_never_arrive_are_named() {
    // The server still has it, so it counts as never sent.
    let contract = Contract::mutated(|document| {
        let map = body(document, "/map");
        let properties = map["properties"].as_object_mut().unwrap();
        properties.remove("search");
    });
    let findings = properties::check(&contract, &Sender::default(), row("mapUrls")).await;
    insta::assert_snapshot!(findings.join("\n"));
}

#[tokio::test]
async fn requests_that_are_not_allowed_any_more_are_named() {
    let contract = Contract::mutated(|document| {
        let map = body(document, "/map");
        map["properties"].as_object_mut().unwrap().remove("search");
        map["properties"]["sitemap"]["enum"] = json!(["skip", "include"]);
        map["required"] = json!(["url", "limit"]);
    });
    let findings = golden::check(&contract, &golden::record().await);
    insta::assert_snapshot!(findings.join("\n"));
}

#[tokio::test]
async fn another_form_is_named() {
    let contract = Contract::mutated(|document| {
        let body = &mut post(document, "/parse")["requestBody"];
        let form = &mut body["content"]["multipart/form-data"];
        form["schema"]["properties"]["language"] = json!({"type": "string"});
        form["schema"]["required"] = json!(["file", "language"]);
        form["encoding"]["options"]["contentType"] = json!("text/plain");
    });
    insta::assert_snapshot!(form::check(&contract, &form::sent().await).join("\n"));
}

#[tokio::test]
async fn another_security_is_named() {
    let contract = Contract::mutated(|document| {
        post(document, "/map")["security"] = json!([]);
    });
    let findings = security::check(&contract, &Sender::default(), row("mapUrls")).await;
    insta::assert_snapshot!(findings.join("\n"));
}

#[tokio::test]
async fn new_and_lost_status_words_are_named() {
    let contract = Contract::mutated(|document| {
        let schemas = &mut document["components"]["schemas"];
        for page in ["CrawlStatusResponseObj", "BatchScrapeStatusResponseObj"] {
            let status = &mut schemas[page]["properties"]["status"];
            status["enum"] = json!(["completed", "cancelled", "failed", "expired"]);
        }
    });
    insta::assert_snapshot!(phases::check(&contract).await.join("\n"));
}

#[test]
fn words_without_a_source_and_needless_entries_are_named() {
    let contract = Contract::mutated(|document| {
        let state = json!({"type": "string", "enum": ["processing_continues"]});
        document["components"]["schemas"]["TimedOut"] = json!({"properties": {"state": state}});
    });
    let path = "crates/firecrawl-client/src/jobs/job_state.rs";
    let mut read = sources();
    for source in &mut read {
        source.text = source.text.replace("SCRAPE_SSL_ERROR", "SCRAPE_NEW_ERROR");
    }
    read.push(Source {
        path: path.to_owned(),
        text: "// \"A_COMMENT\"\nif word == \"paused_by_hand\" {".to_owned(),
    });
    insta::assert_snapshot!(string_literals::check(&contract, &read).join("\n"));
}
