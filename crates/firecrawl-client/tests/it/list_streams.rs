//! Lists over all their pages, as streams.

use firecrawl_client::types::{ActivityEndpoint, MonitorPageStatus};
use firecrawl_client::{Error, ErrorKind, ListStream, PagedQuery, blocking::Runtime};
use firecrawl_local::{Fault, Request, Response};
use futures_util::TryStreamExt;
use serde_json::{Value, json};

use crate::setup::{ID, Setup};

/// A list of numbered items behind an operation, as a server pages it.
async fn serving(
    operation: &str,
    page: impl Fn(&Request) -> Value + Send + Sync + 'static,
) -> Setup {
    let setup = Setup::new().await;
    let script = move |call: &Request| Response::ok(page(call));
    setup.server.on(operation, script).unwrap();
    setup
}

/// Seven items, by `limit` and an offset; `default` of them unless there is a limit.
fn by_offset(call: &Request, name: &str, default: i64) -> Vec<Value> {
    let number = |name| call.query_i64(name);
    let (from, limit) = (
        number(name).unwrap_or(0),
        number("limit").unwrap_or(default),
    );
    let to = (from + limit).min(7);
    (from..to)
        .map(|number| json!({"id": number.to_string()}))
        .collect()
}

/// Returns the ids that a stream delivers, and the error that ends it.
async fn ids<Q: PagedQuery>(
    mut stream: ListStream<Q>,
    id: fn(&Q::Item) -> &str,
) -> (String, Option<Error>) {
    let mut ids = String::new();
    while let Some(item) = stream.next().await {
        match item {
            Ok(item) => ids.push_str(id(&item)),
            Err(error) => {
                assert!(stream.next().await.is_none());
                return (ids, Some(error));
            }
        }
    }
    assert!(stream.next().await.is_none());
    (ids, None)
}

#[tokio::test]
async fn monitors_and_checks_are_read_to_the_end() {
    // A server whose pages are shorter than the contract says.
    for default in [3, 7, 25] {
        let page = move |call: &Request| json!({"success": true, "data": by_offset(call, "offset", default)});
        let setup = serving("listMonitors", page).await;
        let monitors = setup.client.monitors();
        let all = ids(monitors.list().stream(), |one| &one.id).await;
        assert_eq!((all.0.as_str(), all.1.is_none()), ("0123456", true));
        let part = ids(monitors.list().offset(4).limit(2).stream(), |one| &one.id);
        assert_eq!(part.await.0, "456");
        setup
            .server
            .on("listMonitorChecks", move |call: &Request| {
                Response::ok(page(call))
            })
            .unwrap();
        let all = ids(monitors.checks(ID).limit(3).stream(), |one| &one.id).await;
        assert_eq!(all.0, "0123456");
    }
}

#[tokio::test]
async fn a_server_that_ignores_the_offset_loops_nowhere() {
    let page = |_: &Request| json!({"success": true, "data": [{"id": "1"}, {"id": "2"}]});
    let setup = serving("listMonitors", page).await;
    let list = || setup.client.monitors().list();
    // A short page is all there is.
    let (all, error) = ids(list().stream(), |one| &one.id).await;
    assert!(error.is_none() && all == "12", "{error:?}");
    // After a full one there may be more.
    let (all, error) = ids(list().limit(2).stream(), |one| &one.id).await;
    assert_eq!(
        (all.as_str(), error.unwrap().kind()),
        ("12", ErrorKind::Paging)
    );
}

#[tokio::test]
async fn an_unexpected_item_moves_the_offset_too() {
    let page = |call: &Request| {
        let mut items = by_offset(call, "offset", 3);
        for item in &mut items {
            if item["id"] == "1" {
                *item = json!("a monitor");
            }
        }
        json!({"success": true, "data": items})
    };
    let setup = serving("listMonitors", page).await;
    let all = ids(setup.client.monitors().list().stream(), |one| &one.id).await;
    assert_eq!(all.0, "023456");
}

#[tokio::test]
async fn an_unexpected_item_comes_as_an_empty_one() {
    let odd = || json!({"name": "without an id"});
    let page = move |_: &Request| json!({"success": true, "data": [{"id": "1"}, odd(), null]});
    let setup = serving("listMonitors", page).await;
    let monitors = setup.client.monitors().list().stream();
    let monitors: Vec<_> = monitors.try_collect().await.unwrap();
    let ids: Vec<&str> = monitors.iter().map(|one| &*one.id).collect();
    assert_eq!(ids, ["1", "", ""]);
    assert_eq!(monitors[1].extra["data"], odd());
}

#[tokio::test]
async fn pages_of_unexpected_items_end_no_list_and_loop_nowhere() {
    let page = |call: &Request| {
        let (items, cursor) = match call.query.get("cursor") {
            None => (json!([7, 8]), json!("1")),
            Some(_) => (json!([{"id": "3"}]), Value::Null),
        };
        json!({"success": true, "data": items, "cursor": cursor, "has_more": !cursor.is_null()})
    };
    let setup = serving("getActivity", page).await;
    let entries = setup.client.team().activity().stream();
    let entries: Vec<_> = entries.try_collect().await.unwrap();
    assert_eq!(entries.len(), 3);
    assert_eq!(
        (&entries[0].extra["data"], &*entries[2].id),
        (&json!(7), "3")
    );

    let page = |call: &Request| match call.query_i64("before") {
        None => json!({"success": true, "agents": [7], "next": "https://a.invalid/?before=5"}),
        Some(_) => json!({"success": true, "agents": [{"id": "2"}], "next": ""}),
    };
    let setup = serving("listAgents", page).await;
    let (all, error) = ids(setup.client.agents().stream(), |one| &one.id).await;
    assert!(error.is_none() && all == "2", "{all}: {error:?}");

    // A server that ignores the offset.
    let page = |_: &Request| json!({"success": true, "data": [7, 8]});
    let setup = serving("listMonitors", page).await;
    let stream = setup.client.monitors().list().limit(2).stream();
    let (_, error) = ids(stream, |one| &one.id).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Paging);
}

#[tokio::test]
async fn a_list_of_unexpected_items_is_not_an_error() {
    for items in [json!([null]), json!([{"name": "without an id"}, 7])] {
        let body = json!({"success": true, "data": items});
        let setup = serving("listMonitors", move |_: &Request| body.clone()).await;
        let list = setup.client.monitors().list().await.unwrap();
        assert!(list.is_empty());
        assert_eq!(list.envelope()["data"], items);
    }
    let setup = serving("listMonitors", |_: &Request| json!({"data": {"id": "1"}})).await;
    let error = setup.client.monitors().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn the_pages_of_a_check_are_read_to_the_end() {
    let page = |call: &Request| {
        let items = by_offset(call, "skip", 3);
        let next = (items.len() == 3).then_some("https://inner.invalid/next");
        assert_eq!(call.query["status"], "changed");
        json!({"success": true, "next": next, "data": {"id": "c", "status": "completed", "pages": items}})
    };
    let setup = serving("getMonitorCheck", page).await;
    let check = setup.client.monitors().check(ID, ID);
    let pages = check.status(MonitorPageStatus::Changed).stream();
    assert_eq!(ids(pages, |one| &one.id).await.0, "0123456");
}

#[tokio::test]
async fn agent_runs_are_read_to_the_end() {
    for (endless, expected) in [(false, "987"), (true, "987")] {
        let page = move |call: &Request| {
            let before = call.query_i64("before").unwrap_or(9);
            let next = match before {
                7 if endless => Some(8),
                7 => None,
                before => Some(before - 1),
            };
            let next = next.map(|next| format!("https://inner.invalid/v2/agent?before={next}"));
            json!({"success": true, "agents": [{"id": before.to_string()}], "next": next})
        };
        let setup = serving("listAgents", page).await;
        let (all, error) = ids(setup.client.agents().stream(), |one| &one.id).await;
        assert_eq!(all, expected);
        let kind = error.map(|error| error.kind());
        assert_eq!(kind, endless.then_some(ErrorKind::Paging));
    }
}

#[tokio::test]
async fn activity_is_read_to_the_end() {
    let setup = Setup::new().await;
    for page in ["/", "/tea-room", "/history"] {
        setup.client.scrape(setup.page(page)).await.unwrap();
    }
    let team = setup.client.team();
    let scrapes = team.activity().endpoint(ActivityEndpoint::Scrape).limit(1);
    let entries: Vec<_> = scrapes.stream().try_collect().await.unwrap();
    assert_eq!(entries.len(), 3);
    assert_eq!(entries[2].target, setup.page("/"));
}

/// Pages of activity: the cursor that leads to each, and what it has.
async fn activity(pages: &'static [(&'static str, &'static str)]) -> (String, Option<ErrorKind>) {
    let page = move |call: &Request| {
        let cursor = call
            .query
            .get("cursor")
            .and_then(Value::as_str)
            .unwrap_or("");
        let (_, next) = pages.iter().find(|(from, _)| *from == cursor).unwrap();
        let data = match *next {
            "empty" => json!([]),
            _ => json!([{"id": format!("{cursor}.")}]),
        };
        let cursor = (*next != "none").then_some(*next);
        json!({"success": true, "data": data, "cursor": cursor, "has_more": *next != "end"})
    };
    let setup = serving("getActivity", page).await;
    let (all, error) = ids(setup.client.team().activity().stream(), |one| &one.id).await;
    (all, error.map(|error| error.kind()))
}

#[tokio::test]
async fn cursors_without_end_are_an_error() {
    let paging = Some(ErrorKind::Paging);
    for (pages, expected) in [
        (&[("", "1"), ("1", "end")][..], (".1.", None)),
        (&[("", "1"), ("1", "2"), ("2", "1")][..], (".1.2.", paging)),
        (&[("", "1"), ("1", "1")][..], (".1.", paging)),
        // More is promised, and nothing leads there.
        (&[("", "none")][..], (".", paging)),
        (
            &[("", "1"), ("1", "empty"), ("empty", "2")][..],
            (".", None),
        ),
    ] {
        let (all, kind) = activity(pages).await;
        assert_eq!((all.as_str(), kind), expected, "{pages:?}");
    }
}

#[tokio::test]
async fn a_request_that_fails_ends_the_stream() {
    let setup = Setup::new().await;
    let fault = Fault::status(401).always();
    setup.server.fault("listMonitors", fault).unwrap();
    let (all, error) = ids(setup.client.monitors().list().stream(), |_| "-").await;
    assert!(all.is_empty() && error.unwrap().is_auth());
}

#[test]
fn a_blocking_program_walks_it_as_well() {
    let runtime = Runtime::new().unwrap();
    let page = |call: &Request| json!({"success": true, "data": by_offset(call, "offset", 3)});
    let setup = runtime.run(async { Ok::<_, Error>(serving("listMonitors", page).await) });
    let setup = setup.unwrap();
    let list = runtime.iter(setup.client.monitors().list().stream());
    assert_eq!(list.map(Result::unwrap).count(), 7);
}
