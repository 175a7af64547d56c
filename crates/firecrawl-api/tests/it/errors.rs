//! Error responses: every JSON object can be read as one, and nothing of it is lost.

use serde_json::{Map, Value};

use super::contract::{FAILURE, failures};
use super::dispatch::ERROR_BODY;
use contract_testing::canonical::{Nulls, canonical, difference};
use contract_testing::coverage::cover;
use contract_testing::findings::Findings;
use contract_testing::instances::Generator;
use contract_testing::schema::{Kind, Schema};

/// The number of random objects to read.
const OBJECTS: usize = 3000;

#[test]
fn every_declared_failure_is_read_without_loss() {
    let mut findings = Findings::default();
    for case in failures() {
        let mut generator = Generator::new(&case.place);
        let mut values = cover(case.schema, &mut generator);
        values.extend((0..50).map(|_| generator.instance(case.schema)));
        for value in values {
            check(&case.place, case.schema, &value, &mut findings);
        }
    }
    findings.finish();
}

#[test]
fn any_object_is_read_as_a_failure_without_loss() {
    let Kind::Object(object) = &FAILURE.kind else {
        panic!("a failure is an object");
    };
    let mut generator = Generator::new("any failure");
    let mut findings = Findings::default();
    for _ in 0..OBJECTS {
        let mut value = Map::new();
        for _ in 0..generator.below(6) {
            let key = if generator.chance(0.7) {
                generator.pick(&object.fields).name.clone()
            } else {
                generator.unknown_key()
            };
            let content = match generator.below(3) {
                0 => generator.instance(&FAILURE),
                _ => generator.anything(3),
            };
            value.insert(key, content);
        }
        check("any object", &FAILURE, &Value::Object(value), &mut findings);
    }
    findings.finish();
}

#[test]
fn what_is_no_object_is_no_failure() {
    for text in ["null", "[]", "\"Not Found\"", "5", "", "<html></html>"] {
        assert!((ERROR_BODY.recode)(text).is_err(), "{text}");
    }
}

fn check(place: &str, schema: &Schema, value: &Value, findings: &mut Findings) {
    // Where an operation declares less, a null for another failure's field is still none.
    let form = |value| {
        let own = canonical(schema, value, Nulls::AreAbsent);
        canonical(&FAILURE, &own, Nulls::AreAbsent)
    };
    let what = match (ERROR_BODY.recode)(&value.to_string()) {
        Err(error) => Some(error),
        Ok(again) => difference(&form(value), &form(&again)),
    };
    if let Some(what) = what {
        findings.add(place, &what, value);
    }
}
