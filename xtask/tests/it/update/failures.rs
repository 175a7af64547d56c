//! Whatever fails in an update leaves everything as it was.

use std::fs;

use crate::scratch::{CONTRACT, GENERATED, LOCK};
use serde_json::json;

use super::next::{file, next};
use super::server::{Server, answer};
use crate::scratch::{Scratch, contract};

/// Runs an update that has to fail, and gives its error.
fn failing(scratch: &Scratch, words: &[&str]) -> String {
    let before = scratch.tree();
    let outcome = scratch.run(&[&["update"], words].concat());
    assert_eq!(outcome.code(), 1, "{words:?}");
    assert!(scratch.tree() == before, "{words:?} wrote something");
    assert_eq!(outcome.text, "", "{words:?} printed something");
    outcome.error().to_owned()
}

#[test]
fn what_is_no_contract_is_refused() {
    let scratch = Scratch::new();
    let path = scratch.outside("next.json");
    for (text, shown) in [
        ("", "the file is empty"),
        ("{\"openapi\": ", "not JSON: EOF while parsing"),
        (
            "<!DOCTYPE html><title>Sign in</title>",
            "this is a page or XML, not JSON; check the address",
        ),
        ("openapi: [3.0.0\n", "not YAML: "),
        (
            "{\"openapi\": \"3.2.0\", \"paths\": {}}",
            "is neither 3.0.x nor 3.1.x",
        ),
        ("{\"message\": \"not found\"}", "no `openapi` version"),
    ] {
        fs::write(&path, text).unwrap();
        let error = failing(&scratch, &["--from", &path]);
        assert!(error.starts_with(&format!("{path}: ")), "{error}");
        assert!(error.contains(shown), "{error}");
    }
    let error = failing(&scratch, &["--from", &scratch.outside("nowhere.json")]);
    assert!(
        error.ends_with("there is no such file; check the path"),
        "{error}"
    );
    let error = failing(
        &scratch,
        &["--from", "ftp://user:secret@example.com/v2.json"],
    );
    assert_eq!(
        error,
        "ftp://example.com/v2.json: only files and addresses of http and https are read; save the \
         contract and name the file"
    );
    fs::write(&path, "# Names.\n[a]\nb = \"c\"\n").unwrap();
    let error = failing(&scratch, &["--from", &path]);
    assert!(error.starts_with(&format!("{path}: not YAML: ")), "{error}");
    let error = failing(&scratch, &["--from", &scratch.outside("")]);
    assert!(error.contains("this is a directory"), "{error}");
}

#[test]
fn what_an_address_does_not_give_is_told() {
    let scratch = Scratch::new();
    let huge = vec![b' '; 20_000_001];
    let slow = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".to_vec();
    for (reply, shown) in [
        (
            answer("404 Not Found", &[], "gone"),
            "the server responded with 404; check the address",
        ),
        (
            answer("500 Internal Server Error", &[], "{}"),
            "the server responded with 500",
        ),
        (
            answer("200 OK", &["Content-Type: text/html"], "<html></html>"),
            "this is a page or XML, not JSON",
        ),
        (
            answer("200 OK", &[], huge),
            "the response is larger than the limit of 20000000 bytes",
        ),
        (slow, "no complete response within 200ms"),
        // The request did not ask whether it was modified.
        (
            answer("304 Not Modified", &[], ""),
            "the server responded with 304",
        ),
    ] {
        let server = Server::answering([reply]);
        let time = if shown.contains("200ms") { "0.2" } else { "60" };
        let words = ["--from", &server.address, "--timeout", time];
        let error = failing(&scratch, &words);
        assert!(error.starts_with(&server.address), "{error}");
        assert!(error.contains(shown), "{error}");
    }
}

#[test]
fn a_contract_that_cannot_be_generated_from_is_refused() {
    let scratch = Scratch::new();
    let before = scratch.tree();
    let mut next = contract();
    next["paths"]["/again"] = json!({"get": {
        "operationId": "again", "responses": {"200": {"description": "", "content": {"application/json": {
            "schema": {"$ref": "#/components/schemas/Nowhere"}
        }}}}
    }});
    let from = file(&scratch, &next);
    let outcome = scratch.run(&["update", "--from", &from]);
    assert_eq!(outcome.code(), 1);
    insta::with_settings!({omit_expression => true}, {
        let text = format!("{}---\n{}\n", outcome.text, outcome.error());
        insta::assert_snapshot!("update-refused", text.replace(&from, "next.json"));
    });

    // What changed is reported all the same, also into a file.
    let report = scratch.outside("report.md");
    let outcome = scratch.run(&["update", "--from", &from, "--report", &report]);
    assert_eq!(outcome.code(), 1);
    let text = fs::read_to_string(&report).unwrap();
    assert!(text.contains("Nowhere"), "{text}");
    assert!(text.contains("### Additive"), "{text}");
    let report = scratch.outside("report.json");
    scratch.run(&["update", "--from", &from, "--report", &report]);
    let text = fs::read_to_string(&report).unwrap();
    assert!(
        text.contains("\"status\": \"refused\",\n  \"error\": "),
        "{text}"
    );
    assert!(scratch.tree() == before, "something was written");
}

#[test]
fn inputs_that_cannot_be_read_are_told() {
    for (name, text, shown) in [
        (LOCK, "contract = 1", "not a lock file"),
        ("openapi/names.toml", "[", "openapi/names.toml: "),
        (
            "openapi/overlay.json",
            "{",
            "openapi/overlay.json: not JSON",
        ),
        (
            "openapi/facade.toml",
            "methods = 1",
            "facade.toml: not a list of facade methods",
        ),
        (
            "openapi/project.toml",
            "",
            "project.toml: not a description of a project: ",
        ),
        (CONTRACT, "{}", "openapi/v2-openapi.json: "),
    ] {
        let scratch = Scratch::new();
        scratch.write(name, text);
        let error = failing(&scratch, &["--from", &file(&scratch, &next())]);
        assert!(error.contains(shown), "{error}");
    }
}

#[test]
fn what_cannot_be_written_changes_nothing() {
    let scratch = Scratch::new();
    let from = file(&scratch, &next());
    let client = format!("{GENERATED}/client.rs");
    let rights = fs::metadata(scratch.path(&client)).unwrap().permissions();
    let mut fixed = rights.clone();
    fixed.set_readonly(true);

    fs::set_permissions(scratch.path(&client), fixed).unwrap();
    let error = failing(&scratch, &["--from", &from]);
    assert!(
        error.starts_with(&format!("{client}: is read-only; ")),
        "{error}"
    );
    fs::set_permissions(scratch.path(&client), rights).unwrap();

    // A file stands where the folder of the report is to be.
    let report = format!("{from}/report.md");
    let error = failing(&scratch, &["--from", &from, "--report", &report]);
    assert!(
        error.starts_with(&format!("{report}: cannot be ")),
        "{error}"
    );
}

#[test]
fn a_report_does_not_replace_an_input() {
    let scratch = Scratch::new();
    let from = file(&scratch, &next());
    let report = scratch.path("openapi/docs.toml");
    let report = report.to_str().unwrap();
    let error = failing(&scratch, &["--from", &from, "--report", report]);
    assert!(
        error.contains("the report would replace a file of the project"),
        "{error}"
    );
}
