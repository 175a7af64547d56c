//! The account of the team: usage, queues, activity, threat protection.

use firecrawl_client::types::{ActivityEndpoint, ThreatProtectionMode, ThreatProtectionRequest};
use firecrawl_local::Response;
use serde_json::json;

use crate::setup::{KEY, Setup};

#[tokio::test]
async fn what_is_left_and_what_was_used() {
    let setup = Setup::new().await;
    let team = setup.client.team();
    let credits = team.credit_usage().await.unwrap();
    assert!(credits.remaining_credits.unwrap() > 0.0);
    assert_eq!(credits.envelope()["success"], true);
    assert!(team.token_usage().await.unwrap().remaining_tokens.is_some());
    let periods = team.credit_usage_history().by_api_key(true);
    periods.await.unwrap();
    assert!(!team.token_usage_history().await.unwrap().is_empty());
    let coverage = setup.server.coverage();
    let used = |operation: &str| coverage.properties(operation).collect::<Vec<_>>().join(" ");
    assert_eq!(used("getHistoricalCreditUsage"), "?byApiKey");
    // What was not asked for is not sent.
    assert_eq!(used("getHistoricalTokenUsage"), "");
}

#[tokio::test]
async fn activity_is_walked_by_its_cursor() {
    let setup = Setup::new().await;
    for page in ["/", "/tea-room", "/history"] {
        setup.client.scrape(setup.page(page)).await.unwrap();
    }
    setup.client.map(setup.page("/")).await.unwrap();
    let team = setup.client.team();
    let scrapes = || team.activity().endpoint(ActivityEndpoint::Scrape).limit(2);
    let first = scrapes().await.unwrap();
    assert_eq!(first.data.len(), 2);
    assert_eq!(first.has_more, Some(true));
    let rest = scrapes().cursor(first.cursor.clone().unwrap());
    let last = rest.await.unwrap();
    let entries = &last.data;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].target, setup.page("/"));
    assert_eq!(last.has_more, Some(false));
}

#[tokio::test]
async fn the_two_places_of_concurrency_are_one() {
    let setup = Setup::new().await;
    let team = setup.client.team();
    for body in [
        json!({"success": true, "concurrency": 2, "maxConcurrency": 5}),
        json!({"success": true, "data": {"concurrency": 2, "maxConcurrency": 5}}),
        json!({"success": true, "maxConcurrency": 5, "data": {"concurrency": 2}}),
    ] {
        setup
            .server
            .on("getConcurrencyCheck", move |_| Response::ok(body.clone()))
            .unwrap();
        let now = team.concurrency().await.unwrap();
        assert_eq!((now.concurrency, now.max_concurrency), (Some(2), Some(5)));
    }
}

#[tokio::test]
async fn the_policy_is_replaced() {
    let setup = Setup::new().await;
    let threats = setup.client.threat_protection();
    let before = threats.get().await.unwrap();
    assert_eq!(before.mode, Some(ThreatProtectionMode::Off));
    let request =
        ThreatProtectionRequest::new(ThreatProtectionMode::Normal).blacklist(["malware.example"]);
    threats.update(request).await.unwrap();
    let after = threats.get().await.unwrap();
    assert_eq!(after.mode, Some(ThreatProtectionMode::Normal));
    assert_eq!(after.blacklist, ["malware.example"]);
}

#[tokio::test]
async fn a_wrong_key_is_an_auth_error_everywhere() {
    let setup = Setup::with(|server| server.keys([KEY]), |client| client.key("fc-wrong")).await;
    let error = setup.client.team().queue_status().await.unwrap_err();
    assert!(error.is_auth());
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(error.operation(), Some("GET /team/queue-status"));
    assert!(!format!("{error} {error:?}").contains("fc-wrong"));
    let right = Setup::with(|server| server.keys([KEY]), |client| client.key(KEY)).await;
    right.client.team().queue_status().await.unwrap();
}
