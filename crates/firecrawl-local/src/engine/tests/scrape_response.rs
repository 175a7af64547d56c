//! The operations as the core calls them.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use serde_json::{Value, json};

use super::site::{Site, body, request, state};
use crate::request::Request;
use crate::response::{Body, Response};
use crate::routes::handle;
use crate::server::read_form;
use crate::state::ServerState;

fn status_call(id: &str) -> Request {
    let mut status = request("getScrapeStatus", Value::Null);
    status.path.insert("jobId".to_owned(), id.to_owned());
    status
}

fn scrape_id(response: &Response) -> String {
    let id = body(response)["data"]["metadata"]["scrapeId"].clone();
    id.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_repeated_scrape_differs_in_its_id_only() {
    let (site, state) = (Site::start().await, state());
    let request = request(
        "scrapeAndExtractFromUrl",
        json!({"url": site.url("/").as_str()}),
    );
    let mut responses = Vec::new();
    for _ in 0..4 {
        responses.push(handle(&state, &request).await.unwrap());
    }
    assert_eq!(site.hits(), 1);
    let ids: std::collections::HashSet<_> = responses.iter().map(scrape_id).collect();
    assert_eq!(ids.len(), 4);
    let without_id = |response: &Response| {
        let mut body = body(response);
        body["data"]["metadata"]
            .as_object_mut()
            .unwrap()
            .remove("scrapeId");
        body
    };
    assert_eq!(without_id(&responses[1]), without_id(&responses[3]));
    assert_eq!(
        without_id(&responses[3])["data"]["metadata"]["cacheState"],
        "hit"
    );
    assert!(matches!(responses[3].body, Body::Serialized(_)));
    // Each of them can be read again.
    for response in &responses {
        let again = handle(&state, &status_call(&scrape_id(response)))
            .await
            .unwrap();
        assert_eq!(body(&again), body(response));
    }
}

#[tokio::test]
async fn a_prepared_answer_gives_way_to_a_newer_page() {
    let (site, state) = (Site::start().await, state());
    let url = site.url("/count").to_string();
    let markdown = async |body_of: Value| {
        let response = handle(&state, &request("scrapeAndExtractFromUrl", body_of))
            .await
            .unwrap();
        body(&response)["data"]["markdown"].clone()
    };
    for _ in 0..3 {
        assert_eq!(markdown(json!({"url": url})).await, "visit 0");
    }
    assert_eq!(markdown(json!({"url": url, "maxAge": 0})).await, "visit 1");
    assert_eq!(markdown(json!({"url": url})).await, "visit 1");
}

#[tokio::test]
async fn failures_are_answered_as_the_service_does() {
    let (site, state) = (Site::start().await, state());
    let dns = request(
        "scrapeAndExtractFromUrl",
        json!({"url": "http://nowhere.invalid"}),
    );
    let dns = handle(&state, &dns).await.unwrap();
    assert_eq!(dns.status, 200);
    let keys: Vec<_> = body(&dns).as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["success", "code", "error"]);
    assert_eq!(body(&dns)["success"], false);
    let slow = json!({"url": site.url("/slow").as_str(), "timeout": 30});
    let slow = handle(&state, &request("scrapeAndExtractFromUrl", slow))
        .await
        .unwrap();
    assert_eq!(slow.status, 408);
    assert_eq!(
        body(&slow),
        json!({"success": false, "code": "SCRAPE_TIMEOUT", "error": "Scrape timed out"})
    );
    let bad = request("scrapeAndExtractFromUrl", json!({"url": "mailto://"}));
    assert_eq!(handle(&state, &bad).await.unwrap().status, 400);
    let unknown = status_call("11111111-1111-4111-8111-111111111111");
    assert_eq!(handle(&state, &unknown).await.unwrap().status, 404);
}

#[tokio::test]
async fn the_address_stands_as_the_user_wrote_it() {
    let (site, state) = (Site::start().await, state());
    let written = format!("{}/plain", site.address);
    let response = handle(
        &state,
        &request("scrapeAndExtractFromUrl", json!({"url": written})),
    )
    .await
    .unwrap();
    let metadata = body(&response)["data"]["metadata"].clone();
    assert_eq!(metadata["sourceURL"], written);
    assert_eq!(metadata["url"], site.url("/plain").as_str());
}

fn form(parts: &[(&str, Option<&str>, &str)]) -> (HeaderMap, Bytes) {
    let mut text = String::new();
    for (name, file, content) in parts {
        let file = file.map_or(String::new(), |file| format!("; filename=\"{file}\""));
        text.push_str(&format!(
            "--cut\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{content}\r\n"
        ));
    }
    text.push_str("--cut--\r\n");
    let content_type = "multipart/form-data; boundary=cut".parse().unwrap();
    (
        HeaderMap::from_iter([(CONTENT_TYPE, content_type)]),
        text.into(),
    )
}

/// Reads, validates and handles a form as the server does.
async fn send(state: &Arc<ServerState>, (headers, bytes): (HeaderMap, Bytes)) -> Response {
    let (fields, file) = match read_form(&headers, &bytes).await {
        Ok(form) => form,
        Err(response) => return *response,
    };
    let mut request = request("parseFile", Value::Null);
    match request.operation.check_body(fields) {
        Ok(body) => request.body = body,
        Err(issues) => return Response::bad_request(issues),
    }
    request.file = file;
    handle(state, &request).await.unwrap()
}

async fn upload(state: &Arc<ServerState>, parts: &[(&str, Option<&str>, &str)]) -> Response {
    send(state, form(parts)).await
}

#[tokio::test]
async fn uploads_become_documents() {
    let state = state();
    let page = "<title>T</title><main><h1>H</h1></main><footer>f</footer>";
    let options = "{\"formats\":[\"markdown\",\"rawHtml\"],\"onlyMainContent\":false}";
    let parts = [("options", None, options), ("file", Some("p.html"), page)];
    let response = upload(&state, &parts).await;
    let data = body(&response)["data"].clone();
    assert_eq!(data["markdown"], "H\n=\n\nf");
    assert_eq!(data["rawHtml"], page);
    assert_eq!(data["metadata"]["title"], "T");
    assert_eq!(data["metadata"]["sourceURL"], "file:///p.html");
    let response = upload(&state, &[("file", Some("n.md"), "# N")]).await;
    assert_eq!(body(&response)["data"]["markdown"], "# N");
}

#[tokio::test]
async fn broken_uploads_are_refused() {
    let state = state();
    let pdf = upload(&state, &[("file", Some("p.pdf"), "%PDF")]).await;
    assert_eq!(body(&pdf)["code"], "SCRAPE_UNSUPPORTED_FILE_ERROR");
    for parts in [
        &[("options", None, "{}")][..],
        &[("file", None, "x")],
        &[("file", Some("a.txt"), "x"), ("options", None, "{")],
        &[("file", Some("a.txt"), "x"), ("other", None, "x")],
    ] {
        let response = upload(&state, parts).await;
        assert_eq!(response.status, 400, "{parts:?}");
        let code = body(&response)["code"].clone();
        assert!(code.as_str().unwrap().starts_with("BAD_REQUEST"));
    }
    let (headers, bytes) = form(&[("file", Some("a.txt"), "x")]);
    let cut = bytes.slice(..bytes.len() - 12);
    assert_eq!(send(&state, (headers, cut.clone())).await.status, 400);
    assert_eq!(send(&state, (HeaderMap::new(), cut)).await.status, 400);
}

#[tokio::test]
async fn parse_formats_name_what_is_available() {
    let response = handle(&state(), &request("getParseFormats", Value::Null))
        .await
        .unwrap();
    let formats = body(&response)["data"]["formats"].clone();
    let available = |name: &str| {
        let formats = formats.as_array().unwrap();
        let format = formats.iter().find(|format| format["format"] == name);
        format.unwrap()["available"].clone()
    };
    assert_eq!(available("html"), true);
    assert_eq!(available("pdf"), false);
}
