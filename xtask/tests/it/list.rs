//! `cargo xtask list`.

use serde_json::Value;

use crate::scratch::Scratch;

#[test]
fn the_operations_as_text() {
    let outcome = Scratch::new().run(&["list"]);
    assert_eq!(outcome.result, Ok(0));
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("list", outcome.text);
    });
}

#[test]
fn the_operations_as_json() {
    let scratch = Scratch::new();
    let outcome = scratch.run(&["list", "--format", "json"]);
    assert_eq!(outcome.result, Ok(0));
    let list: Vec<Value> = serde_json::from_str(&outcome.text).unwrap();
    let text = scratch.run(&["list"]).text;
    assert_eq!(
        list.len() + 2,
        text.lines().count(),
        "a head, a row each, and the sum"
    );
    let of = |id: &str| list.iter().find(|entry| entry["id"] == id).unwrap();
    let shown = ["scrapeAndExtractFromUrl", "parseFile", "searchGov"]
        .map(|id| serde_json::to_string_pretty(of(id)).unwrap())
        .join("\n");
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("one-of-each-kind", shown);
    });
}

#[test]
fn no_operation_is_called_by_two_methods() {
    let outcome = Scratch::new().run(&["list", "--format", "json"]);
    let list: Vec<Value> = serde_json::from_str(&outcome.text).unwrap();
    let methods = |entry: &Value| entry["facade"].as_array().unwrap().len();
    assert!(list.iter().any(|entry| methods(entry) == 1));
    for entry in &list {
        assert!(methods(entry) < 2, "{entry}");
    }
}

#[test]
fn a_facade_that_is_no_rust_is_named() {
    let scratch = Scratch::new();
    scratch.write("crates/firecrawl-client/src/client.rs", "fn (");
    let error = scratch.run(&["list"]).error().to_owned();
    insta::assert_snapshot!(error, @"crates/firecrawl-client/src/client.rs: is no Rust that can be read: cannot parse string into token stream; make `cargo check -p firecrawl-client` pass first");
}
