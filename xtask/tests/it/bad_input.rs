//! Contracts that cannot be generated: one error with the place and the remedy, and no file touched.

use std::fs;

use serde_json::{Value, json};

use crate::scratch::Scratch;

/// A file whose content is broken as a whole: its bytes, and words of the error.
const FILES: &[(&str, &[u8], &str)] = &[
    ("empty", b"", "the file is empty"),
    ("not JSON", b"{\"openapi\": ", "line 1"),
    (
        "YAML with a key twice",
        b"openapi: 3.0.3\npaths: {}\npaths: {}\n",
        "/paths: duplicate key `paths` in line 3",
    ),
    (
        "not UTF-8",
        b"{\"openapi\": \"\xff\"}",
        "not UTF-8 from byte 14 on",
    ),
    ("a list", b"[]", "the top level is a list"),
    (
        "Swagger",
        br#"{"swagger": "2.0", "paths": {}}"#,
        "/swagger: this is Swagger",
    ),
    (
        "OpenAPI 3.2",
        br#"{"openapi": "3.2.0", "paths": {}}"#,
        "/openapi: OpenAPI \"3.2.0\"",
    ),
    ("no version", br#"{"paths": {}}"#, "no `openapi` version"),
    (
        "no paths",
        br#"{"openapi": "3.0.3", "info": {}}"#,
        "no `paths`",
    ),
    (
        "a key twice",
        br#"{"openapi": "3.0.3", "paths": {"/a": {}, "/a": {}}}"#,
        "/paths/~1a: duplicate key",
    ),
];

#[test]
fn files_that_are_no_contract() {
    let scratch = Scratch::new();
    let before = scratch.tree();
    for (what, bytes, words) in FILES {
        let file = scratch.outside("contract.json");
        fs::write(&file, bytes).unwrap();
        refused(&scratch, &file, what, words);
    }
    refused(
        &scratch,
        &scratch.outside("nowhere.json"),
        "a missing file",
        "there is no such file",
    );
    refused(
        &scratch,
        &scratch.outside(""),
        "a directory",
        "this is a directory",
    );
    let large = scratch.outside("large.json");
    fs::File::create(&large)
        .and_then(|file| file.set_len(100_000_000))
        .unwrap();
    refused(
        &scratch,
        &large,
        "100 MB",
        "100000000 bytes are more than the limit of 20 MB",
    );
    assert!(scratch.tree() == before, "a file of the workspace changed");
}

/// A contract with what the edits change; each is tried several times, so it is small.
fn small() -> Value {
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let content = |name: &str| json!({"application/json": {"schema": reference(name)}});
    let operation = |id: &str, request: &str, response: &str| {
        json!({"post": {
            "operationId": id,
            "requestBody": {"required": true, "content": content(request)},
            "responses": {"200": {"description": "", "content": content(response)}}
        }})
    };
    let url =
        json!({"type": "object", "required": ["url"], "properties": {"url": {"type": "string"}}});
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Pages", "version": "1"},
        "servers": [{"url": "https://pages.example"}],
        "paths": {
            "/scrape": operation("scrape", "Request", "Page"),
            "/crawl": operation("crawlUrls", "Request", "CrawlResponse")
        },
        "components": {"schemas": {
            "Request": url,
            "Page": {"type": "object", "properties": {"text": {"type": "string"}}},
            "CrawlResponse": {"type": "object", "properties": {"id": {"type": "string"}}}
        }}
    })
}

/// A single edit of the contract: what it is, the edit, and words of the error.
type Break = (&'static str, fn(&mut Value), &'static str);

const SCRAPE: &str = "/paths/~1scrape/post";

/// The part of the scrape operation at a pointer.
fn scrape<'a>(contract: &'a mut Value, pointer: &str) -> &'a mut Value {
    contract
        .pointer_mut(&format!("{SCRAPE}{pointer}"))
        .expect("the place")
}

fn schema(contract: &mut Value, name: &str, schema: Value) {
    contract["components"]["schemas"][name] = schema;
}

/// The breaks that leave no doubt about a request, and are warnings without `--lenient` too.
const TAKEN: [&str; 7] = [
    "no operationId",
    "two bodies",
    "an operationId without a letter",
    "an unknown media type",
    "a JSON body without a schema",
    "a JSON answer without a schema",
    "two parameters that become one argument",
];

const BREAKS: &[Break] = &[
    (
        "a dangling reference",
        |c| {
            *scrape(c, "/requestBody/content/application~1json/schema") =
                json!({"$ref": "#/components/schemas/Gone"})
        },
        "/paths/~1scrape/post/requestBody/content/application~1json/schema",
    ),
    (
        "a reference into another file",
        |c| {
            *scrape(c, "/requestBody/content/application~1json/schema") =
                json!({"$ref": "other.json#/A"})
        },
        "/paths/~1scrape/post/requestBody/content/application~1json/schema",
    ),
    (
        "an operationId twice",
        |c| *scrape(c, "/operationId") = json!("crawlUrls"),
        "crawlUrls",
    ),
    (
        "no operationId",
        |c| {
            scrape(c, "")
                .as_object_mut()
                .expect("an object")
                .remove("operationId");
        },
        "/paths/~1scrape/post: ",
    ),
    (
        "an operationId without a letter",
        |c| *scrape(c, "/operationId") = json!("!!"),
        "/paths/~1scrape/post/operationId",
    ),
    (
        "an unknown media type",
        |c| {
            *scrape(c, "/requestBody/content") =
                json!({"application/xml": {"schema": {"type": "string"}}})
        },
        "/paths/~1scrape/post/requestBody/content",
    ),
    (
        "parts of a schema of two kinds",
        |c| {
            c["components"]["schemas"]["CrawlResponse"]["properties"]["x"] =
                json!({"allOf": [{"type": "string"}, {"type": "integer"}]})
        },
        "/components/schemas/CrawlResponse/properties/x/allOf/1",
    ),
    (
        "two bodies",
        |c| scrape(c, "/requestBody/content")["text/plain"] = json!({"schema": {"type": "string"}}),
        "/paths/~1scrape/post/requestBody/content",
    ),
    (
        "no body in a body",
        |c| *scrape(c, "/requestBody/content") = json!({}),
        "/paths/~1scrape/post/requestBody/content",
    ),
    (
        "a JSON body without a schema",
        |c| *scrape(c, "/requestBody/content") = json!({"application/json": {}}),
        "/paths/~1scrape/post/requestBody/content/application~1json",
    ),
    (
        "a JSON answer without a schema",
        |c| *scrape(c, "/responses/200/content") = json!({"application/json": {}}),
        "/paths/~1scrape/post/responses/200/content/application~1json",
    ),
    (
        "no responses",
        |c| {
            scrape(c, "")
                .as_object_mut()
                .expect("an object")
                .remove("responses");
        },
        "/paths/~1scrape/post",
    ),
    (
        "a status that is none",
        |c| scrape(c, "/responses")["2000"] = json!({"description": ""}),
        "/paths/~1scrape/post/responses/2000",
    ),
    (
        "an answer without a description",
        |c| {
            scrape(c, "/responses/200")
                .as_object_mut()
                .expect("an object")
                .remove("description");
        },
        "/paths/~1scrape/post/responses/200",
    ),
    (
        "a path without its slash",
        |c| {
            c["paths"]["crawl"] =
                json!({"get": {"operationId": "x", "responses": {"200": {"description": ""}}}})
        },
        "/paths/crawl",
    ),
    (
        "a path parameter that is not declared",
        |c| {
            c["paths"]["/x/{id}"] =
                json!({"get": {"operationId": "x", "responses": {"200": {"description": ""}}}})
        },
        "/paths/~1x~1{id}",
    ),
    (
        "two parameters that become one argument",
        |c| {
            c["paths"]["/x/{id}"] = json!({"get": {"operationId": "x", "responses": {"200": {"description": ""}}, "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "id", "in": "query", "schema": {"type": "string"}}
            ]}})
        },
        "/paths/~1x~1{id}/get/parameters",
    ),
    (
        "a parameter in a cookie",
        |c| {
            scrape(c, "")["parameters"] =
                json!([{"name": "a", "in": "cookie", "schema": {"type": "string"}}])
        },
        "/paths/~1scrape/post/parameters/0/in",
    ),
    (
        "a function that the client has itself",
        |c| *scrape(c, "/operationId") = json!("new"),
        "/paths/~1scrape/post/operationId",
    ),
    (
        "a loop of references",
        |c| {
            schema(c, "LoopA", json!({"$ref": "#/components/schemas/LoopB"}));
            schema(c, "LoopB", json!({"$ref": "#/components/schemas/LoopA"}));
        },
        "/components/schemas/Loop",
    ),
    (
        "an allOf of itself",
        |c| {
            schema(
                c,
                "Ring",
                json!({"allOf": [{"$ref": "#/components/schemas/Ring"}]}),
            )
        },
        "/components/schemas/Ring",
    ),
    (
        "an unknown type",
        |c| schema(c, "Odd", json!({"type": "text"})),
        "/components/schemas/Odd/type",
    ),
    (
        "bounds that nothing fits",
        |c| {
            schema(
                c,
                "Odd",
                json!({"type": "string", "minLength": 5, "maxLength": 1}),
            )
        },
        "/components/schemas/Odd/minLength",
    ),
    (
        "properties that are a list",
        |c| schema(c, "Odd", json!({"type": "object", "properties": []})),
        "/components/schemas/Odd/properties",
    ),
];

#[test]
fn one_edit_breaks_the_contract() {
    let scratch = Scratch::new();
    let before = scratch.tree();
    let whole = small();
    let file = scratch.outside("contract.json");
    for (what, change, words) in BREAKS {
        let mut broken = whole.clone();
        change(&mut broken);
        fs::write(&file, broken.to_string()).unwrap();
        refused(&scratch, &file, what, words);
    }
    assert!(scratch.tree() == before, "a file of the workspace changed");
}

#[test]
fn a_broken_contract_of_the_workspace_changes_nothing() {
    let scratch = Scratch::new();
    scratch.edit(crate::scratch::CONTRACT, "\"paths\"", "\"path\"");
    let before = scratch.tree();
    for command in ["generate", "check", "list"] {
        let outcome = scratch.run(&[command]);
        assert_eq!(outcome.code(), 1);
        assert!(
            outcome.error().starts_with(crate::scratch::CONTRACT),
            "{outcome:?}"
        );
    }
    assert!(scratch.tree() == before, "a file changed");
}

/// Expects one error, on one line, with the file, the words and a remedy.
fn refused(scratch: &Scratch, file: &str, what: &str, words: &str) {
    let out = scratch.outside("out");
    let call = ["generate", "--contract", file, "--out", &out, "--lenient"];
    let mut outcome = scratch.run(&call);
    if outcome.code() == 0 {
        // Forgiven with a warning, and only where that is asked for.
        assert!(outcome.text.contains("\nwarning: "), "{what}: {outcome:?}");
        fs::remove_dir_all(&out).unwrap();
        outcome = scratch.run(&call[..5]);
        if TAKEN.contains(&what) {
            assert_eq!(outcome.code(), 0, "{what}: {outcome:?}");
            assert!(outcome.text.contains("\nwarning: "), "{what}: {outcome:?}");
            return fs::remove_dir_all(&out).unwrap();
        }
        assert_eq!(outcome.code(), 1, "{what}: {outcome:?}");
        assert!(!fs::exists(&out).unwrap(), "{what} wrote something");
        return;
    }
    assert_eq!(outcome.code(), 1, "{what}: {outcome:?}");
    let error = outcome.error();
    assert!(
        error.starts_with(&format!("{file}: ")),
        "{what} names no file: {error}"
    );
    assert!(error.contains(words), "{what}: no {words:?} in: {error}");
    assert!(error.contains("; "), "{what} says no remedy: {error}");
    assert_eq!(error.lines().count(), 1, "{what}: {error}");
    assert!(!fs::exists(&out).unwrap(), "{what} wrote something");
}
