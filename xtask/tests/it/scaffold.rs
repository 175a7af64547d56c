//! `cargo xtask scaffold`: a new method, its rows and its request.

use serde_json::json;

use crate::scratch::{CONTRACT, FACADE, Scratch};

const FILES: [&str; 4] = [
    "crates/firecrawl-client/src/api/monitors.rs",
    FACADE,
    "crates/firecrawl-client/tests/it/drift/table.rs",
    "crates/firecrawl-client/tests/it/drift/typical_requests.rs",
];

/// A workspace whose contract has an operation without a method.
fn scratch() -> Scratch {
    let scratch = Scratch::new();
    scratch.edit_json(CONTRACT, |contract| {
        contract["paths"]["/monitor/{monitorId}/mute"] = json!({"post": {
            "operationId": "muteMonitor",
            "parameters": [{"name": "monitorId", "in": "path", "required": true, "schema": {"type": "string"}}],
            "requestBody": {"required": true, "content": {"application/json": {"schema": {
                "type": "object", "required": ["hours"],
                "properties": {"hours": {"type": "integer"}, "reason": {"type": "string"}}
            }}}},
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
                "type": "object", "properties": {"until": {"type": "string"}}
            }}}}}
        }});
    });
    scratch
}

#[test]
fn a_method_comes_with_everything_that_belongs_to_it() {
    let scratch = scratch();
    let before = scratch.tree();
    let words = ["scaffold", "muteMonitor", "--method", "Monitors::mute"];
    let printed = scratch.run(&words);
    assert_eq!(printed.result, Ok(0));
    assert!(scratch.tree() == before, "printing wrote something");
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("scaffold", printed.text);
    });

    let written = scratch.run(&[&words[..], &["--write"]].concat());
    assert_eq!(written.result, Ok(0), "{}", written.text);
    for file in FILES {
        assert!(
            written.text.contains(&format!("updated {file}\n")),
            "{file}"
        );
        let text = scratch.read(file);
        if file.ends_with(".rs") {
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        }
        let addition = printed.text.split(&format!("{file}:\n")).nth(1).unwrap();
        let line = addition.lines().find(|line| !line.is_empty()).unwrap();
        assert!(text.contains(line), "{file} has no {line:?}");
    }
    let check = scratch.run(&["check"]).text;
    for words in [
        "Describe what it does: `POST /monitor/{monitorId}/mute`.",
        "Describe when it fails.",
    ] {
        let open = check.lines().find(|line| line.ends_with(words));
        let open = open.unwrap_or_else(|| panic!("no {words} in {check}"));
        let place = format!("facade method without documentation: {}:", FILES[0]);
        assert!(open.starts_with(&place), "{open}");
    }
    let again = scratch.run(&words);
    assert_eq!(
        again.error(),
        "muteMonitor: Monitors::mute calls it already"
    );
}

#[test]
fn the_nearest_operation_shows_the_group() {
    let printed = scratch().run(&["scaffold", "mute_monitor"]);
    assert!(
        printed
            .text
            .contains("muteMonitor = \"Monitors::mute_monitor\"\n"),
        "{}",
        printed.text
    );
}

#[test]
fn what_cannot_be_scaffolded_is_named() {
    let scratch = scratch();
    for (words, message) in [
        (
            &["scaffold", "noSuchOperation"][..],
            "there is no such operation",
        ),
        (&["scaffold", "mapUrls"], "Client::map calls it already"),
        (
            &["scaffold", "muteMonitor", "--method", "Unknown::mute"],
            "no group of methods has this name",
        ),
    ] {
        let outcome = scratch.run(words);
        assert!(outcome.error().contains(message), "{}", outcome.error());
    }
}
