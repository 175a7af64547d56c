//! The key shows nowhere, ids stay in their path, and no response takes gigabytes.

use std::collections::BTreeSet;

use firecrawl_client::{Client, Continuation, Crawl, Error, ErrorKind, Upload};
use firecrawl_local::Response;
use futures_util::StreamExt;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

use crate::setup::{ID, KEY, Setup};
use crate::wire::{Act, Wire, json as json_response};

async fn with_key() -> Setup {
    Setup::with(|server| server.keys([KEY]), |client| client.key(KEY)).await
}

fn check(error: &Error) {
    let mut shown = vec![error.to_string(), format!("{error:?}")];
    shown.extend(error.code().map(str::to_owned));
    shown.extend(error.details().map(ToString::to_string));
    shown.push(format!(
        "{:?}",
        error.response().and_then(|one| one.fields())
    ));
    shown.push(format!("{:?}", error.progress()));
    for text in shown {
        assert!(!text.contains(KEY), "{text}");
    }
}

#[tokio::test]
async fn an_upload_without_a_result_does_not_show_the_key() {
    let setup = with_key().await;
    let message = format!("{KEY} may not parse");
    let body = json!({"success": false, "error": message, "code": KEY});
    let response = move |_: &firecrawl_local::Request| Response::ok(body.clone());
    setup.server.on("parseFile", response).unwrap();
    let upload = Upload::bytes("a.html", "a");
    let error = setup.client.parse(upload).await.unwrap_err();
    assert_eq!(error.message(), "[key] may not parse");
    check(&error);
}

#[tokio::test]
async fn a_status_word_does_not_show_the_key() {
    let setup = with_key().await;
    let body = json!({"success": true, "status": KEY, "data": [], "error": KEY});
    let response = move |_: &firecrawl_local::Request| Response::ok(body.clone());
    setup.server.on("getCrawlStatus", response).unwrap();
    let job = setup.client.crawl_job(ID);
    let job = job.deadline(std::time::Duration::from_secs(5));
    let error = job.wait().await.unwrap_err();
    assert_eq!(error.progress().unwrap().state.as_deref(), Some("[key]"));
    check(&error);
    let error = job.documents().next().await.unwrap().unwrap_err();
    check(&error);
}

#[tokio::test]
async fn names_of_details_do_not_show_the_key() {
    let setup = with_key().await;
    let details = json!({"details": [{KEY: {KEY: KEY}}], KEY: "?"});
    let response = move |_: &firecrawl_local::Request| Response::json(400, details.clone());
    setup.server.on("mapUrls", response).unwrap();
    let error = setup.client.map("https://example.com").await.unwrap_err();
    assert_eq!(
        error.details(),
        Some(&json!([{"[key]": {"[key]": "[key]"}}]))
    );
    check(&error);
}

#[tokio::test]
async fn drift_does_not_show_the_key() {
    let setup = with_key().await;
    let client = Client::builder()
        .base_url(setup.server.base_url())
        .key(KEY)
        .on_drift(|drift| assert!(!drift.to_string().contains(KEY), "{drift}"))
        .build()
        .unwrap();
    let body = json!({"success": true, "links": [{"url": "https://x.example", KEY: 1}], KEY: 1});
    let response = move |_: &firecrawl_local::Request| Response::ok(body.clone());
    setup.server.on("mapUrls", response).unwrap();
    client.map("https://example.com").await.unwrap();
    assert!(!client.drifts().is_empty());
    assert!(!format!("{:?}", client.drifts()).contains(KEY));
}

/// The paths that the calls with an id lead to, without their queries.
async fn paths(wire: &Wire, client: &Client, id: &str) -> Result<Vec<String>, Error> {
    let before = wire.seen().len();
    let job = client.crawl_job(id);
    let documents = job.documents();
    let written = serde_json::to_string(&documents.continuation()).unwrap();
    let results = [
        job.status().await.map(drop),
        job.cancel().await.map(drop),
        job.errors().await.map(drop),
        job.documents().next().await.transpose().map(drop),
        client
            .resume(serde_json::from_str::<Continuation<Crawl>>(&written).unwrap())
            .next()
            .await
            .transpose()
            .map(drop),
    ];
    let failed = results.into_iter().filter_map(Result::err);
    let failed: Vec<Error> = failed.collect();
    let sent = wire.seen().split_off(before);
    match failed.into_iter().next() {
        None => Ok(sent
            .iter()
            .map(|request| {
                let target = request.split(' ').nth(1).unwrap();
                target.split('?').next().unwrap().to_owned()
            })
            .collect()),
        Some(error) => {
            assert_eq!(sent.len(), 0, "{error}: {sent:?}");
            Err(error)
        }
    }
}

#[test]
fn every_call_with_an_id_names_the_same_resource() {
    let runtime = firecrawl_client::blocking::Runtime::new().unwrap();
    let start = async {
        let done = r#"{"success":true,"status":"completed","data":[],"errors":[]}"#;
        Ok::<_, Error>(Wire::start(move |_| Act::Answer(json_response(done))).await)
    };
    let wire = runtime.run(start).unwrap();
    let client = Client::builder()
        .base_url(wire.url())
        .key(KEY)
        .build()
        .unwrap();
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(64)
    });
    let any_id = "[\\\\/.%?#;:@&=+ \t\r\n\u{0}\u{7f}a-c2eé\u{202e}]{0,8}|\\PC{0,8}";
    runner
        .run(&any_id, |id| {
            let paths = runtime.run(async { Ok::<_, Error>(paths(&wire, &client, &id).await) });
            let Ok(paths) = paths.unwrap() else {
                prop_assert!(matches!(id.as_str(), "" | "." | ".."), "{:?}", id);
                return Ok(());
            };
            prop_assert_eq!(paths.len(), 5, "{:?}", paths);
            let resource = paths[0].strip_prefix("/v2/crawl/").unwrap();
            prop_assert!(!resource.contains(['/', '\\']), "{}", resource);
            prop_assert!(!matches!(resource, "" | "." | ".."), "{:?}", id);
            let with_errors = format!("{}/errors", paths[0]);
            let expected = [&paths[0], &paths[0], &with_errors, &paths[0], &paths[0]];
            prop_assert_eq!(paths.iter().collect::<Vec<_>>(), expected);
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn an_id_cannot_lead_to_another_route() {
    let wire = Wire::start(|_| Act::Answer(json_response(r#"{"success":true}"#))).await;
    let client = Client::builder()
        .base_url(wire.url())
        .key(KEY)
        .build()
        .unwrap();
    let id = "..\\..\\team\\credit-usage";
    let _ = client.crawl_job(id).cancel().await;
    let _ = client.batch_job(id).cancel().await;
    let _ = client.monitors().delete(id).await;
    let _ = client.browser().delete(id).await;
    let _ = client.check_job(id, id).status().await;
    let targets: BTreeSet<String> = wire
        .seen()
        .iter()
        .map(|request| request.split(' ').nth(1).unwrap().to_owned())
        .collect();
    let encoded = "..%5C..%5Cteam%5Ccredit-usage";
    let expected = [
        format!("/v2/batch/scrape/{encoded}"),
        format!("/v2/crawl/{encoded}"),
        format!("/v2/interact/{encoded}"),
        format!("/v2/monitor/{encoded}"),
        format!("/v2/monitor/{encoded}/checks/{encoded}?limit=1"),
    ];
    assert_eq!(targets, BTreeSet::from(expected));
}

#[tokio::test]
async fn many_small_items_are_an_error_and_not_gigabytes() {
    let items = format!("{}{{}}", "{},".repeat(8 * 1024 * 1024 / 3));
    let page = format!(r#"{{"success":true,"status":"completed","data":[{items}]}}"#);
    let bytes = json_response(&page);
    let wire = Wire::start(move |_| Act::Answer(bytes.clone())).await;
    let client = Client::builder().base_url(wire.url()).build().unwrap();
    let documents = client.crawl_job(ID).documents();
    let error = documents.boxed().next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert!(error.message().contains("request fewer"), "{error}");
    assert!(!error.is_retryable());
}
