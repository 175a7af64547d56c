//! The manual work after an update, and its causes.

use serde_json::{Value, json};

use super::next::{file, next};
use crate::scratch::{DOCS, FACADE, NAMES, Scratch};

/// The items of one kind in a report.
fn items(report: &Value, kind: &str) -> Vec<String> {
    let needs = &report["needs"];
    let tasks = [&needs["tasks"], &needs["advice"]].map(|list| list.as_array().unwrap());
    let mut tasks = tasks.into_iter().flatten();
    let task = tasks.find(|task| task["kind"] == kind);
    let items = task.and_then(|task| task["items"].as_array());
    items
        .into_iter()
        .flatten()
        .map(|item| item.as_str().unwrap().to_owned())
        .collect()
}

fn report(scratch: &Scratch) -> Value {
    let from = file(scratch, &next());
    let outcome = scratch.run(&["update", "--from", &from, "--format", "json", "--dry-run"]);
    assert_eq!(outcome.result, Ok(3));
    serde_json::from_str(&outcome.text).unwrap()
}

#[test]
fn what_is_done_already_is_not_asked_for() {
    let scratch = Scratch::new();
    let before = report(&scratch);
    let missing = items(&before, "items without documentation");
    assert!(
        missing.contains(&"operations.getLighthouse.doc".to_owned()),
        "{missing:?}"
    );
    assert_eq!(
        items(&before, "operations without a facade method"),
        [
            "get_lighthouse (GET /lighthouse/{id}): `cargo xtask scaffold getLighthouse --method \
          Client::get_lighthouse --write`"
        ]
    );
    assert_eq!(
        items(&before, "facade methods whose operation is gone"),
        // What an overlay adds beside an operation goes with it.
        [
            "Team::concurrency called get_concurrency_check: \
             `cargo xtask scaffold getConcurrencyCheck --remove --write`",
            "Team::queue_status called get_queue_status: \
             `cargo xtask scaffold getQueueStatus --remove --write`"
        ]
    );

    assert_eq!(
        items(
            &before,
            "observed operations that are official in another form"
        ),
        [
            "GET /agent/threads/{threadId} (getAgentThread) is official now as \
             GET /agent/threads/{id} (getAgentThread)"
        ]
    );

    // A person does some of it, and neglects something else.
    let docs = scratch.read(DOCS);
    scratch.write(
        DOCS,
        format!("{docs}\n[operations.getLighthouse]\ndoc = \"Reads a lighthouse.\"\n"),
    );
    scratch.edit(
        NAMES,
        "[types]\n",
        "[types]\nKeeper = [\"GetLighthouseResponse.keeper\"]\nNothing = [\"Nowhere\"]\n",
    );
    scratch.edit(
        FACADE,
        "[methods]\n",
        "[methods]\ngetLighthouse = \"Client::lighthouse\"\n",
    );
    scratch.edit_json("openapi/observed.json", |overlay| {
        let actions = overlay["actions"].as_array_mut().unwrap();
        actions.push(json!({"target": "$.gone", "description": "Gone.", "update": {}}));
        let fast = |action: &Value| action["target"].as_str().unwrap().contains("fastMode");
        let at = actions.iter().position(fast).unwrap();
        actions.remove(at);
    });
    let after = report(&scratch);
    let documented = |text: &String| text != "operations.getLighthouse.doc";
    let mut expected: Vec<String> = missing.into_iter().filter(documented).collect();
    for text in &mut expected {
        *text = text.replace("GetLighthouseResponseKeeper", "Keeper");
    }
    expected.sort();
    let mut found = items(&after, "items without documentation");
    found.sort();
    assert_eq!(found, expected);
    assert!(items(&after, "operations without a facade method").is_empty());
    let named = |report: &Value| items(report, "schemas with a name by rule").len();
    assert_eq!(named(&after) + 1, named(&before));
    let official = |report: &Value| items(report, "overlay actions for what is official now").len();
    assert_eq!(official(&after) + 1, official(&before));
    // What was wrong before is only counted.
    assert_eq!(
        items(&after, "unused names"),
        items(&before, "unused names")
    );
    assert_eq!(
        items(&after, "stale overlay actions"),
        items(&before, "stale overlay actions")
    );
    assert_eq!(
        after["needs"]["before"].as_u64().unwrap(),
        before["needs"]["before"].as_u64().unwrap() + 2
    );
}
