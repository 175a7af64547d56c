//! Every event of the contract is read without loss, also where it deviates.

use contract_testing::canonical::{Nulls, canonical, difference};
use contract_testing::coverage::cover;
use contract_testing::findings::Findings;
use contract_testing::instances::Generator;
use contract_testing::mutations::{all, mutate};
use contract_testing::schema::Schema;
use firecrawl_webhooks::{CONTRACT, Event, Verifier};
use http::HeaderMap;
use serde_json::{Value, json};

/// Random instances of each event.
const INSTANCES: usize = 200;

/// Random instances of each event for each kind of change.
const CHANGED: usize = 40;

struct Case {
    name: String,
    kind: String,
    schema: Schema,
}

/// The events of the contract, of which only the type is required, with any outcome.
fn cases() -> Vec<Case> {
    let document: Value = serde_json::from_str(CONTRACT).unwrap();
    let mut cases = Vec::new();
    for (name, item) in document["x-webhooks"].as_object().unwrap() {
        let schema = &item["post"]["requestBody"]["content"]["application/json"]["schema"];
        let reference = schema["$ref"].as_str().unwrap();
        let mut schema = document.pointer(&reference[1..]).unwrap().clone();
        let kind = schema["properties"]["type"]["enum"][0].as_str().unwrap();
        let kind = kind.to_owned();
        schema["required"] = json!(["type"]);
        schema["properties"]["success"] = json!({"type": "boolean"});
        cases.push(Case {
            schema: Schema::compile(&document, name, &schema),
            name: name.clone(),
            kind,
        });
    }
    assert_eq!(cases.len(), 16);
    cases
}

fn check(case: &Case, changed: &str, value: &Value, findings: &mut Findings) {
    let event = Verifier::unsigned().verify(&HeaderMap::new(), value.to_string());
    let form = |value| canonical(&case.schema, value, Nulls::AreAbsent);
    let what = match event {
        Err(error) => Some(error.to_string()),
        Ok(Event::Unknown(_)) => Some("it is not known".to_owned()),
        Ok(event) if event.event_type() != case.kind => Some(format!("it is {event:?}")),
        Ok(event) => difference(&form(value), &form(&event.to_json())),
    };
    if let Some(what) = what {
        findings.add(format!("{} {changed}", case.name).trim_end(), &what, value);
    }
}

#[test]
fn every_event_is_read_without_loss() {
    let mut findings = Findings::default();
    for case in cases() {
        let mut generator = Generator::new(&case.name);
        for value in cover(&case.schema, &mut generator) {
            check(&case, "", &value, &mut findings);
        }
        for _ in 0..INSTANCES {
            let value = generator.instance(&case.schema);
            check(&case, "", &value, &mut findings);
        }
    }
    findings.finish();
}

#[test]
fn every_changed_event_is_read_without_loss() {
    let mut findings = Findings::default();
    for case in cases() {
        for (what, changes) in all() {
            let mut generator = Generator::new(&format!("{} {what}", case.name));
            for _ in 0..CHANGED {
                let mut value = generator.instance(&case.schema);
                mutate(&case.schema, &mut value, changes, &mut generator);
                value["type"] = json!(case.kind);
                check(&case, what, &value, &mut findings);
            }
        }
    }
    findings.finish();
}

#[test]
fn every_field_can_be_anything() {
    let mut findings = Findings::default();
    for case in cases() {
        for field in ["success", "id", "webhookId", "data", "metadata", "error"] {
            for value in [
                json!(7),
                json!("x"),
                json!(true),
                json!([[1]]),
                json!({"a": 1}),
            ] {
                let event = json!({"type": case.kind, field: value});
                check(&case, field, &event, &mut findings);
            }
        }
    }
    findings.finish();
}
