//! Error responses: in the service's words, with their operation, and never taken for a result.

use firecrawl_client::types::{
    BrowserSessionRequest, FeedbackEndpoint, FeedbackRating, FeedbackRequest, InteractRequest,
    MonitorUpdateRequest, PaperRequest, SearchFeedbackRequest,
};
use firecrawl_client::{Error, ErrorKind};
use firecrawl_local::Response;
use serde_json::json;

use crate::setup::{ID, Setup};

/// Makes an operation respond with 200 and this body.
fn answers(setup: &Setup, operation: &str, body: serde_json::Value) {
    setup
        .server
        .on(operation, move |_| Response::ok(body.clone()))
        .unwrap();
}

/// That the error is the service's own, in its words.
fn is_the_services(error: &Error, operation: &str, words: &str) {
    assert_eq!(error.kind(), ErrorKind::Api, "{error:?}");
    assert_eq!(error.operation(), Some(operation));
    assert_eq!(error.message(), words);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(error.attempts(), 1);
    assert!(!error.is_ambiguous_start());
}

#[tokio::test]
async fn a_success_false_without_a_value_is_an_error() {
    let setup = Setup::new().await;
    let client = &setup.client;
    let no = json!({"success": false, "error": "not today"});
    for operation in [
        "mapUrls",
        "submitEndpointFeedback",
        "researchSearchPapers",
        "researchGetPaper",
        "listAgents",
        "getAgentTrace",
        "getActiveCrawls",
        "getQueueStatus",
        "getHistoricalCreditUsage",
        "deleteMonitor",
        "listBrowserSessions",
        "createBrowserSession",
        "askSupportAgent",
        "getConcurrencyCheck",
    ] {
        answers(&setup, operation, no.clone());
    }
    let said = |error: Error, operation: &str| is_the_services(&error, operation, "not today");
    let paper = PaperRequest::new();
    let feedback = FeedbackRequest::new(FeedbackRating::Bad, FeedbackEndpoint::Map).job_id(ID);
    let (team, research) = (client.team(), client.research());
    said(client.map("a.example").await.unwrap_err(), "POST /map");
    said(
        client.feedback(feedback).await.unwrap_err(),
        "POST /feedback",
    );
    said(
        research.search_papers("x").await.unwrap_err(),
        "GET /search/research/papers",
    );
    said(
        research.paper(ID, paper).await.unwrap_err(),
        "GET /search/research/papers/{id}",
    );
    said(client.agents().await.unwrap_err(), "GET /agent");
    said(
        client.agent_trace(ID).await.unwrap_err(),
        "GET /agent/{jobId}/trace",
    );
    said(
        client.active_crawls().await.unwrap_err(),
        "GET /crawl/active",
    );
    said(
        team.queue_status().await.unwrap_err(),
        "GET /team/queue-status",
    );
    said(
        team.credit_usage_history().await.unwrap_err(),
        "GET /team/credit-usage/historical",
    );
    said(
        client.monitors().delete(ID).await.unwrap_err(),
        "DELETE /monitor/{monitorId}",
    );
    said(client.browser().list().await.unwrap_err(), "GET /interact");
    said(
        client
            .browser()
            .create(BrowserSessionRequest::new())
            .await
            .unwrap_err(),
        "POST /interact",
    );
    said(
        client.support().ask("x").await.unwrap_err(),
        "POST /support/ask",
    );
    said(
        team.concurrency().await.unwrap_err(),
        "GET /concurrency-check",
    );
}

#[tokio::test]
async fn a_success_false_beside_a_value_is_the_value() {
    let setup = Setup::new().await;
    answers(
        &setup,
        "mapUrls",
        json!({"success": false, "links": [{"url": "https://a.example/"}]}),
    );
    let site = setup.client.map("https://a.example").await.unwrap();
    assert_eq!(site.links.len(), 1);
    assert_eq!(site.envelope()["success"], false);
}

#[tokio::test]
async fn an_answer_of_another_shape_stays_a_decode_error() {
    let setup = Setup::new().await;
    answers(&setup, "researchGetPaper", json!({"success": true}));
    let error = setup
        .client
        .research()
        .paper(ID, PaperRequest::new())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.operation(), Some("GET /search/research/papers/{id}"));
}

#[tokio::test]
async fn a_feedback_code_is_the_code_of_the_error() {
    let setup = Setup::new().await;
    let body = json!({"success": false, "error": "too late", "feedbackErrorCode": "FEEDBACK_WINDOW_EXPIRED"});
    setup
        .server
        .on("submitSearchFeedback", move |_| {
            Response::json(409, body.clone())
        })
        .unwrap();
    let error = setup
        .client
        .search_feedback(ID, SearchFeedbackRequest::new(FeedbackRating::Good))
        .await
        .unwrap_err();
    assert!(error.is_conflict());
    assert_eq!(error.code(), Some("FEEDBACK_WINDOW_EXPIRED"));
    assert_eq!(error.operation(), Some("POST /search/{jobId}/feedback"));
    assert_eq!(error.message(), "too late");
}

#[tokio::test]
async fn a_refused_body_says_why() {
    let setup = Setup::new().await;
    let error = setup.client.map("").await.unwrap_err();
    assert!(error.is_invalid_request());
    assert_eq!(error.status().unwrap(), 400);
    assert_eq!(error.code(), Some("BAD_REQUEST"));
    assert_eq!(error.operation(), Some("POST /map"));
    assert!(error.details().is_some());
}

#[tokio::test]
async fn an_id_that_would_lead_elsewhere_sends_nothing() {
    let setup = Setup::new().await;
    let client = &setup.client;
    let (monitors, browser) = (client.monitors(), client.browser());
    let research = client.research();
    for id in ["", ".", ".."] {
        let prompt = InteractRequest::new().prompt("x");
        let rating = SearchFeedbackRequest::new(FeedbackRating::Good);
        let errors = [
            client.scrape_status(id).await.unwrap_err(),
            client.interact(id, prompt).await.unwrap_err(),
            client.end_interaction(id).await.unwrap_err(),
            client.search_feedback(id, rating).await.unwrap_err(),
            client.agent_thread(id).await.unwrap_err(),
            client.agent_trace(id).await.unwrap_err(),
            client.agent_snapshot(id, "7").await.unwrap_err(),
            client.agent_snapshot(ID, id).await.unwrap_err(),
            monitors.get(id).await.unwrap_err(),
            monitors
                .update(id, MonitorUpdateRequest::new())
                .await
                .unwrap_err(),
            monitors.delete(id).await.unwrap_err(),
            monitors.checks(id).await.unwrap_err(),
            monitors.check(id, "7").await.unwrap_err(),
            monitors.check("7", id).await.unwrap_err(),
            browser.execute(id, "x").await.unwrap_err(),
            browser.delete(id).await.unwrap_err(),
            research.paper(id, PaperRequest::new()).await.unwrap_err(),
            research.related_papers(id, "x").await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
            assert_eq!(error.attempts(), 0);
        }
    }
    assert_eq!(setup.server.coverage().operations().count(), 0);
}

#[tokio::test]
async fn an_id_with_odd_letters_stays_one_segment() {
    let setup = Setup::new().await;
    let paper = |call: &firecrawl_local::Request| call.path_param("id").to_owned();
    let seen = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let kept = std::sync::Arc::clone(&seen);
    setup
        .server
        .on("researchGetPaper", move |call| {
            kept.lock().unwrap().push(paper(call));
            Response::error(404, "no such paper")
        })
        .unwrap();
    let ids = ["10.1000/xyz?a=b#c", "../x", "a b", "é%2F"];
    for id in ids {
        let error = setup
            .client
            .research()
            .paper(id, PaperRequest::new())
            .await
            .unwrap_err();
        assert!(error.is_not_found(), "{error}");
    }
    assert_eq!(*seen.lock().unwrap(), ids);
}

#[tokio::test]
async fn an_empty_value_beside_a_refusal_is_no_result() {
    let setup = Setup::new().await;
    let page = setup.page("/");
    let no =
        |data: serde_json::Value| json!({"success": false, "error": "not today", "data": data});
    answers(&setup, "scrapeAndExtractFromUrl", no(json!({})));
    let error = setup.client.scrape(page.as_str()).await.unwrap_err();
    is_the_services(&error, "POST /scrape", "not today");
    answers(&setup, "listMonitors", no(json!([])));
    let monitors = setup.client.monitors();
    let error = monitors.list().await.unwrap_err();
    is_the_services(&error, "GET /monitor", "not today");
    answers(&setup, "getActivity", no(json!([])));
    let error = setup.client.team().activity().await.unwrap_err();
    is_the_services(&error, "GET /team/activity", "not today");
    // What is there is given, whatever is said beside it.
    answers(
        &setup,
        "scrapeAndExtractFromUrl",
        no(json!({"markdown": "# Half"})),
    );
    let page = setup.client.scrape(page.as_str()).await.unwrap();
    assert_eq!(page.markdown.as_deref(), Some("# Half"));
}
