//! `cargo xtask list`.

use serde_json::Value;

use crate::scratch::{FACADE, Scratch};

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
fn a_broken_list_of_methods_is_named() {
    let scratch = Scratch::new();
    scratch.write(FACADE, "[methods]\nmapUrls = 1\n");
    let error = scratch.run(&["list"]).error().to_owned();
    assert!(
        error.starts_with("openapi/facade.toml: not a list of facade methods: "),
        "{error}"
    );
}
