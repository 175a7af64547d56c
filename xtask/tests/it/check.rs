//! `cargo xtask check`: each kind of finding, as text and as JSON.

use std::fs;

use serde_json::{Value, json};

use crate::scratch::{CORRECTED, DOCS, FACADE, NAMES, Outcome, Scratch};

fn report(scratch: &Scratch) -> (Outcome, Value) {
    let outcome = scratch.run(&["check", "--format", "json"]);
    let report = serde_json::from_str(&outcome.text).expect("a JSON report");
    (outcome, report)
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
    fs::remove_file(scratch.path(CORRECTED)).unwrap();
    let outcome = scratch.run(&["check"]);
    assert_eq!(outcome.result, Ok(1));
    assert_eq!(
        outcome.text,
        "unused name: types: `Nowhere` of Nothing\nmissing: crates/firecrawl-api/corrected.json\n\
         1 findings need a person, 1 files are stale\n"
    );
}

#[test]
fn a_level_of_an_unknown_rule_is_a_failure() {
    let scratch = Scratch::new();
    let level = "[diff.levels]\nnosuch = 'breaking'";
    scratch.edit("openapi/project.toml", "[diff.levels]", level);
    let text = scratch.read("openapi/project.toml");
    let line = 1 + text
        .lines()
        .position(|line| line.starts_with("nosuch"))
        .unwrap();
    assert_eq!(
        scratch.run(&["check"]).error(),
        format!(
            "openapi/project.toml:{line}: there is no rule `nosuch`; `diff --rules` lists all of them"
        )
    );
}

/// Breaks every rule of the inputs once; returns the kind of each finding with words of its text.
fn broken(scratch: &Scratch) -> Vec<(&'static str, String)> {
    let names = scratch.read(NAMES);
    let (_, section) = names.split_once("[untagged]\n").expect("the section");
    let reason = section.lines().find(|line| line.contains(" = "));
    let reason = reason.expect("an entry");
    let untagged = reason.split(' ').next().expect("a name").to_owned();
    let kept: Vec<&str> = names
        .lines()
        .filter(|line| *line != reason && !line.starts_with("parseFile ="))
        .collect();
    let kept = kept.join("\n");
    scratch.write(
        NAMES,
        kept.replace("[types]\n", "[types]\nNothing = [\"Nowhere.data\"]\n"),
    );
    let docs = scratch.read(DOCS);
    let (before, after) = docs
        .split_once("[operations.cancelAgent.parameters]\n")
        .expect("its parameters");
    let (_, after) = after
        .split_once('\n')
        .expect("the line of its only parameter");
    let docs = format!("{before}{after}");
    scratch.write(
        DOCS,
        format!("{docs}\n[types.Nothing]\ndoc = \"Not there.\"\n"),
    );
    scratch.edit(FACADE, "mapUrls = ", "drawMap = ");
    scratch.edit_json("openapi/overlay.json", |overlay| {
        let actions = overlay["actions"].as_array_mut().expect("a list");
        actions.push(json!({
            "target": "$.paths['/gone']", "description": "Gone.", "update": {"get": {}}
        }));
    });
    scratch.edit_json("openapi/observed.json", |overlay| {
        let actions = overlay["actions"].as_array_mut().expect("a list");
        actions.push(json!({
            "target": "$.paths", "description": "Mapped otherwise.",
            "update": {"/maps": {"post": {"operationId": "mapUrls", "x-observed": true}}}
        }));
    });
    vec![
        ("stale overlay action", "$.paths['/gone']".to_owned()),
        (
            "observed operation that is official",
            "POST /maps (mapUrls) is official now as POST /map (mapUrls)".to_owned(),
        ),
        ("unused name", "Nowhere.data".to_owned()),
        ("unused documentation", "types.Nothing.doc".to_owned()),
        (
            "missing documentation",
            "operations.cancelAgent.parameters.jobId".to_owned(),
        ),
        ("untagged enum without a reason", untagged),
        (
            "operation that is neither generated nor hand-written",
            "POST /parse (parseFile)".to_owned(),
        ),
        (
            "operation without a facade method",
            "map_urls (POST /map)".to_owned(),
        ),
        (
            "facade method whose operation is gone",
            "Client::map calls drawMap".to_owned(),
        ),
    ]
}

#[test]
fn each_broken_rule_is_one_finding_of_its_kind() {
    let scratch = Scratch::new();
    let expected = broken(&scratch);
    let before = scratch.tree();
    let (outcome, report) = report(&scratch);
    assert_eq!(outcome.result, Ok(1), "{report:#}");
    assert_eq!(report["status"], "failed");
    let findings = report["findings"].as_array().expect("a list");
    assert_eq!(findings.len(), expected.len(), "{findings:#?}");
    for (finding, (kind, words)) in findings.iter().zip(expected) {
        let text = finding["text"].as_str().expect("a text");
        assert_eq!(finding["kind"], kind, "{text}");
        assert!(text.contains(&words), "no {words:?} in {text:?}");
    }
    assert!(scratch.tree() == before, "a check wrote something");
}
