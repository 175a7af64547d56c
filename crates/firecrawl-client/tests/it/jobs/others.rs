//! Extractions, agents and monitor checks.

use firecrawl_client::ErrorKind;
use firecrawl_client::types::{
    ExtractRequest, MonitorCreateRequest, MonitorSchedule, MonitorTarget, ScrapeMonitorTarget,
};
use firecrawl_local::Response;
use serde_json::json;

use super::setting::{UNKNOWN_ID, all, patient};
use crate::setup::Setup;

#[tokio::test]
async fn an_extraction_gives_its_data() {
    let setup = Setup::new().await;
    let request = ExtractRequest::new([setup.page("/visit")]).prompt("When is it open?");
    let job = patient(setup.client.extract(request).await.unwrap());
    let status = job.wait().await.unwrap();
    assert!(status.data.is_some());
}

#[tokio::test]
async fn a_failed_extraction_is_told_by_its_status() {
    let setup = Setup::new().await;
    for (answer, reason) in [
        (
            json!({"success": false, "status": "failed", "data": [], "error": "no model"}),
            "no model",
        ),
        (
            json!({"success": false, "status": "failed", "data": [], "error": {"message": "no room"}}),
            "no room",
        ),
        (
            // As recorded where no model was set up.
            json!({"success": false, "status": "failed", "data": [], "error": {"name": "AI_LoadAPIKeyError"}}),
            "AI_LoadAPIKeyError",
        ),
        (
            json!({"success": false, "error": "gone wrong"}),
            "gone wrong",
        ),
    ] {
        setup
            .server
            .on("getExtractStatus", move |_| Response::ok(answer.clone()))
            .unwrap();
        let error = setup
            .client
            .extract_job(UNKNOWN_ID)
            .wait()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::JobFailed);
        assert_eq!(error.message(), reason);
        assert_eq!(error.job_id(), Some(UNKNOWN_ID));
    }
}

#[tokio::test]
async fn an_agent_works_and_can_be_stopped() {
    let setup = Setup::new().await;
    let job = patient(setup.client.agent("Find the tea room").await.unwrap());
    let status = job.wait().await.unwrap();
    assert!(status.data.is_some());
    let other = setup.client.agent("Find the horn").await.unwrap();
    other.cancel().await.unwrap();
}

#[tokio::test]
async fn a_monitor_is_run_and_its_pages_are_read() {
    let setup = Setup::new().await;
    let urls = [setup.page("/visit"), setup.page("/tea-room")];
    let request = MonitorCreateRequest::new(
        "hours",
        MonitorSchedule::new().cron("0 6 * * *"),
        [MonitorTarget::Scrape(ScrapeMonitorTarget::new(urls))],
    );
    let monitor = setup.client.monitors().create(request).await.unwrap();
    let id = monitor.id.as_str();
    let job = patient(setup.client.monitors().run(id).await.unwrap());
    let (pages, error) = all(&mut job.documents()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(pages.len(), 2);
    let status = job.wait().await.unwrap();
    assert_eq!(status.status.as_str(), "completed");
}

#[derive(Debug, serde::Deserialize, schemars::JsonSchema)]
struct Hours {
    opens: String,
}

#[tokio::test]
async fn answers_become_types_and_errors_keep_the_job() {
    let setup = Setup::new().await;
    for (data, kind) in [
        (json!({"opens": "10:00"}), None),
        (json!({"opens": 10}), Some(ErrorKind::JsonMismatch)),
        (json!(null), Some(ErrorKind::JsonNull)),
    ] {
        let answer = json!({"success": true, "status": "completed", "data": data});
        for operation in ["getExtractStatus", "getAgentStatus"] {
            let answer = answer.clone();
            let script = move |_: &firecrawl_local::Request| Response::ok(answer.clone());
            setup.server.on(operation, script).unwrap();
        }
        let request = ExtractRequest::new([setup.page("/visit")]);
        let extracted = setup.client.extract_as::<Hours>(request).await;
        let found = setup.client.agent_as::<Hours>("When is it open?").await;
        let outcomes = [
            extracted.map(|answer| answer.value.opens),
            found.map(|answer| answer.value.opens),
        ];
        for outcome in outcomes {
            match (outcome, kind) {
                (Ok(opens), None) => assert_eq!(opens, "10:00"),
                (Err(error), Some(kind)) => {
                    assert_eq!(error.kind(), kind);
                    assert!(error.job_id().is_some(), "{error}");
                }
                (outcome, kind) => panic!("{outcome:?} {kind:?}"),
            }
        }
    }
    let coverage = setup.server.coverage();
    assert!(
        coverage
            .properties("extractData")
            .any(|property| property == "schema")
    );
    assert!(
        coverage
            .properties("startAgent")
            .any(|property| property == "schema")
    );
}
