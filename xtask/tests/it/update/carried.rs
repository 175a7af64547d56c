//! Setters, flags, names and overlay actions that follow a revision by themselves.

use serde_json::{Value, json};

use super::made_up::rename;
use super::next::{RENAMING, follow};
use crate::scratch::{NAMES, Scratch, contract};

const FACTS: &str = "openapi/facts.json";
const RETIRED: &str = "openapi/retired.toml";
const TESTS: &str = "crates/firecrawl-client/tests/it";

/// Returns the findings of `check` without those about documentation.
fn found(scratch: &Scratch) -> Vec<Value> {
    let outcome = scratch.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.text).expect("JSON");
    let mut found = report["findings"].as_array().expect("a list").clone();
    found.retain(|one| one["kind"] != "missing documentation");
    found
}

#[test]
fn setters_flags_and_recordings_follow_a_renamed_duration() {
    let scratch = Scratch::new();
    let (calls, recorded) = (
        format!("{TESTS}/calls.rs"),
        format!("{TESTS}/recorded.json"),
    );
    let others = format!("{TESTS}/others.rs");
    scratch.write(&others, "fn run() { receiver.wait_for(is_done) }\n");
    let text = "fn run() {\n    let page = ScrapeRequest::new(\"a\").wait_for(SECOND);\n    \
                call(&[\"--wait-for\", \"--wait-for-all\", \"waitFor\"]);\n}\n";
    scratch.write(&calls, text);
    scratch.write(&recorded, "{\"waitFor\": 0, \"text\": \"to waitFor it\"}\n");
    let mut next = contract();
    let options = &mut next["components"]["schemas"]["ScrapeOptions"]["properties"];
    rename(options, "waitFor", "pauseFirst");
    follow(&scratch, &next, RENAMING);
    let text = text.replace("wait_for(", "pause_first(");
    let text = text.replace("--wait-for\"", "--pause-first\"");
    assert_eq!(scratch.read(&calls), text.replace("waitFor", "pauseFirst"));
    let kept = "fn run() { receiver.wait_for(is_done) }\n";
    assert_eq!(scratch.read(&others), kept, "of another type");
    assert_eq!(
        scratch.read(&recorded),
        "{\"pauseFirst\": 0, \"text\": \"to waitFor it\"}\n"
    );
}

#[test]
fn names_and_overlay_actions_follow_a_schema_that_became_a_component() {
    let scratch = Scratch::new();
    let mut next = contract();
    let schemas = &mut next["components"]["schemas"];
    let items = &mut schemas["MapResponse"]["properties"]["links"]["items"];
    let link = std::mem::replace(items, json!({"$ref": "#/components/schemas/FoundPage"}));
    schemas["FoundPage"] = link;
    let report = follow(&scratch, &next, RENAMING);
    assert_eq!(
        report["breaking"], 0,
        "the type has its name: {}",
        report["changes"]
    );
    assert!(scratch.read(NAMES).contains("MapLink = [\"FoundPage\"]"));
    let target = "$.components.schemas['FoundPage'].properties['title','description']";
    assert!(scratch.read(FACTS).contains(target));
    assert_eq!(found(&scratch), [] as [Value; 0]);
}

#[test]
fn a_fact_that_nothing_can_be_generated_with_is_moved() {
    let scratch = Scratch::new();
    let mut next = contract();
    let schema = "/paths/~1team~1queue-status/get/responses/200/content/application~1json/schema";
    let schema = next.pointer_mut(schema).expect("a response");
    let mut properties = schema["properties"].take();
    let success = properties
        .as_object_mut()
        .expect("fields")
        .remove("success");
    let data = json!({"type": "object", "properties": properties});
    schema["properties"] = json!({"success": success, "data": data});
    let report = follow(&scratch, &next, &[]);
    let moved = report["retired-actions"].as_array().expect("a list");
    let [action] = &moved[..] else {
        panic!("{moved:#?}");
    };
    let reason = action["reason"].as_str().expect("a reason");
    assert!(
        reason.contains("`x-envelope` of getQueueStatus"),
        "{reason}"
    );
    assert!(
        reason.ends_with("($.paths['/team/queue-status'].get)"),
        "{reason}"
    );
    assert!(scratch.read(RETIRED).contains("error-unless"));
    assert_eq!(found(&scratch), [] as [Value; 0]);
}

#[test]
fn a_path_parameter_is_renamed_where_requests_are_read() {
    let scratch = Scratch::new();
    let handlers = format!("{TESTS}/handlers.rs");
    scratch.write(&handlers, "fn id() { request.path_param(\"monitorId\") }\n");
    let text = contract().to_string();
    let text = text.replace("{monitorId}", "{watchId}");
    let mut next: Value = serde_json::from_str(&text).expect("JSON");
    next["components"]["parameters"]["MonitorId"]["name"] = json!("watchId");
    let report = follow(&scratch, &next, RENAMING);
    assert_eq!(
        scratch.read(&handlers),
        "fn id() { request.path_param(\"watchId\") }\n"
    );
    let renames = report["renames"]["list"].as_array().expect("a list");
    let parameters = renames.iter().filter(|one| one["part"] == "parameter");
    assert_eq!(parameters.count(), 1, "one for all its paths");
}
