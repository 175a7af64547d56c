//! `cargo xtask diff`: what it prints, and how it ends.

use std::fmt::Write as _;
use std::fs;

use openapi_diff::table;
use serde_json::{Value, json};

use crate::scratch::{Scratch, repository};

/// A small contract.
fn old() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Small", "version": "1"},
        "servers": [{"url": "https://one.example"}],
        "paths": {
            "/pages": {"post": {
                "operationId": "makePage",
                "description": "Makes a page.",
                "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}},
                "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}
            }},
            "/pages/{id}": {"get": {
                "operationId": "getPage",
                "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}}}
            }}
        },
        "components": {"schemas": {"Page": {
            "type": "object",
            "required": ["url"],
            "properties": {
                "url": {"type": "string"},
                "depth": {"type": "integer", "maximum": 10, "default": 2},
                "state": {"type": "string", "enum": ["new", "done"]}
            }
        }}}
    })
}

/// The same after a few changes.
fn new() -> Value {
    let mut new = old();
    new["paths"]["/pages"]["post"]["description"] = json!("Builds a page: 100 %.");
    new["paths"]["/sites"] =
        json!({"get": {"operationId": "listSites", "responses": {"200": {"description": ""}}}});
    let page = &mut new["components"]["schemas"]["Page"];
    page["required"] = json!(["url", "owner"]);
    page["properties"]["owner"] = json!({"type": "string", "format": "uuid"});
    page["properties"]["depth"] = json!({"type": "integer", "maximum": 20, "default": 3});
    page["properties"]["state"]["enum"] = json!(["new", "ready"]);
    new
}

/// Both contracts as files of a scratch workspace.
fn files(scratch: &Scratch) -> [String; 2] {
    [("old.json", old()), ("new.json", new())].map(|(name, value)| {
        let path = scratch.outside(name);
        fs::write(&path, value.to_string()).unwrap();
        path
    })
}

#[test]
fn a_report_in_each_form() {
    let scratch = Scratch::new();
    let [old, new] = files(&scratch);
    for format in ["text", "markdown", "json", "github"] {
        let outcome = scratch.run(&["diff", &old, &new, "--format", format]);
        assert_eq!(outcome.result, Ok(3), "{format}");
        let text = outcome
            .text
            .replace(&old, "old.json")
            .replace(&new, "new.json");
        insta::with_settings!({omit_expression => true}, {
            insta::assert_snapshot!(format!("diff-{format}"), text);
        });
    }
}

#[test]
fn a_real_report() {
    let scratch = Scratch::new();
    let file = |name: &str| {
        let path = repository().join("xtask/tests/fixtures/history").join(name);
        path.to_str().unwrap().to_owned()
    };
    let (old, new) = (file("097-2026-03-20.json"), file("138-2026-06-26.json"));
    let outcome = scratch.run(&["diff", &old, &new]);
    assert_eq!(outcome.result, Ok(3));
    let text = outcome.text.replace(&old, "097").replace(&new, "138");
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("diff-history", text);
    });
    assert_eq!(
        scratch.run(&["diff", &old, &new]).text,
        outcome.text,
        "another run says something else"
    );
}

#[test]
fn the_rules_are_stable() {
    let mut text = String::new();
    for verdict in table() {
        writeln!(
            text,
            "{} {}: {}",
            verdict.class.word(),
            verdict.rule,
            verdict.reason
        )
        .unwrap();
    }
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("diff-rules", text);
    });
}

#[test]
fn the_exit_code_tells_what_was_found() {
    let scratch = Scratch::new();
    let [old, new] = files(&scratch);
    let more = scratch.outside("more.json");
    let mut additive = self::old();
    additive["paths"]["/sites"] = json!({"get": {"operationId": "listSites", "responses": {}}});
    fs::write(&more, serde_json::to_string_pretty(&additive).unwrap()).unwrap();
    for (words, code) in [
        (&["diff", &old, &old][..], 0),
        (&["diff", &old, &more], 3),
        (&["diff", &old, &more, "--fail-on", "any"], 3),
        (&["diff", &old, &more, "--fail-on", "breaking"], 0),
        (&["diff", &old, &new, "--fail-on", "breaking"], 3),
        (&["diff", "vendored", "vendored"], 0),
        (&["diff", &old, "nowhere.json"], 1),
    ] {
        assert_eq!(scratch.run(words).code(), code, "{words:?}");
    }
    fs::write(&more, "{\"openapi\": ").unwrap();
    let outcome = scratch.run(&["diff", &more, &old]);
    assert!(
        outcome.error().starts_with(&format!("{more}: not JSON")),
        "{}",
        outcome.error()
    );
    fs::write(&more, "{\"openapi\": \"3.2.0\", \"paths\": {}}").unwrap();
    let outcome = scratch.run(&["diff", &more, &old]);
    assert!(
        outcome
            .error()
            .contains("OpenAPI \"3.2.0\" is neither 3.0.x nor 3.1.x"),
        "{}",
        outcome.error()
    );
    let outcome = scratch.run(&["diff", "http://127.0.0.1:1/api.json", &old]);
    assert!(
        outcome
            .error()
            .starts_with("http://127.0.0.1:1/api.json: cannot be fetched"),
        "{}",
        outcome.error()
    );
}

#[test]
fn what_a_change_touches_here_is_told() {
    let scratch = Scratch::new();
    let next = scratch.outside("next.json");
    let mut contract = crate::scratch::contract();
    let schemas = &mut contract["components"]["schemas"];
    schemas["ScrapeOptions"]["properties"]["headers"]["maxProperties"] = json!(9);
    schemas["MonitorCheck"]["properties"]["status"]["enum"]
        .as_array_mut()
        .unwrap()
        .remove(0);
    schemas["Formats"]["items"]["oneOf"][0]["properties"]["newOne"] = json!({"type": "string"});
    contract["paths"]["/crawl"]["post"]["operationId"] = json!("startCrawl");
    fs::write(&next, contract.to_string()).unwrap();
    let outcome = scratch.run(&["diff", "vendored", &next, "--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.text).unwrap();
    let mut text = String::new();
    for change in report["changes"].as_array().unwrap() {
        writeln!(
            text,
            "{} {:#}",
            change["rule"].as_str().unwrap(),
            change["effect"]
        )
        .unwrap();
    }
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("diff-effects", text);
    });
    // Two other contracts say nothing of this repository, unless that is asked for.
    let [old, new] = files(&scratch);
    let words = ["diff", &old, &new, "--format", "json"];
    assert!(!scratch.run(&words).text.contains("\"effect\""));
    let with = [&words[..], &["--effects"]].concat();
    assert!(scratch.run(&with).text.contains("\"effect\""));
}
