//! Requests that are prepared: their paths, queries and bodies.

use std::error::Error as _;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde_json::{Value, json};

use super::*;

static STATUS: Operation = Operation::new("getStatus", "GET", "/crawl/{id}");
static STORE: Operation = Operation::new("store", "POST", "/store");

fn root() -> Url {
    Url::parse("http://localhost:3002/a/v2/").unwrap()
}

fn status(id: &str) -> Result<Prepared<Value>, crate::Error> {
    Prepared::new(&root(), &STATUS, &[&id])
}

fn store() -> Prepared<Value> {
    Prepared::new(&root(), &STORE, &[]).unwrap()
}

fn sent(prepared: Result<Prepared<Value>, crate::Error>) -> (String, String) {
    let (request, _) = prepared.unwrap().into_parts();
    let kind = request.header(&CONTENT_TYPE);
    let body = request.body();
    (
        kind.map_or("", |kind| kind.to_str().unwrap()).to_owned(),
        String::from_utf8(body.to_vec()).unwrap(),
    )
}

#[test]
fn a_request_goes_to_its_path_below_the_root() {
    let prepared = status("a/b?c#d é").unwrap();
    assert_eq!(prepared.request().method(), Method::GET);
    assert_eq!(
        prepared.request().header(&ACCEPT).unwrap(),
        "application/json"
    );
    assert_eq!(
        prepared.request().url().as_str(),
        "http://localhost:3002/a/v2/crawl/a%2Fb%3Fc%23d%20%C3%A9"
    );
    let next = Url::parse("http://localhost:3002/a/v2/crawl/a?skip=1").unwrap();
    let prepared = prepared.at(next.clone());
    assert_eq!(*prepared.request().url(), next);
    assert_eq!(prepared.operation(), &STATUS);
    assert_eq!(
        format!("{prepared:?}"),
        "Prepared { operation: \"getStatus\", .. }"
    );
}

#[test]
fn a_path_beside_the_version_keeps_the_prefix_of_a_proxy() {
    static DISCOVER: Operation = Operation {
        beside: Some("/v2"),
        ..Operation::new("discover", "GET", "/discover/{name}")
    };
    for (root, url) in [
        (
            "http://localhost:3002/v2",
            "http://localhost:3002/discover/a%2Fb",
        ),
        (
            "http://localhost:3002/a/v2/",
            "http://localhost:3002/a/discover/a%2Fb",
        ),
        // Of a client that has another root.
        (
            "http://localhost:3002/a",
            "http://localhost:3002/a/discover/a%2Fb",
        ),
    ] {
        let root = Url::parse(root).unwrap();
        let prepared = Prepared::<Value>::new(&root, &DISCOVER, &[&"a/b"]).unwrap();
        assert_eq!(prepared.request().url().as_str(), url);
    }
}

#[test]
fn an_id_that_leads_elsewhere_is_an_error_that_names_it() {
    let error = status("..").unwrap_err();
    assert_eq!(error.operation(), Some("GET /crawl/{id}"));
    assert_eq!(
        error.message(),
        "`..` cannot be the `id` in the path of getStatus; nothing was sent"
    );
}

#[test]
fn queries_are_appended() {
    let prepared = status("7").unwrap();
    let prepared = prepared.query("limit", &Some(1_i64)).unwrap();
    let prepared = prepared.query("none", &None::<i64>).unwrap();
    let prepared = prepared
        .query("tag", &vec!["a b".to_owned(), "c".to_owned()])
        .unwrap();
    let query = prepared.request().url().query();
    assert_eq!(query, Some("limit=1&tag=a+b&tag=c"));
    let error = prepared.query("deep", &json!([[1]])).unwrap_err();
    assert_eq!(
        error.message(),
        "the query parameter `deep` of getStatus is too deeply nested; nothing was sent"
    );
}

#[test]
fn bodies_have_their_media_type() {
    let value = json!({"a": "b c", "d": 1});
    let json = sent(store().json(&value));
    assert_eq!(json, ("application/json".to_owned(), value.to_string()));
    let form = sent(store().form(&value));
    assert_eq!(
        form,
        (
            "application/x-www-form-urlencoded".to_owned(),
            "a=b+c&d=1".to_owned()
        )
    );
    let text = sent(store().body("text/plain", "hello"));
    assert_eq!(text, ("text/plain".to_owned(), "hello".to_owned()));
    assert!(store().form(&json!({"a": {"b": 1}})).is_err());
    for (style, value, expected) in [
        (None, json!({"a": ["x", "y"]}), Some("a=x&a=y")),
        (
            Some(Style::Deep),
            json!({"a": {"b": 1}, "c": 2}),
            Some("a%5Bb%5D=1&c=2"),
        ),
        (Some(Style::Deep), json!([1]), None),
    ] {
        let form = match style {
            None => store().form(&value),
            Some(style) => store().form_as(style, &value),
        };
        let text = form.ok().map(|form| sent(Ok(form)).1);
        assert_eq!(text.as_deref(), expected);
    }
}

#[test]
fn headers_are_checked() {
    let prepared = store().header("X-Trace", Some(7)).unwrap();
    let prepared = prepared.header("x-none", None::<&str>).unwrap();
    let prepared = prepared.accept_any().unwrap();
    let name = HeaderName::from_static("x-trace");
    assert_eq!(prepared.request().header(&name).unwrap(), "7");
    assert_eq!(prepared.request().headers.len(), 1);
    let error = prepared.header("x-trace", Some("a\nb")).unwrap_err();
    assert!(error.source().is_some());
}
