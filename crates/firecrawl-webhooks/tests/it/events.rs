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
fn the_result_of_a_run_is_any_json() {
    for result in [json!([1, 2]), json!("text"), json!(7), json!({"a": 1})] {
        let completed = event("agent.completed", json!([{"data": result}]));
        let Event::AgentCompleted(completed) = completed else {
            panic!("{completed:?}")
        };
        let data = completed.data.first().unwrap();
        assert_eq!(data.data.as_ref(), Some(&result));
    }
}

/// An event that has a key, and another one of its type that is not a repetition of it.
fn unique() -> Vec<[Event; 2]> {
    let page = |id: &str| {
        let page =
            json!([{"markdown": "a", "metadata": {"scrapeId": id, "url": "https://a.example"}}]);
        event("crawl.page", page)
    };
    let change = |url: &str| {
        let data = json!([{"monitorId": "m", "checkId": "c", "url": url, "status": "changed"}]);
        event("monitor.page", data)
    };
    let cost = |credits: i64| event("agent.completed", json!([{"creditsUsed": credits}]));
    vec![
        [page("1"), page("2")],
        [change("https://a.example"), change("https://b.example")],
        [cost(5), cost(6)],
        [
            event("crawl.started", json!([])),
            event("crawl.completed", json!([])),
        ],
    ]
}

#[test]
fn an_event_that_comes_again_has_the_same_key() {
    for ([one, other], [again, _]) in unique().into_iter().zip(unique()) {
        assert_eq!(one.key(), again.key());
        assert_eq!(one.key().unwrap().len(), 64);
        assert_ne!(one.key(), other.key());
    }
}

#[test]
fn an_event_that_may_be_repeated_has_no_key() {
    let page = json!([{"markdown": "a", "metadata": {"url": "https://a.example"}}]);
    for repeated in [
        event(
            "agent.action",
            json!([{"creditsUsed": 5, "action": "scrape"}]),
        ),
        event("crawl.page", page.clone()),
        event("batch_scrape.page", page),
        // A page that failed.
        event("crawl.page", json!([])),
        event("monitor.page", json!([{"monitorId": "m", "checkId": "c"}])),
        event("monitor.page", json!([{"url": "https://a.example"}])),
        event("monitor.check.completed", json!([])),
        bare("agent.paused"),
        serde_json::from_value(json!({"type": "crawl.started", "data": []})).unwrap(),
    ] {
        assert_eq!(repeated.key(), None, "{repeated:?}");
    }
}

fn bare(kind: &str) -> Event {
    serde_json::from_value(json!({"type": kind, "id": "7"})).unwrap()
}

#[test]
fn the_end_of_a_part_is_not_the_end_of_the_job() {
    for end in [
        "crawl.completed",
        "extract.failed",
        "agent.cancelled",
        "crawl.failed",
        "monitor.check.completed",
        "monitor.check.failed",
        "deep_research.completed",
    ] {
        assert!(bare(end).is_end(), "{end}");
    }
    for other in [
        "crawl.page.failed",
        "agent.tool.completed",
        "monitor.check.page.completed",
        "monitor.completed",
        "crawl.started",
        "completed",
        ".completed",
        "crawl.",
        "",
        "agent.action",
    ] {
        assert!(!bare(other).is_end(), "{other}");
    }
}
