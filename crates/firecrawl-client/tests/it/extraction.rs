//! Extracted JSON as types.

use std::collections::HashMap;
use std::error::Error as _;
use std::sync::{Arc, Mutex};

use firecrawl_client::schemars::{self, JsonSchema};
use firecrawl_client::types::{
    AgentStatus, Document, ExtractStatus, Format, JsonFormat, ScrapeOptions, ScrapeRequest,
};
use firecrawl_client::{ErrorKind, Response, json_format_of, schema_of};
use firecrawl_local::{LocalServer, Response as LocalResponse};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::setup::{ID, Setup};

#[derive(Debug, Deserialize, JsonSchema, PartialEq)]
struct Lighthouse {
    name: String,
    /// The height of the tower in metres.
    height_m: f64,
    first_lit: Option<u16>,
    keepers: Vec<Keeper>,
    prices: HashMap<String, f64>,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq)]
struct Keeper {
    name: String,
    rank: Rank,
}

#[derive(Debug, Deserialize, JsonSchema, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Rank {
    Principal,
    Assistant,
}

fn answer_with(server: &LocalServer, data: Value) -> Arc<Mutex<Vec<Value>>> {
    let log = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&log);
    server
        .on("POST /scrape", move |call| {
            kept.lock().unwrap().push(call.body.clone());
            LocalResponse::ok(json!({"success": true, "data": data}))
        })
        .unwrap();
    log
}

#[tokio::test]
async fn a_page_is_scraped_into_a_type() {
    let setup = Setup::new().await;
    // The server makes up an instance of the schema that it is sent.
    let found = setup
        .client
        .scrape_as::<Lighthouse>(setup.page("/tea-room"))
        .await
        .unwrap();
    assert_eq!(found.document.markdown, None);
    assert!(found.document.json.as_ref().unwrap()["keepers"].is_array());
    assert_eq!(found.document.json_as::<Lighthouse>().unwrap(), found.value);
}

#[tokio::test]
async fn the_schema_joins_the_formats_of_the_request() {
    let setup = Setup::new().await;
    let log = answer_with(
        &setup.server,
        json!({"json": {"name": "n", "rank": "principal"}}),
    );
    let client = &setup.client;
    let url = "https://example.com";
    let schema = Value::Object(schema_of::<Keeper>().unwrap());

    client.scrape_as::<Keeper>(url).await.unwrap();
    let with = |formats: Vec<Format>| ScrapeRequest::new(url).formats(formats);
    let request = with(vec![Format::Markdown, Format::Links]);
    client.scrape_as::<Keeper>(request).await.unwrap();
    let prompted = JsonFormat::new().prompt("The first one.");
    let request = with(vec![prompted.clone().into(), Format::Links]);
    client.scrape_as::<Keeper>(request).await.unwrap();
    let own = prompted.schema([("type", "object")]);
    client
        .scrape_as::<Keeper>(with(vec![own.into()]))
        .await
        .unwrap();

    let sent: Vec<Value> = log
        .lock()
        .unwrap()
        .iter()
        .map(|body| body["formats"].clone())
        .collect();
    let json = json!({"type": "json", "schema": schema});
    let prompted = json!({"type": "json", "schema": schema, "prompt": "The first one."});
    let own = json!({"type": "json", "schema": {"type": "object"}, "prompt": "The first one."});
    assert_eq!(sent[0], json!([json]));
    assert_eq!(
        sent[1],
        json!([{"type": "markdown"}, {"type": "links"}, json])
    );
    assert_eq!(sent[2], json!([prompted, {"type": "links"}]));
    assert_eq!(sent[3], json!([own]));
}

#[tokio::test]
async fn absent_null_and_misshapen_are_three_errors() {
    let setup = Setup::new().await;
    let scrape = async |data: Value| {
        answer_with(&setup.server, data);
        let request = setup.client.scrape_as::<Keeper>("https://example.com");
        request.await.unwrap_err()
    };
    let error = scrape(json!({"markdown": "SECRET"})).await;
    assert_eq!(error.kind(), ErrorKind::JsonAbsent);
    assert_eq!(
        error.to_string(),
        "POST /scrape: there is no extracted JSON in `json`; was it requested, and is the work done?"
    );
    let error = scrape(json!({"warning": "no model\nconfigured", "markdown": "SECRET"})).await;
    assert_eq!(error.kind(), ErrorKind::JsonAbsent);
    assert_eq!(
        error.to_string(),
        "POST /scrape: there is no extracted JSON in `json`; the service warns: no model configured"
    );
    let error = scrape(json!({"json": null, "markdown": "SECRET"})).await;
    assert_eq!(error.kind(), ErrorKind::JsonNull);
    let error = scrape(json!({"json": {"name": "n", "rank": "SECRET"}})).await;
    assert_eq!(error.kind(), ErrorKind::JsonMismatch);
    assert_eq!(
        error.to_string(),
        "POST /scrape: the extracted JSON does not match the type at `rank`: \
         found a string, expected `principal` or `assistant`"
    );
    assert!(error.source().is_none());
    assert!(!format!("{error:?}").contains("SECRET"));
}

#[tokio::test]
async fn a_null_is_told_from_nothing_wherever_documents_come_from() {
    let document: Document = serde_json::from_value(json!({"json": null})).unwrap();
    assert_eq!(document.json, Some(Value::Null));
    let kind = |document: Value| {
        let document: Document = serde_json::from_value(document).unwrap();
        document.json_as::<Value>().map_err(|error| error.kind())
    };
    assert_eq!(kind(json!({})), Err(ErrorKind::JsonAbsent));
    assert_eq!(kind(json!({"json": null})), Err(ErrorKind::JsonNull));
    assert_eq!(kind(json!({"json": [1]})), Ok(json!([1])));

    let extract = |status: Value| {
        let status: ExtractStatus = serde_json::from_value(status).unwrap();
        status
            .json_as::<Keeper>()
            .map_err(|error| error.to_string())
    };
    let warned = json!({"success": true, "status": "completed", "warning": "w"});
    assert_eq!(
        extract(warned).unwrap_err(),
        "there is no extracted JSON in `data`; the service warns: w"
    );
    assert!(extract(json!({"data": null})).unwrap_err().contains("null"));
    assert_eq!(
        extract(json!({"data": [], "status": "failed"})).unwrap_err(),
        "the extracted JSON does not match the type as a whole: \
         found a list, expected struct Keeper with 2 elements"
    );
    let keeper = extract(json!({"data": {"name": "n", "rank": "assistant"}})).unwrap();
    assert_eq!(keeper.rank, Rank::Assistant);

    let agent = |status: Value| {
        let status: AgentStatus = serde_json::from_value(status).unwrap();
        status.json_as::<Keeper>().map_err(|error| error.kind())
    };
    assert_eq!(
        agent(json!({"status": "processing"})),
        Err(ErrorKind::JsonAbsent)
    );
    assert_eq!(agent(json!({"data": null})), Err(ErrorKind::JsonNull));
    assert!(agent(json!({"data": {"name": "n", "rank": "assistant"}})).is_ok());
}

#[tokio::test]
async fn a_schema_is_sent_as_part_of_scrape_options_too() {
    let setup = Setup::new().await;
    let format = json_format_of::<Lighthouse>().unwrap().prompt("Towers.");
    let options = ScrapeOptions::new().formats([format]);
    let mut request = ScrapeRequest::new(setup.page("/tea-room"));
    request.options = options;
    let page = setup.client.scrape(request).await.unwrap();
    page.json_as::<Lighthouse>().unwrap();
}

#[derive(Debug, Deserialize, JsonSchema)]
#[allow(dead_code)]
struct Loose {
    meta: HashMap<String, Value>,
}

#[tokio::test]
async fn a_type_that_says_nothing_is_not_sent() {
    let setup = Setup::new().await;
    let log = answer_with(&setup.server, json!({}));
    let error = setup
        .client
        .scrape_as::<Loose>("https://example.com")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert!(error.message().contains("/properties/meta"), "{error}");
    assert!(log.lock().unwrap().is_empty());
}

#[tokio::test]
async fn the_schema_is_sent_beside_a_format_of_an_unexpected_type() {
    let setup = Setup::new().await;
    let data = json!({"json": {"name": "n", "rank": "principal"}});
    let log = answer_with(&setup.server, data);
    let read = json!({"url": "https://example.com", "formats": ["markdown", 1]});
    let request: ScrapeRequest = serde_json::from_value(read).unwrap();
    setup.client.scrape_as::<Keeper>(request).await.unwrap();
    let formats = &log.lock().unwrap()[0]["formats"];
    assert_eq!(formats[0]["type"], "markdown");
    assert_eq!(formats[1]["type"], "json");
}

#[tokio::test]
async fn a_value_that_does_not_match_is_not_lost() {
    let setup = Setup::new().await;
    let data = json!({"markdown": "SECRET", "json": {"name": "SECRET", "rank": 7}});
    answer_with(&setup.server, data.clone());
    let scrape = setup.client.scrape_as::<Keeper>("https://example.com");
    let error = scrape.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::JsonMismatch);
    assert_eq!(error.json(), Some(&data["json"]));
    let page = error.received::<Response<Document>>().unwrap();
    assert_eq!(page.markdown.as_deref(), Some("SECRET"));
    assert!(error.received::<Document>().is_none(), "of another type");
    assert!(!format!("{error} {error:?}").contains("SECRET"));

    // Without any JSON there is still the page.
    answer_with(&setup.server, json!({"markdown": "SECRET"}));
    let scrape = setup.client.scrape_as::<Keeper>("https://example.com");
    let error = scrape.await.unwrap_err();
    assert_eq!(error.json(), None);
    assert!(error.received::<Response<Document>>().is_some());
}

#[tokio::test]
async fn the_result_of_a_job_that_does_not_match_is_not_lost() {
    let setup = Setup::new().await;
    let data = json!({"name": "SECRET"});
    let id = json!({"success": true, "id": ID});
    let done = json!({"success": true, "status": "completed", "data": data, "creditsUsed": 7});
    for (route, body) in [
        ("POST /extract", &id),
        ("GET /extract/{id}", &done),
        ("POST /agent", &id),
        ("GET /agent/{jobId}", &done),
    ] {
        let body = body.clone();
        let response = move |_: &firecrawl_local::Request| LocalResponse::ok(body.clone());
        setup.server.on(route, response).unwrap();
    }
    let error = setup.client.extract_as::<Keeper>(["https://example.com"]);
    let error = error.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::JsonMismatch);
    assert_eq!((error.json(), error.job_id()), (Some(&data), Some(ID)));
    let status = error.received::<Response<ExtractStatus>>().unwrap();
    assert_eq!(status.data.as_ref(), Some(&data));
    assert!(!format!("{error} {error:?}").contains("SECRET"));

    let error = setup.client.agent_as::<Keeper>("Who keeps it?");
    let error = error.await.unwrap_err();
    assert_eq!(error.json(), Some(&data));
    let status = error.received::<Response<AgentStatus>>().unwrap();
    assert_eq!(status.data.as_ref(), Some(&data));
}
