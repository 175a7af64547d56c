//! Small responses on which earlier versions failed, as files.

use firecrawl_client::schemars::{self, JsonSchema};
use firecrawl_client::types::McpActionLog;
use firecrawl_client::{CallOptions, Client, schema_of};
use serde_json::{Value, json};

use crate::setup::ID;
use crate::wire::{self, Act, Wire};

async fn serve(body: &'static str) -> (Wire, Client) {
    let wire = Wire::start(move |_| Act::Answer(wire::json(body))).await;
    let client = Client::builder().base_url(wire.url()).build().unwrap();
    (wire, client)
}

/// Everything that a response has, with what its lists do not hold.
fn seen<T: serde::Serialize>(response: &firecrawl_client::Response<T>) -> String {
    json!([
        serde_json::to_value(&**response).unwrap(),
        response.envelope()
    ])
    .to_string()
}

#[tokio::test]
async fn a_report_may_be_confirmed_before_it_is_stored() {
    let body = r#"{"id": "7", "success": true}"#;
    let wire = Wire::start(move |_| {
        Act::Answer(wire::answer(202, &["content-type: application/json"], body))
    });
    let wire = wire.await;
    let client = Client::builder().base_url(wire.url()).build().unwrap();
    let log = McpActionLog::new("team", "scrape", "success", "request");
    let logged = client.log_mcp_action(log).await.unwrap();
    assert_eq!(logged.http_status(), 202);
    assert_eq!(
        (logged.id.as_deref(), logged.success),
        (Some("7"), Some(true))
    );
}

#[tokio::test]
async fn headers_have_the_names_of_the_contract() {
    let contract: Value = serde_json::from_str(firecrawl_api::CONTRACT).unwrap();
    let name = |parameter: &str| {
        let declared = &contract["components"]["parameters"][parameter];
        assert_eq!(declared["in"], "header");
        declared["name"].as_str().unwrap().to_owned()
    };
    let wire = Wire::start(move |_| Act::Answer(wire::json("{}"))).await;
    let client = Client::builder().base_url(wire.url()).agent_hints();
    let client = client.build().unwrap();
    let options = CallOptions::new();
    let options = options.header(&name("Origin"), "reports").unwrap();
    let options = options.header(&name("RequestId"), "7").unwrap();
    client
        .with_options(options)
        .map("https://a.example")
        .await
        .unwrap();
    let seen = wire.seen();
    assert_eq!(wire::header(&seen[0], &name("AgentHints")), Some("true"));
    assert_eq!(wire::header(&seen[0], "x-origin"), Some("reports"));
    assert_eq!(wire::header(&seen[0], "x-request-id"), Some("7"));
}

#[tokio::test]
async fn a_deep_value_costs_neither_its_page_nor_its_document() {
    let (wire, client) = serve(include_str!("cases/deep-value.json")).await;
    let mut documents = client.crawl_job(ID).documents();
    let first = documents.next().await.unwrap().unwrap();
    let second = documents.next().await.unwrap().unwrap();
    assert!(documents.next().await.is_none());
    assert_eq!(first.markdown.as_deref(), Some("first"));
    assert_eq!(second.markdown.as_deref(), Some("second"));
    let deep = format!("{}1{}", "[".repeat(130), "]".repeat(130));
    assert_eq!(second.extra["json"], deep);
    // The page came once.
    assert_eq!(wire.seen().len(), 1);
}

#[tokio::test]
async fn an_odd_link_of_a_map_is_seen_beside_the_others() {
    let (_wire, client) = serve(include_str!("cases/odd-link.json")).await;
    let seen = seen(&client.map("https://a.example").await.unwrap());
    for url in [
        r#"{"url":"https://a.example/"}"#,
        r#""https://a.example/b""#,
    ] {
        assert!(seen.contains(url), "{seen}");
    }
}

#[tokio::test]
async fn an_odd_hit_of_a_search_is_seen_beside_the_others() {
    let (_wire, client) = serve(include_str!("cases/odd-hit.json")).await;
    let seen = seen(&client.search("a").await.unwrap());
    assert!(seen.contains("https://a.example/"), "{seen}");
    assert!(seen.contains("null"), "{seen}");
}

#[derive(JsonSchema)]
#[allow(dead_code)]
struct Price {
    price: f64,
}

#[test]
fn a_number_of_a_derived_schema_has_no_format() {
    let expected = json!({
        "type": "object",
        "properties": {"price": {"type": "number"}},
        "title": "Price",
        "required": ["price"],
    });
    let schema = schema_of::<Price>().unwrap();
    assert_eq!(Value::Object(schema), expected);
}
