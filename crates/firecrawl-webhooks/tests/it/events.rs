//! Events as servers send them.

use firecrawl_webhooks::{Event, JobRef, MonitorPageStatus, Verifier};
use http::HeaderMap;
use serde_json::{Value, json};

fn read(body: Value) -> Event {
    let event = Verifier::unsigned().verify(&HeaderMap::new(), body.to_string());
    let event = event.unwrap();
    let mut sent = body;
    // An empty list says the same as none.
    sent.as_object_mut()
        .unwrap()
        .retain(|_, value| *value != json!([]));
    assert_eq!(event.to_json(), sent);
    event
}

fn event(kind: &str, data: Value) -> Event {
    read(json!({"success": true, "type": kind, "id": "7", "data": data, "metadata": {"k": "v"}}))
}

#[test]
fn a_page_has_the_documents_of_the_client() {
    let document = json!({
        "markdown": "Doc 2\n=====", "branding": {"colorScheme": "dark"},
        "metadata": {"title": ["Doc", "2"], "statusCode": 200, "proxyUsed": "basic"},
        "warning": "This scrape job was throttled.",
    });
    for kind in ["crawl.page", "batch_scrape.page"] {
        // A list, or its only item.
        for data in [json!([document]), document.clone()] {
            let event = event(kind, data);
            let [page] = event.documents() else {
                panic!("{event:?}")
            };
            assert_eq!(page.markdown.as_deref(), Some("Doc 2\n====="));
            let metadata = page.metadata.as_ref().unwrap();
            assert_eq!(metadata.title.as_ref().unwrap(), "Doc");
            assert!(!event.is_end());
        }
    }
}

#[test]
fn what_all_events_have_is_there_for_each() {
    let event = read(json!({
        "success": false, "type": "agent.failed", "id": "7", "webhookId": "w", "error": "Max credits",
        "data": [{"creditsUsed": 8}], "metadata": ["any", "JSON"],
    }));
    assert!(!event.success());
    assert_eq!(event.error(), Some("Max credits"));
    assert_eq!(event.webhook_id(), Some("w"));
    assert_eq!(event.metadata()[1], "JSON");
    assert!(event.is_end());
    let Event::AgentFailed(failed) = &event else {
        panic!("{event:?}")
    };
    assert_eq!(failed.data.first().unwrap().credits_used, Some(8.0));

    let event = read(json!({"type": "crawl.started"}));
    assert_eq!(
        (event.id(), event.webhook_id(), event.error()),
        ("", None, None)
    );
    assert!(event.metadata().is_null() && !event.success());
}

#[test]
fn an_error_of_null_is_none() {
    let body =
        r#"{"type": "monitor.page", "id": "7", "error": null, "data": null, "metadata": null}"#;
    let event = Verifier::unsigned()
        .verify(&HeaderMap::new(), body)
        .unwrap();
    assert_eq!(event.error(), None);
    let Event::MonitorPage(page) = event else {
        panic!("{event:?}")
    };
    assert_eq!(page.data.iter().len(), 0);
}

#[test]
fn a_type_of_the_future_keeps_its_json() {
    let event = event("crawl.failed", json!([{"reason": "?"}]));
    assert!(matches!(&event, Event::Unknown(_)));
    assert_eq!((event.event_type(), event.id()), ("crawl.failed", "7"));
    assert!(event.success() && event.is_end());
    assert_eq!(event.metadata()["k"], "v");
    assert_eq!(event.job(), Some(JobRef::Crawl("7")));
    for body in [json!({}), json!({"type": 3}), json!({"id": 7})] {
        let event = read(body);
        assert_eq!(
            (event.event_type(), event.id(), event.job()),
            ("", "", None)
        );
    }
}

#[test]
fn an_event_names_its_job() {
    let empty = || json!([]);
    for (kind, job) in [
        ("crawl.completed", JobRef::Crawl("7")),
        ("batch_scrape.started", JobRef::Batch("7")),
        ("extract.failed", JobRef::Extract("7")),
        ("agent.cancelled", JobRef::Agent("7")),
    ] {
        assert_eq!(event(kind, empty()).job(), Some(job));
    }
    let page = json!([{"monitorId": "m", "checkId": "c", "url": "https://a.example", "status": "removed"}]);
    let check = JobRef::Check {
        monitor: "m",
        check: "c",
    };
    for kind in ["monitor.page", "monitor.check.completed"] {
        assert_eq!(event(kind, page.clone()).job(), Some(check));
        assert_eq!(event(kind, empty()).job(), None);
        assert_eq!(event(kind, json!([{"monitorId": "m"}])).job(), None);
    }
    let Event::MonitorPage(page) = event("monitor.page", page) else {
        panic!()
    };
    let page = page.data.first().unwrap();
    assert_eq!(page.status, MonitorPageStatus::Removed);
}

#[test]
fn a_repeated_delivery_has_the_same_key() {
    let one = event("agent.action", json!([{"creditsUsed": 5}]));
    let again = event("agent.action", json!([{"creditsUsed": 5}]));
    assert_eq!(one.key(), again.key());
    assert_eq!(one.key().len(), 64);
    for other in [
        event("agent.action", json!([{"creditsUsed": 6}])),
        event("agent.completed", json!([{"creditsUsed": 5}])),
    ] {
        assert_ne!(one.key(), other.key());
    }
}
