//! The levels, the accepted changes and the list of rules.

use std::fs;

use serde_json::{Value, json};

use crate::scratch::{Scratch, repository};

fn with(default: u64, size: &str) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Small", "version": "1"},
        "paths": {"/pages": {"get": {
            "operationId": "listPages",
            "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer", "default": default}}],
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
                "type": "object", "properties": {"size": {"type": size}}
            }}}}}
        }}}
    })
}

/// A workspace with two contracts that differ in a default and in a type.
fn scratch() -> (Scratch, [String; 2]) {
    let scratch = Scratch::new();
    let files = [
        ("old.json", with(1, "integer")),
        ("new.json", with(2, "string")),
    ]
    .map(|(name, value)| {
        let path = scratch.outside(name);
        fs::write(&path, value.to_string()).unwrap();
        path
    });
    (scratch, files)
}

const ACCEPTED: &str = r#"
[[accepted]]
rule = "response-type-changed"
place = "listPages.response(200).size"
direction = "response"
reason = "it has always been text"
until = "2030-12-31"
"#;

#[test]
fn each_class_can_fail() {
    let (scratch, [old, new]) = scratch();
    let level = ["--level", "response-type-changed=neutral"];
    for (fail_on, code) in [
        ("breaking", 0),
        ("behavioral", 3),
        ("behavior", 3),
        ("additive", 3),
        ("any", 3),
    ] {
        let words = ["diff", &old, &new, "--fail-on", fail_on, level[0], level[1]];
        assert_eq!(scratch.run(&words).code(), code, "{fail_on}");
    }
    let ignored = [
        "diff",
        &old,
        &new,
        "--level",
        "response-type-changed=ignore",
        "--level",
        "request-default-changed=ignore",
    ];
    let outcome = scratch.run(&ignored);
    assert_eq!(outcome.code(), 0, "{}", outcome.text);
}

#[test]
fn the_code_of_both_contracts_tells_what_the_contracts_do_not() {
    let scratch = Scratch::new();
    let file = |name: &str, is_read_only: bool| {
        let mut id = json!({"type": "string"});
        if is_read_only {
            id["readOnly"] = json!(true);
        }
        let owner = json!({"type": "object", "properties": {"id": id}});
        let body = json!({"type": "object", "properties": {"owner": owner}});
        let mut contract = with(1, "integer");
        contract["paths"]["/pages"]["post"] = json!({
            "operationId": "makePage",
            "requestBody": {"required": true, "content": {"application/json": {"schema": body}}},
            "responses": {"204": {"description": ""}}
        });
        let path = scratch.outside(name);
        fs::write(&path, contract.to_string()).unwrap();
        path
    };
    // Without a field that can be sent, the owner is a map.
    let (old, new) = (file("old.json", true), file("new.json", false));
    let outcome = scratch.run(&["diff", &old, &new, "--fail-on", "breaking"]);
    assert_eq!(outcome.code(), 3, "{}", outcome.text);
    for part in [
        "breaking generated-code-changed",
        "owner",
        "additive request-read-only-removed",
    ] {
        assert!(outcome.text.contains(part), "{part}: {}", outcome.text);
    }
}

#[test]
fn code_that_differs_inside_alone_is_told_and_names_of_arguments_are_not() {
    let scratch = Scratch::new();
    let file = |name: &str, path: &str, media: &str| {
        let mut contract = with(1, "integer");
        let parameter = path.trim_matches(['{', '}']);
        contract["paths"][format!("/words/{path}")]["get"] = json!({
            "operationId": "readWord",
            "parameters": [{"name": parameter, "in": "path", "required": true, "schema": {"type": "string"}}],
            "responses": {"200": {"description": "", "content": {media: {"schema": {"type": "object"}}}}}
        });
        let path = scratch.outside(name);
        fs::write(&path, contract.to_string()).unwrap();
        path
    };
    let plain = file("plain.json", "{word}", "application/json");
    let renamed = file("renamed.json", "{term}", "application/json");
    let outcome = scratch.run(&["diff", &plain, &renamed]);
    assert!(
        outcome
            .text
            .contains("0 breaking, 0 behavioral, 0 additive, 1 neutral"),
        "{}",
        outcome.text
    );
    // The generator takes it for a body of any kind, and asks for one.
    let spelled = file("spelled.json", "{word}", "Application/JSON");
    let outcome = scratch.run(&["diff", &plain, &spelled]);
    assert!(
        outcome
            .text
            .contains("behavioral generated-code-changed: the code differs inside"),
        "{}",
        outcome.text
    );
}

#[test]
fn files_beside_a_contract_are_followed() {
    let scratch = Scratch::new();
    let file = |name: &str, size: &str| {
        let whole = with(1, size);
        let item = scratch.outside(&format!("item-{name}"));
        fs::write(item, whole["paths"]["/pages"].to_string()).unwrap();
        let mut contract = whole.clone();
        contract["paths"]["/pages"] = json!({"$ref": format!("./item-{name}")});
        let path = scratch.outside(name);
        fs::write(&path, contract.to_string()).unwrap();
        path
    };
    let (old, new) = (file("old.json", "integer"), file("new.json", "string"));
    let outcome = scratch.run(&["diff", &old, &new]);
    assert_eq!(outcome.code(), 3, "{}", outcome.text);
    assert!(
        outcome.text.contains("breaking response-type-changed"),
        "{}",
        outcome.text
    );
    fs::remove_file(scratch.outside("item-new.json")).unwrap();
    let outcome = scratch.run(&["diff", &old, &new]);
    assert!(
        outcome
            .error()
            .contains("`./item-new.json` leads to a file that does not exist"),
        "{}",
        outcome.text
    );
}

#[test]
fn levels_of_the_project_count() {
    let (scratch, [old, new]) = scratch();
    scratch.edit(
        "openapi/project.toml",
        "[diff.levels]",
        "[diff.levels]\nresponse-type-changed = 'additive'",
    );
    let outcome = scratch.run(&["diff", &old, &new, "--fail-on", "breaking"]);
    assert_eq!(outcome.code(), 0, "{}", outcome.text);
    assert!(
        outcome.text.contains("additive response-type-changed"),
        "{}",
        outcome.text
    );
    scratch.edit(
        "openapi/project.toml",
        "response-type-changed = 'additive'",
        "response-typ-changed = 'additive'",
    );
    let error = scratch.run(&["diff", &old, &new]).error().to_owned();
    assert!(
        error.contains("there is no rule `response-typ-changed`"),
        "{error}"
    );
    assert!(
        error.contains("the nearest is `response-type-changed`"),
        "{error}"
    );
}

#[test]
fn accepted_changes_are_shown_apart() {
    let (scratch, [old, new]) = scratch();
    let file = scratch.outside("accepted.toml");
    fs::write(&file, ACCEPTED).unwrap();
    let run = |today: &str, format: &str| {
        scratch.run(&[
            "diff",
            &old,
            &new,
            "--accept",
            &file,
            "--today",
            today,
            "--format",
            format,
            "--fail-on",
            "breaking",
        ])
    };
    let outcome = run("2030-12-31", "text");
    assert_eq!(outcome.code(), 0, "{}", outcome.text);
    let line = "accepted by the project\n  listPages.response(200).size: integer → string, response-type-changed, until 2030-12-31: it has always been text\n";
    assert!(outcome.text.contains(line), "{}", outcome.text);
    assert!(
        outcome.text.contains("0 breaking, 1 behavioral"),
        "{}",
        outcome.text
    );
    let report: Value = serde_json::from_str(&run("2030-12-31", "json").text).unwrap();
    assert_eq!(report["accepted"][0]["reason"], "it has always been text");
    assert!(
        run("2030-12-31", "markdown")
            .text
            .contains("### Accepted by the project")
    );
    assert!(
        run("2030-12-31", "github")
            .text
            .contains("title=accepted::")
    );
    // Afterwards it counts again.
    let outcome = run("2031-01-01", "text");
    assert_eq!(outcome.code(), 3);
    let note = "accepted.toml:3: response-type-changed at listPages.response(200).size was accepted until 2030-12-31";
    assert!(outcome.text.contains(note), "{}", outcome.text);
    let outcome = scratch.run(&[
        "diff",
        &old,
        &old,
        "--accept",
        &file,
        "--today",
        "2030-01-01",
    ]);
    assert_eq!(outcome.code(), 0);
    assert!(
        outcome.text.contains("matches no change"),
        "{}",
        outcome.text
    );
}

#[test]
fn entries_that_cannot_hold_are_errors_with_their_line() {
    let (scratch, [old, new]) = scratch();
    let file = scratch.outside("accepted.toml");
    for (from, to, line, message) in [
        (
            "reason = \"it has always been text\"\n",
            "",
            "accepted.toml:2",
            "an accepted change without `reason`",
        ),
        (
            "it has always been text",
            " ",
            "accepted.toml:6",
            "without a reason",
        ),
        (
            "2030-12-31",
            "2030-02-31",
            "accepted.toml:7",
            "`2030-02-31` is not a date",
        ),
        (
            "response-type-changed",
            "response-typ-changed",
            "accepted.toml:3",
            "the nearest is `response-type-changed`",
        ),
        (
            "until = \"2030-12-31\"\n",
            "",
            "accepted.toml:2: an accepted change without `until`",
            "add `until = \"2030-01-31\"`",
        ),
        (
            "direction = \"response\"",
            "direction = \"up\"",
            "line 5",
            "unknown variant `up`",
        ),
    ] {
        fs::write(&file, ACCEPTED.replace(from, to)).unwrap();
        let outcome = scratch.run(&["diff", &old, &new, "--accept", &file]);
        let error = outcome.error();
        assert!(error.contains(line), "{line}: {error}");
        assert!(error.contains(message), "{message}: {error}");
    }
}

#[test]
fn the_page_of_the_rules_is_fresh() {
    let scratch = Scratch::new();
    let page = fs::read_to_string(repository().join("docs/diff-rules.md")).unwrap();
    let written = scratch
        .run(&["diff", "--rules", "--format", "markdown"])
        .text;
    assert_eq!(
        page, written,
        "run `cargo xtask diff --rules --format markdown > docs/diff-rules.md`"
    );
    let rules: Value =
        serde_json::from_str(&scratch.run(&["diff", "--rules", "--format", "json"]).text).unwrap();
    let rules = rules.as_array().unwrap();
    let text = scratch.run(&["diff", "--rules"]).text;
    assert_eq!(text.lines().count(), rules.len());
    assert!(rules.iter().all(|rule| rule["reason"].is_string()));
}
