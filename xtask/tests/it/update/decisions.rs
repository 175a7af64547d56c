//! Changes beneath overlay actions, and the decisions of a project about changes.

use serde_json::{Value, json};

use super::next::file;
use crate::scratch::{Scratch, contract};

const OVERLAY: &str = "openapi/overlay.json";
const ACCEPTED: &str = "openapi/accepted.toml";
const ITEMS: &str = "/components/schemas/CrawlStatusResponseObj/properties/data/items";

fn run(scratch: &Scratch, words: &[&str]) -> String {
    scratch.run(words).text
}

/// The vendored contract with another type at a place.
fn changed(place: &str, schema: Value) -> Value {
    let mut next = contract();
    *next.pointer_mut(place).expect(place) = schema;
    next
}

#[test]
fn a_change_beneath_an_action_is_found_until_a_person_has_looked() {
    let scratch = Scratch::new();
    // The items are replaced by those of a scrape.
    let from = file(&scratch, &changed(ITEMS, json!({"type": "integer"})));
    let diff = run(&scratch, &["diff", "vendored", &from]);
    assert!(
        diff.contains("      hidden by openapi/overlay.json#/actions/"),
        "{diff}"
    );

    let report = run(&scratch, &["update", "--from", &from, "--format", "json"]);
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let tasks = report["needs"]["tasks"].as_array().expect("a list");
    let kind = "overlay actions over a change of the contract";
    let task = tasks.iter().find(|task| task["kind"] == kind);
    let items = task.expect("a task")["items"].as_array().expect("a list");
    let [Value::String(item)] = &items[..] else {
        panic!("not one item: {items:?}");
    };
    let words = format!("object → integer (response-type-changed at {ITEMS})");
    assert!(item.ends_with(&words), "{item}");
    assert!(item.starts_with("openapi/overlay.json#/actions/"), "{item}");

    let finding = format!("overlay action over a change of the contract: {item}");
    let check = run(&scratch, &["check"]);
    assert!(check.contains(&finding), "{check}");
    scratch.edit_json(OVERLAY, |overlay| {
        for action in overlay["actions"].as_array_mut().expect("actions") {
            action
                .as_object_mut()
                .expect("an action")
                .remove("x-changed");
        }
    });
    let check = run(&scratch, &["check"]);
    assert!(!check.contains(&finding), "{check}");
}

#[test]
fn a_change_beside_the_actions_is_not_hidden() {
    let scratch = Scratch::new();
    let before = scratch.read(OVERLAY);
    let place = "/components/schemas/MonitorCreateRequest/properties/retentionDays";
    let from = file(&scratch, &changed(place, json!({"type": "string"})));
    let report = run(&scratch, &["update", "--from", &from]);
    assert!(
        report.contains("MonitorCreateRequest.retentionDays: integer → string"),
        "{report}"
    );
    assert!(!report.contains("hidden by"), "{report}");
    assert_eq!(scratch.read(OVERLAY), before);
}

#[test]
fn accepted_changes_count_for_update_as_for_diff() {
    let scratch = Scratch::new();
    let place = "/components/schemas/MonitorCreateRequest/properties/retentionDays";
    let from = file(&scratch, &changed(place, json!({"type": "string"})));
    scratch.write(
        ACCEPTED,
        "[[accepted]]\nrule = \"request-type-changed\"\nplace = \"MonitorCreateRequest.retentionDays\"\n\
         reason = \"it was text\"\nuntil = \"2030-12-31\"\n",
    );
    let update = |today: &str| {
        let words = ["update", "--from", &from, "--dry-run", "--today", today];
        run(&scratch, &words)
    };
    let text = update("2030-12-31");
    assert!(
        text.contains(": this breaks callers of the generated code: 0 breaking"),
        "{text}"
    );
    assert!(text.contains("until 2030-12-31: it was text"), "{text}");
    let text = update("2031-01-01");
    assert!(text.contains(": this breaks clients: 1 breaking"), "{text}");
    assert!(text.contains("was accepted until 2030-12-31"), "{text}");

    scratch.edit(ACCEPTED, "2030-12-31", "2020-12-31");
    let check = run(&scratch, &["check"]);
    assert!(check.contains("was accepted until 2020-12-31"), "{check}");
}
