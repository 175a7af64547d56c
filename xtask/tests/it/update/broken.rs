//! The lines of hand-written code that an update lists.

use serde_json::{Value, json};

use super::next::follow;
use crate::scratch::{Scratch, contract};

const BODY: &str = "/requestBody/content/application~1json/schema";
const REQUESTS: &str = "crates/firecrawl-client/tests/it/drift/typical_requests.rs";
const TEAM: &str = "crates/firecrawl-client/src/api/team.rs";

/// Updates a workspace; returns the lines of hand-written code that are listed.
fn listed(scratch: &Scratch, next: &Value) -> Vec<String> {
    let report = follow(scratch, next, &["--dry-run"]);
    let broken = report["broken"].as_array().expect("a list");
    let of = |one: &Value, key: &str| one[key].as_str().expect(key).to_owned();
    let line = |one: &Value| format!("{}: {}", of(one, "file"), of(one, "reason"));
    broken.iter().map(line).collect()
}

#[test]
fn calls_of_a_constructor_with_another_argument_are_listed() {
    let scratch = Scratch::new();
    let mut next = contract();
    let map = next.pointer_mut(&format!("/paths/~1map/post{BODY}"));
    let map = map.expect("a request");
    map["properties"]["depth"] = json!({"type": "integer"});
    let required = map["required"].as_array_mut().expect("names");
    required.push(json!("depth"));
    let listed = listed(&scratch, &next);
    let start = format!("{REQUESTS}: MapRequest::new takes other arguments: ");
    let found = listed.iter().filter(|line| line.starts_with(&start));
    assert_eq!(found.count(), 1, "{listed:#?}");
}

#[test]
fn lists_without_a_new_value_or_operation_are_listed() {
    let scratch = Scratch::new();
    scratch.write(
        TEAM,
        scratch.read(TEAM)
            + "\nconst STATES: [&str; 4] = [\"scraping\", \"completed\", \"failed\", \"cancelled\"];\n",
    );
    let mut next = contract();
    let agent = "/paths/~1agent~1{jobId}/get/responses/200/content/application~1json/schema";
    let status = next.pointer_mut(&format!("{agent}/properties/status/enum"));
    let status = status.and_then(Value::as_array_mut);
    status.expect("values").push(json!("queued"));
    let listed = listed(&scratch, &next);
    let line = format!("{TEAM}: JobState has a new value: \"queued\", and others are listed here");
    assert!(listed.contains(&line), "{listed:#?}");
}

#[test]
fn bodies_that_are_made_by_hand_are_listed() {
    let scratch = Scratch::new();
    let (routes, usage) = (
        "crates/firecrawl-client/src/api/routes.rs",
        "crates/firecrawl-client/src/api/usage.rs",
    );
    let arms = "match id {\n    \"getTokenUsage\" => usage::tokens(team),\n    \
                \"getCreditUsage\" => usage::credits(team),\n}\n";
    scratch.write(routes, arms);
    scratch.write(usage, "json!({\n    \"planCredits\": 1000,\n})\n");
    let requests = "crates/firecrawl-client/tests/it/requests.rs";
    let calls = "post(\"mapUrls\", json!({\"url\": a}));\n";
    scratch.write(requests, calls);
    let mut next = contract();
    let usages = "/paths/~1team~1credit-usage/get/responses/200/content/application~1json/schema";
    let data = next.pointer_mut(&format!("{usages}/properties/data/properties/planCredits"));
    *data.expect("a field") = json!({"type": "string"});
    let map = next.pointer_mut(&format!("/paths/~1map/post{BODY}"));
    let map = map.expect("a request");
    map["properties"]["depth"] = json!({"type": "integer"});
    map["required"]
        .as_array_mut()
        .expect("names")
        .push(json!("depth"));
    let listed = listed(&scratch, &next);
    for line in [
        format!(
            "{routes}: the response of getCreditUsage is another one, and its handler is here: \
             getCreditUsage.response(200).data.planCredits"
        ),
        format!("{usage}: planCredits of the response of getCreditUsage is another one"),
        format!("{requests}: depth is required in a request of mapUrls"),
    ] {
        assert!(listed.contains(&line), "no {line} in {listed:#?}");
    }
    let others = listed.iter().filter(|line| line.contains("getTokenUsage"));
    assert_eq!(others.count(), 0, "{listed:#?}");
}
