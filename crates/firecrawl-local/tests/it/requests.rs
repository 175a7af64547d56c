//! The error responses to invalid requests, as recorded.

use axum::http::StatusCode;
use firecrawl_local::{LocalServer, Response};
use serde_json::{Value, json};

const PAGE: &str = "http://site.test:13080/docs/1";

async fn server() -> LocalServer {
    let server = LocalServer::builder().start().await.unwrap();
    answer_scrapes(&server);
    server
}

fn answer_scrapes(server: &LocalServer) {
    let stub = |_: &firecrawl_local::Request| Response::ok(json!({"success": true}));
    server.on("scrapeAndExtractFromUrl", stub).unwrap();
}

async fn scrape(
    server: &LocalServer,
    headers: &[(&str, &str)],
    body: impl Into<reqwest::Body>,
) -> (u16, Value) {
    let mut request = reqwest::Client::new().post(format!("{}/v2/scrape", server.base_url()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = request.body(body).send().await.unwrap();
    let status = response.status().as_u16();
    let kind = response.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(kind, "application/json; charset=utf-8");
    (
        status,
        serde_json::from_str(&response.text().await.unwrap()).unwrap(),
    )
}

const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn malformed_json_comes_before_the_key() {
    let server = LocalServer::builder().keys(["fc-1"]).start().await.unwrap();
    for text in ["{", "\"x\"", "7"] {
        let (status, body) =
            scrape(&server, &[JSON, ("authorization", "Bearer wrong")], text).await;
        assert_eq!(status, 400);
        assert_eq!(
            body,
            json!({"success": false, "code": "BAD_REQUEST_INVALID_JSON", "error": "Bad request, malformed JSON"})
        );
    }
    let (status, _) = scrape(
        &server,
        &[JSON, ("authorization", "Bearer wrong")],
        "{\"bogus\":1}",
    )
    .await;
    assert_eq!(status, 401, "the key comes before the schema");
}

#[tokio::test]
async fn keys() {
    let server = LocalServer::builder()
        .keys(["fc-1", "fc-2"])
        .start()
        .await
        .unwrap();
    answer_scrapes(&server);
    let body = json!({"url": PAGE}).to_string();
    for (header, status, error) in [
        (None, 200, None),
        (Some("Bearer fc-1"), 200, None),
        (Some("bearer fc-2"), 200, None),
        (
            Some("Bearer fc-3"),
            401,
            Some("Unauthorized: Invalid token"),
        ),
        (
            Some("Bearer  fc-1"),
            401,
            Some("Unauthorized: Token missing"),
        ),
        (Some(""), 401, Some("Unauthorized: Token missing")),
    ] {
        let mut headers = vec![JSON];
        headers.extend(header.map(|header| ("authorization", header)));
        let (got, response) = scrape(&server, &headers, body.clone()).await;
        assert_eq!(got, status, "{header:?}");
        if let Some(error) = error {
            assert_eq!(response, json!({"success": false, "error": error}));
        }
    }
    let response = reqwest::get(format!("{}/v2/crawl/active", server.base_url()))
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "not keyless");
}

#[tokio::test]
async fn bodies_of_other_kinds() {
    let server = server().await;
    let good = json!({"url": PAGE}).to_string();
    let (status, body) = scrape(&server, &[("content-type", "text/plain")], good.clone()).await;
    assert_eq!(status, 400);
    assert_eq!(
        body,
        json!({
            "success": false, "code": "BAD_REQUEST", "error": "Bad Request",
            "details": [{
                "code": "custom",
                "message": "URL must have a valid top-level domain or be a valid path",
                "path": ["url"],
            }],
        })
    );
    for headers in [
        [
            ("content-type", "application/json; charset=latin9x"),
            ("x-a", "b"),
        ],
        [JSON, ("content-encoding", "bogus")],
    ] {
        let (status, body) = scrape(&server, &headers, good.clone()).await;
        assert_eq!((status, &body["code"]), (500, &json!("UNKNOWN_ERROR")));
    }
    let large = json!({"url": PAGE, "headers": {"x": "a".repeat(11 * 1024 * 1024)}}).to_string();
    let (status, body) = scrape(&server, &[JSON], large).await;
    assert_eq!((status, &body["code"]), (500, &json!("UNKNOWN_ERROR")));
    let allowed = json!({"url": PAGE, "headers": {"x": "a".repeat(9 * 1024 * 1024)}}).to_string();
    assert_eq!(scrape(&server, &[JSON], allowed).await.0, 200);
}

#[tokio::test]
async fn everything_wrong_with_a_body_is_told() {
    let server = server().await;
    let body = json!({"url": PAGE, "timeout": null, "location": {"bogus": 1}}).to_string();
    let (status, response) = scrape(&server, &[JSON], body).await;
    assert_eq!(status, 400);
    assert_eq!(response["details"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn paths_and_queries() {
    let server = server().await;
    let get = async |path: &str| {
        let response = reqwest::get(format!("{}{path}", server.base_url()))
            .await
            .unwrap();
        let status = response.status().as_u16();
        let kind = response.headers()["content-type"]
            .to_str()
            .unwrap()
            .to_owned();
        (status, kind, response.text().await.unwrap())
    };
    let (status, kind, page) = get("/v2/agent/1/nope").await;
    assert_eq!((status, kind.as_str()), (404, "text/html; charset=utf-8"));
    assert_eq!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n\
         </head>\n<body>\n<pre>Cannot GET /v2/agent/1/nope</pre>\n</body>\n</html>\n"
    );
    assert_eq!(get("/v2/scrape").await.0, 404, "no such method");
    assert_eq!(get("/v1/crawl/active").await.0, 404);
    assert!(get("/v2/a'b&c").await.2.contains("/v2/a&#39;b&amp;c"));
    assert_eq!(get("/").await.0, 200);
    assert_eq!(get("/v2/crawl/%E0%A4%A").await.0, 500);
    let (status, _, body) = get("/v2/crawl/nope").await;
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(status, 400);
    assert_eq!(body["details"][0]["path"], json!(["id"]));
    let (status, _, body) = get("/v2/team/activity?limit=1000&endpoint=x").await;
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(status, 400);
    assert_eq!(body["details"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn uploads() {
    let server = LocalServer::builder().start().await.unwrap();
    let stub = |call: &firecrawl_local::Request| Response::ok(call.body.clone());
    server.on("POST /parse", stub).unwrap();
    let post = async |kind: &str, form: String| {
        let client = reqwest::Client::new();
        let request = client.post(format!("{}/v2/parse", server.base_url()));
        let response = request
            .header("content-type", kind)
            .body(form)
            .send()
            .await
            .unwrap();
        let status = response.status().as_u16();
        (
            status,
            serde_json::from_str::<Value>(&response.text().await.unwrap()).unwrap(),
        )
    };
    let form = |options: &str| {
        format!(
            "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.html\"\r\n\r\n<p>\r\n\
             --x\r\ncontent-disposition: form-data; name=\"options\"\r\n\r\n{options}\r\n--x--\r\n"
        )
    };
    let kind = "multipart/form-data; boundary=x";
    let (status, body) = post(kind, form("{\"formats\":[\"markdown\"]}")).await;
    assert_eq!(
        (status, body),
        (
            200,
            json!({"file": "a.html", "options": {"formats": ["markdown"]}})
        )
    );
    let (status, body) = post(kind, form("{\"bogus\":1}")).await;
    assert_eq!(
        (status, &body["details"][0]["path"]),
        (400, &json!(["options"]))
    );
    assert_eq!(
        post(kind, form("{")).await.1["code"],
        "BAD_REQUEST_INVALID_JSON"
    );
    let (status, body) = post(kind, "--x--\r\n".to_owned()).await;
    assert_eq!(
        (status, &body["details"][0]["path"]),
        (400, &json!(["file"]))
    );
    assert_eq!(post("application/json", "{}".to_owned()).await.0, 400);
}

#[tokio::test]
async fn no_copy_of_a_key_is_recorded() {
    let server = server().await;
    let copies = [
        ("authorization", "Bearer fc-first"),
        ("authorization", "Bearer fc-second"),
        ("sec-websocket-protocol", "fc-third"),
        ("sec-websocket-protocol", "fc-fourth"),
        ("x-firecrawl-keyless-secret", "fc-fifth"),
    ];
    scrape(&server, &[&[JSON][..], &copies].concat(), "{}").await;
    let requests = server.requests();
    assert!(!format!("{requests:?}").contains("fc-"), "{requests:?}");
    for (name, _) in copies {
        let mut kept = requests[0].headers.get_all(name).iter();
        assert!(kept.all(|value| value == "redacted"), "{name}");
    }
    let bearers = requests[0].headers.get_all("authorization");
    assert_eq!(bearers.iter().count(), 2);
}

#[test]
fn settings_are_shown_without_secrets() {
    let builder = LocalServer::builder()
        .keys(["fc-distinctive-key"])
        .webhook_secret("distinctive-secret");
    let shown = format!("{builder:?} {builder:#?}");
    assert!(!shown.contains("distinctive"), "{shown}");
    assert!(shown.contains("keys: Some(1)"), "{shown}");
}
