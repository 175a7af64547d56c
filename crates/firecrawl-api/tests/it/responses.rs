//! Responses: every response can be read, and nothing of it is lost.

use serde_json::Value;

use super::contract::{Case, responses};
use contract_testing::canonical::{Nulls, canonical, difference};
use contract_testing::coverage::cover;
use contract_testing::findings::Findings;
use contract_testing::instances::Generator;
use contract_testing::mutations::{all, mutate};

/// Random instances of each response.
const INSTANCES: usize = 300;

/// Random instances of each response for each kind of change.
const CHANGED: usize = 40;

#[test]
fn every_valid_answer_is_read_without_loss() {
    let mut findings = Findings::default();
    for case in responses() {
        let mut generator = Generator::new(&case.place);
        for value in cover(case.schema, &mut generator) {
            check(&case, "", &value, &mut findings);
        }
        for _ in 0..INSTANCES {
            let value = generator.instance(case.schema);
            check(&case, "", &value, &mut findings);
        }
    }
    findings.finish();
}

#[test]
fn every_changed_answer_is_read_without_loss() {
    let mut findings = Findings::default();
    for case in responses() {
        for (what, changes) in all() {
            let mut generator = Generator::new(&format!("{} {what}", case.place));
            for _ in 0..CHANGED {
                let mut value = generator.instance(case.schema);
                mutate(case.schema, &mut value, changes, &mut generator);
                check(&case, what, &value, &mut findings);
            }
        }
    }
    findings.finish();
}

fn check(case: &Case, changed: &str, value: &Value, findings: &mut Findings) {
    let form = |value| canonical(case.schema, value, Nulls::AreAbsent);
    let what = match (case.codec.recode)(&value.to_string()) {
        Err(error) => Some(error),
        Ok(again) => difference(&form(value), &form(&again)),
    };
    if let Some(what) = what {
        let place = format!("{} ({}) {changed}", case.place, case.codec.name);
        findings.add(place.trim_end(), &what, value);
    }
}
