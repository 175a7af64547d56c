//! Requests to routes that the client has no method for.

use bytes::Bytes;
use firecrawl_client::types::{MapLink, MapResponse};
use firecrawl_client::{CallOptions, ErrorKind, Method};
use firecrawl_local::{Fault, Response};
use serde_json::{Value, json};

use crate::setup::{ID, KEY, Setup};

#[tokio::test]
async fn any_route_with_query_body_and_header() {
    let setup = Setup::new().await;
    setup
        .server
        .on("getActivity", |call| {
            let header = call
                .headers
                .get("x-trial")
                .map(|value| value.to_str().unwrap());
            Response::ok(json!({"query": call.query, "header": header}))
        })
        .unwrap();
    let answer = setup
        .client
        .request(Method::GET, "/team/activity?limit=3")
        .query("endpoint", "scrape")
        .header("x-trial", "yes")
        .unwrap()
        .send::<Value>()
        .await
        .unwrap();
    assert_eq!(answer["query"], json!({"limit": 3, "endpoint": "scrape"}));
    assert_eq!(answer["header"], "yes");

    let site = setup
        .client
        .request(Method::POST, "map")
        .json(&json!({"url": setup.page("/"), "limit": 2}))
        .unwrap()
        .send::<MapResponse>()
        .await
        .unwrap();
    assert_eq!(site.links.len(), 2);
}

#[tokio::test]
async fn a_header_of_the_request_wins_over_that_of_the_client() {
    let setup = Setup::with(
        |server| server.keys([KEY]),
        |client| client.key(KEY).header("x-trial", "client"),
    )
    .await;
    setup
        .server
        .on("getQueueStatus", |call| {
            let header = call.headers["x-trial"].to_str().unwrap();
            Response::ok(json!({"header": header}))
        })
        .unwrap();
    let options = CallOptions::new().keep_body(true);
    let answer = setup
        .client
        .with_options(options)
        .request(Method::GET, "/team/queue-status")
        .header("x-trial", "request")
        .unwrap()
        .send::<Value>()
        .await
        .unwrap();
    assert_eq!(answer["header"], "request");
    assert_eq!(answer.body().unwrap(), &Bytes::from(answer.to_string()));
    let error = setup
        .client
        .request(Method::GET, "/team/queue-status")
        .header("authorization", "Bearer other")
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
}

#[tokio::test]
async fn a_known_route_is_repeated_as_its_method_is() {
    let setup = Setup::new().await;
    let client = &setup.client;
    setup
        .server
        .fault("getCrawlStatus", Fault::reset())
        .unwrap();
    let error = client
        .request(Method::GET, format!("/crawl/{ID}"))
        .send::<Value>()
        .await
        .unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.attempts(), 2);
    assert_eq!(error.operation(), Some("GET /crawl/{id}"));

    setup.server.fault("mapUrls", Fault::reset()).unwrap();
    let error = client
        .request(Method::POST, "/map")
        .json(&json!({"url": "https://a.example"}))
        .unwrap()
        .send::<Value>()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    // It costs credits and leaves nothing behind.
    assert!(!error.is_ambiguous_start());
    assert_eq!(setup.server.coverage().calls("mapUrls"), 1);

    setup.server.fault("startAgent", Fault::reset()).unwrap();
    let error = client
        .request(Method::POST, "/agent")
        .json(&json!({"prompt": "x"}))
        .unwrap()
        .send::<Value>()
        .await
        .unwrap_err();
    assert!(error.is_ambiguous_start());
}

#[tokio::test]
async fn an_unknown_route_is_named_by_its_path() {
    let setup = Setup::new().await;
    let error = setup
        .client
        .request(Method::POST, "/brand/new?secret=1")
        .send::<Value>()
        .await
        .unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.operation(), Some("POST /brand/new"));
    assert!(!error.to_string().contains("secret"));
}

#[tokio::test]
async fn an_address_of_this_server_is_taken() {
    let setup = Setup::new().await;
    let address = format!("{}/v2/team/queue-status", setup.server.base_url());
    let answer = setup
        .client
        .request(Method::GET, address)
        .send::<Value>()
        .await
        .unwrap();
    assert_eq!(answer["success"], true);
}

#[tokio::test]
async fn nothing_is_sent_elsewhere() {
    let setup = Setup::new().await;
    let other = Setup::with(
        |server| server.keys(["fc-0therserver0therserver"]),
        |client| client.key(KEY),
    )
    .await;
    for path in [
        format!("{}/v2/team/queue-status", setup.server.base_url()),
        "/../v2/team/queue-status".to_owned(),
        "//127.0.0.1/v2/team/queue-status".to_owned(),
    ] {
        let error = other
            .client
            .request(Method::GET, path)
            .send::<Value>()
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
        assert_eq!(error.attempts(), 0);
    }
    for server in [&setup.server, &other.server] {
        assert_eq!(server.coverage().operations().count(), 0);
    }
}

#[tokio::test]
async fn an_answer_without_content_is_nothing() {
    let setup = Setup::new().await;
    setup
        .server
        .on("deleteMonitor", |_| Response::raw(204, "", Bytes::new()))
        .unwrap();
    let request = || {
        setup
            .client
            .request(Method::DELETE, format!("/monitor/{ID}"))
    };
    let answer = request().send::<Option<Value>>().await.unwrap();
    assert_eq!(answer.http_status(), 204);
    assert_eq!(answer.into_inner(), None);
    // A record without required fields can be empty, one with them cannot.
    let map = request().send::<MapResponse>().await.unwrap();
    assert_eq!(map.into_inner(), MapResponse::default());
    let error = request().send::<MapLink>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_builder_shows_no_more_than_where_it_goes() {
    let setup = Setup::new().await;
    let request = setup
        .client
        .request(Method::POST, "/brand/new")
        .query("q", "private")
        .json("private")
        .unwrap()
        .header("x", "private")
        .unwrap();
    let shown = format!("{request:?}");
    assert!(shown.contains("/brand/new"), "{shown}");
    assert!(!shown.contains("private"), "{shown}");
}

#[tokio::test]
async fn an_answer_that_is_no_json_comes_as_it_is() {
    let setup = Setup::new().await;
    let table = Bytes::from_static(b"name,price\n\xff,1\n");
    let answer = Response::raw(200, "text/csv", table.clone());
    let script = move |_: &firecrawl_local::Request| answer.clone();
    setup.server.on("getActivity", script).unwrap();
    let request = setup.client.request(Method::GET, "/team/activity");
    let reply = request.clone().send_bytes().await.unwrap();
    assert_eq!((reply.http_status().as_u16(), &*reply), (200, &table));
    assert_eq!(reply.headers()["content-type"], "text/csv");
    let missing = setup.client.request(Method::GET, "/no/such/route");
    assert!(missing.send_bytes().await.unwrap_err().is_not_found());
}
