//! Revisions that change one of the schemas that are one generated type.

use serde_json::{Value, json};

use super::next::{RENAMING, file, follow};
use crate::scratch::{DOCS, GENERATED, Scratch, contract};

const MONITORS: &str = "crates/firecrawl-client/src/api/monitors.rs";

/// Renames `cron` at some places, and runs `update` with the renames.
fn renamed(scratch: &Scratch, places: &[&str]) -> Value {
    let mut next = contract();
    for place in places {
        let properties = &mut next.pointer_mut(place).expect(place)["properties"];
        properties["cronSpec"] = properties["cron"].take();
        properties
            .as_object_mut()
            .expect("properties")
            .remove("cron");
    }
    follow(scratch, &next, RENAMING)
}

/// Returns the code of the methods of a type.
fn methods(scratch: &Scratch, name: &str) -> String {
    let files = ["requests", "responses", "shared"];
    let texts = files.map(|file| scratch.read(&format!("{GENERATED}/types/{file}.rs")));
    let start = format!("\nimpl {name} {{\n    /// Creates");
    let found = texts.iter().find_map(|text| text.split_once(&start));
    let (_, rest) = found.expect("the methods");
    rest.split("\n}\n").next().expect("an end").to_owned()
}

const SENT: &str = "/components/schemas/MonitorSchedule";
const RECEIVED: &str = "/components/schemas/Monitor/properties/schedule";

#[test]
fn a_setter_goes_although_a_response_keeps_the_property() {
    for places in [&[SENT][..], &[SENT, RECEIVED]] {
        let scratch = Scratch::new();
        let report = renamed(&scratch, places);
        let renames = report["renames"]["list"].as_array().expect("a list");
        let [rename] = &renames[..] else {
            panic!("not one rename: {renames:#?}");
        };
        let of = |key: &str| rename[key].as_str().expect(key);
        assert_eq!(
            [of("part"), of("owner"), of("old"), of("new")],
            ["property", "MonitorSchedule", "cron", "cronSpec"]
        );
        let code = methods(&scratch, "MonitorSchedule");
        assert!(
            code.contains("fn cron_spec(") && !code.contains("fn cron("),
            "{code}"
        );
        assert!(
            scratch
                .read(DOCS)
                .contains("\ncronSpec = \"The times as a cron")
        );
        // The setter of a new value is surely the one that is renamed.
        assert!(
            scratch
                .read(MONITORS)
                .contains("MonitorSchedule::new().cron_spec(")
        );
        let needs = report["needs"]["tasks"].to_string();
        let message = "and no request declares its `cron`";
        assert_eq!(needs.contains(message), places.len() == 1, "{needs}");
        let outcome = scratch.run(&["check"]);
        assert_eq!(outcome.text.contains(message), places.len() == 1);
    }
}

#[test]
fn a_rename_is_carried_to_the_places_that_an_overlay_copies_it_to() {
    let scratch = Scratch::new();
    let mut next = contract();
    let body = "/requestBody/content/application~1json/schema/properties/webhook/properties";
    let webhook = format!("/paths/~1crawl/post{body}");
    let properties = next.pointer_mut(&webhook).expect("a webhook");
    properties["eventTypes"] = properties["events"].take();
    properties
        .as_object_mut()
        .expect("properties")
        .remove("events");
    let report = follow(&scratch, &next, RENAMING);
    let rename = &report["renames"]["list"][0];
    assert_eq!(rename["old"], json!("events"), "{}", report["renames"]);
    let methods = methods(&scratch, "Webhook");
    assert!(methods.contains("fn event_types(") && !methods.contains("fn events("));
}

#[test]
fn a_property_that_another_schema_of_the_type_leaves_optional_does_not_break() {
    let scratch = Scratch::new();
    let mut next = contract();
    let response = &mut next["components"]["schemas"]["ResearchSimilarPapersResponse"];
    let required = response["required"].as_array_mut().expect("names");
    required.retain(|name| name != "results");
    let from = file(&scratch, &next);
    let diff = scratch.run(&["diff", "vendored", &from]);
    let line = "neutral response-property-became-optional: the generated field stays as it is";
    assert!(diff.text.contains(line), "{}", diff.text);
    let update = scratch.run(&["update", "--from", &from]);
    assert!(
        update.text.contains("next.json: 0 breaking, 0 behavioral"),
        "{}",
        update.text
    );
}
