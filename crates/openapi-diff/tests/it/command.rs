//! The binary: its output and its exit codes.

use std::fs;
use std::process::Command;

use serde_json::{Value, json};

fn document(maximum: u64) -> Value {
    json!({"openapi": "3.0.3", "paths": {"/a": {"get": {
        "operationId": "getA",
        "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": maximum}}],
        "responses": {}
    }}}})
}

/// Runs the binary on two documents and returns its exit code and its output.
fn run(old: &Value, new: &Value, options: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let [old, new] = [("old.json", old), ("new.json", new)].map(|(name, value)| {
        let path = folder.path().join(name);
        fs::write(&path, value.to_string()).unwrap();
        path
    });
    let output = Command::new(env!("CARGO_BIN_EXE_openapi-diff"))
        .args([old, new])
        .args(options)
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

#[test]
fn the_exit_code_tells_whether_something_changed() {
    let (old, new) = (document(10), document(20));
    assert_eq!(run(&old, &old, &[]).0, Some(0));
    let (code, text) = run(&old, &new, &[]);
    assert_eq!(code, Some(3));
    assert!(
        text.contains("getA.query.limit: maximum 10 → maximum 20"),
        "{text}"
    );
    assert_eq!(run(&old, &new, &["--fail-on", "breaking"]).0, Some(0));
    assert_eq!(run(&new, &old, &["--fail-on", "breaking"]).0, Some(3));
}

#[test]
fn each_format_is_printed() {
    let (old, new) = (document(10), document(20));
    let json = run(&old, &new, &["--format", "json"]).1;
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["additive"], 1);
    assert!(
        run(&old, &new, &["--format", "markdown"])
            .1
            .starts_with("## Contract")
    );
    assert!(
        run(&old, &new, &["--format", "github"])
            .1
            .starts_with("::warning file=")
    );
}

#[test]
fn a_file_that_is_not_a_contract_is_an_error() {
    let (code, text) = run(&document(10), &json!([]), &[]);
    assert_eq!(code, Some(1));
    assert!(text.contains("new.json: the top level is a list"), "{text}");
}
