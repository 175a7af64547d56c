//! Extractions, agents and monitor checks.

use firecrawl_client::ErrorKind;
use firecrawl_client::types::{
    ExtractRequest, MonitorCreateRequest, MonitorSchedule, MonitorTarget, ScrapeMonitorTarget,
};
use firecrawl_local::Answer;
use serde_json::json;

use super::setting::{NOBODY, all, patient};
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
            json!({"success": false, "error": "gone wrong"}),
            "gone wrong",
        ),
    ] {
        setup
            .server
            .on("getExtractStatus", move |_| Answer::ok(answer.clone()))
            .unwrap();
        let error = setup.client.extract_job(NOBODY).wait().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::JobFailed);
        assert_eq!(error.message(), reason);
        assert_eq!(error.job_id(), Some(NOBODY));
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
    let id = monitor.id.as_deref().unwrap();
    let job = patient(setup.client.monitors().run(id).await.unwrap());
    let (pages, error) = all(&mut job.documents()).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(pages.len(), 2);
    let status = job.wait().await.unwrap();
    assert_eq!(status.status.as_ref().unwrap().as_str(), "completed");
}
