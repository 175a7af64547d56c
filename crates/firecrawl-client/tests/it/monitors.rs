//! Monitors: made, listed, changed, deleted; their checks.

use firecrawl_client::types::{
    MonitorCreateRequest, MonitorSchedule, MonitorStatus, MonitorUpdateRequest, ScrapeMonitorTarget,
};
use firecrawl_client::{MonitorId, Monitors};
use firecrawl_local::Response;
use serde_json::json;

use crate::setup::{ID, Setup};

async fn create(setup: &Setup, monitors: &Monitors, name: &str) -> MonitorId {
    let request = MonitorCreateRequest::new(
        name,
        MonitorSchedule::new().cron("0 9 * * *"),
        [ScrapeMonitorTarget::new([setup.page("/tea-room")])],
    );
    let monitor = monitors.create(request).await.unwrap();
    assert_eq!(monitor.name, name);
    assert_eq!(monitor.envelope()["success"], true);
    MonitorId::from(monitor.id.clone())
}

#[tokio::test]
async fn a_monitor_from_start_to_end() {
    let setup = Setup::new().await;
    let monitors = setup.client.monitors();
    let id = create(&setup, &monitors, "tea").await;

    let pause = MonitorUpdateRequest::new().status(MonitorStatus::Paused);
    let changed = monitors.update(&id, pause).await.unwrap();
    assert_eq!(changed.status, MonitorStatus::Paused);
    assert_eq!(changed.name, "tea");
    let read = monitors.get(&id).await.unwrap();
    assert_eq!(read.status, MonitorStatus::Paused);
    let checks = monitors.checks(&id);
    assert!(checks.await.unwrap().is_empty());

    monitors.delete(&id).await.unwrap();
    let error = monitors.get(&id).await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.operation(), Some("GET /monitor/{monitorId}"));
    assert_eq!(error.message(), "Monitor not found");
}

#[tokio::test]
async fn monitors_are_listed_by_pages() {
    let setup = Setup::new().await;
    let monitors = setup.client.monitors();
    for name in ["a", "b", "c"] {
        create(&setup, &monitors, name).await;
    }
    let mut names = Vec::new();
    for offset in [0, 2] {
        let page = monitors.list().limit(2).offset(offset).await.unwrap();
        names.extend(page.into_iter().map(|monitor| monitor.name));
    }
    assert_eq!(names, ["c", "b", "a"]);
}

#[tokio::test]
async fn the_next_around_a_check_is_found_in_it() {
    let setup = Setup::new().await;
    let data = json!({"id": "c7", "status": "skipped_no_credits", "pages": [], "next": "https://inner.invalid/old"});
    let answer = json!({"success": true, "next": "https://inner.invalid/new", "data": data});
    setup
        .server
        .on("getMonitorCheck", move |_| Response::ok(answer.clone()))
        .unwrap();
    let monitors = setup.client.monitors();
    let check = monitors.check(ID, ID).limit(1).skip(2);
    let check = check.await.unwrap();
    assert_eq!(check.next.as_deref(), Some("https://inner.invalid/new"));
    assert_eq!(check.envelope()["next"], "https://inner.invalid/new");
    let coverage = setup.server.coverage();
    assert!(
        coverage
            .properties("getMonitorCheck")
            .eq(["?limit", "?skip"])
    );
}

#[tokio::test]
async fn a_list_with_an_unexpected_item_is_kept_in_the_envelope() {
    let setup = Setup::new().await;
    let monitors = setup.client.monitors();
    for unexpected in [json!(null), json!("a monitor"), json!([])] {
        let data = json!([{"id": "1"}, unexpected, {"id": "2"}]);
        let body = json!({"success": true, "data": data});
        let script = move |_: &_| Response::ok(body.clone());
        setup.server.on("listMonitors", script).unwrap();
        let list = monitors.list().await.unwrap();
        assert_eq!(list.envelope()["data"], data);
        let ids: Vec<_> = list.iter().map(|one| &one.id).collect();
        assert_eq!(ids, ["1", "2"]);
    }
    // A list whose items all have the declared type is not kept twice.
    let body = json!({"success": true, "data": [{"id": "1"}]});
    let script = move |_: &_| Response::ok(body.clone());
    setup.server.on("listMonitors", script).unwrap();
    let list = monitors.list().await.unwrap();
    assert_eq!(list.envelope().get("data"), None);
}
