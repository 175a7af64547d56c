//! `cargo xtask check`: each kind of finding, as text and as JSON.

use serde_json::{Value, json};
use xtask::workspace::{DOCS, NAMES};

use crate::scratch::{Outcome, Scratch};

fn report(scratch: &Scratch) -> (Outcome, Value) {
    let outcome = scratch.run(&["check", "--format", "json"]);
    let report = serde_json::from_str(&outcome.text).expect("a JSON report");
    (outcome, report)
}

/// Checks after an edit and expects a finding of a kind whose text has some words.
fn found(kind: &str, words: &str, edit: impl FnOnce(&Scratch)) {
    let scratch = Scratch::new();
    edit(&scratch);
    let before = scratch.tree();
    let (outcome, report) = report(&scratch);
    assert_eq!(outcome.result, Ok(1), "{kind}: {report:#}");
    assert_eq!(report["status"], "failed");
    let findings = report["findings"].as_array().expect("a list");
    assert!(
        findings.iter().any(|finding| finding["kind"] == kind
            && finding["text"]
                .as_str()
                .is_some_and(|text| text.contains(words))),
        "no {kind:?} with {words:?} in {findings:#?}"
    );
    assert!(scratch.tree() == before, "a check wrote something");
}

#[test]
fn a_fresh_workspace_has_no_findings() {
    let scratch = Scratch::new();
    let (outcome, report) = report(&scratch);
    assert_eq!(outcome.result, Ok(0), "{report:#}");
    assert_eq!(report["status"], "fresh");
    assert_eq!(report["findings"], json!([]));
    assert_eq!(report["stale"], json!([]));
    let text = scratch.run(&["check"]);
    assert_eq!(text.result, Ok(0));
    let end = format!(
        "fresh: {} operations, {} types\n",
        report["operations"], report["types"]
    );
    assert!(text.text.ends_with(&end), "{}", text.text);
}

#[test]
fn a_stale_file_is_in_the_report() {
    let scratch = Scratch::new();
    let file = "crates/firecrawl-api/src/generated/mod.rs";
    scratch.write(file, "");
    let (outcome, report) = report(&scratch);
    assert_eq!(outcome.result, Ok(4));
    assert_eq!(report["status"], "stale");
    assert_eq!(report["stale"], json!([{"file": file, "state": "changed"}]));
    assert_eq!(report["findings"], json!([]));
}

#[test]
fn findings_and_stale_files_stand_in_the_text() {
    let scratch = Scratch::new();
    scratch.edit(NAMES, "[types]\n", "[types]\nNothing = [\"Nowhere\"]\n");
    let outcome = scratch.run(&["check"]);
    assert_eq!(outcome.result, Ok(1));
    assert_eq!(
        outcome.text,
        "unused name: types: `Nowhere` of Nothing\nchanged: openapi/lock.toml\n\
         1 findings need a person, 1 files are stale\n"
    );
}

#[test]
fn an_unused_name_is_found() {
    found("unused name", "Nowhere.data", |scratch| {
        scratch.edit(
            NAMES,
            "[types]\n",
            "[types]\nNothing = [\"Nowhere.data\"]\n",
        );
    });
}

#[test]
fn unused_documentation_is_found() {
    found("unused documentation", "types.Nothing.doc", |scratch| {
        let docs = scratch.read(DOCS);
        scratch.write(
            DOCS,
            format!("{docs}\n[types.Nothing]\ndoc = \"Not there.\"\n"),
        );
    });
}

#[test]
fn missing_documentation_is_found() {
    found(
        "missing documentation",
        "operations.cancelAgent.parameters.jobId",
        |scratch| {
            scratch.edit(DOCS, "jobId = \"The id that `POST /agent` gave.\"\n", "");
        },
    );
}

#[test]
fn a_stale_overlay_action_is_found() {
    found("stale overlay action", "$.paths['/gone']", |scratch| {
        scratch.edit_json("openapi/overlay.json", |overlay| {
            overlay["actions"]
                .as_array_mut()
                .expect("a list")
                .push(json!({
                    "target": "$.paths['/gone']", "description": "Gone.", "update": {"get": {}}
                }));
        });
    });
}

#[test]
fn an_untagged_enum_needs_a_reason() {
    let names = Scratch::new().read(NAMES);
    let (_, section) = names.split_once("[untagged]\n").expect("the section");
    let line = section
        .lines()
        .find(|line| line.contains(" = "))
        .expect("an entry")
        .to_owned();
    let name = line.split(' ').next().expect("a name").to_owned();
    found("untagged enum without a reason", &name, |scratch| {
        scratch.edit(NAMES, &format!("{line}\n"), "");
    });
}

#[test]
fn a_multipart_operation_must_be_listed() {
    found(
        "operation that nobody writes",
        "POST /parse (parseFile)",
        |scratch| {
            let names = scratch.read(NAMES);
            let kept: Vec<&str> = names
                .lines()
                .filter(|line| !line.starts_with("parseFile ="))
                .collect();
            scratch.write(NAMES, kept.join("\n"));
        },
    );
}
