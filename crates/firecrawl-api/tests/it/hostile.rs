//! Hostile bodies, read as the client reads them.
//!
//! Each gives a value that can be written and read again, or an error that shows nothing of the body.

use std::path::Path;

use contract_testing::canonical::{Nulls, canonical, difference};
use contract_testing::findings::Findings;
use contract_testing::instances::Generator;
use lenient_json::ErrorKind;
use serde_json::Value;

use super::contract::{Case, failures, responses};
use super::fixtures::RECORDED;
use super::hostile_bodies::{PAGE, hostile, odd, places, with_page, written};

/// Hostile bodies for each good one.
const BODIES: usize = 60;

/// Random good bodies of each operation, beside the recorded ones.
const INSTANCES: usize = 4;

/// Good bodies of an operation.
fn good(case: &Case, generator: &mut Generator) -> Vec<Value> {
    let recorded = RECORDED.iter().filter(|(_, operation)| {
        let name = case.place.split(' ').next();
        name == Some(operation) || (operation.is_empty() && name == Some("ErrorBody"))
    });
    let mut bodies: Vec<Value> = recorded.map(|(file, _)| read(file)).collect();
    bodies.extend((0..INSTANCES).map(|_| generator.instance(case.schema)));
    for body in &mut bodies {
        with_page(body, generator);
    }
    bodies
}

fn read(file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/fixtures/{file}.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

fn check(case: &Case, body: &[u8], findings: &mut Findings) {
    let shown = || Value::from(String::from_utf8_lossy(body));
    match (case.codec.read)(body) {
        Ok(value) => match (case.codec.read)(value.to_string().as_bytes()) {
            Ok(again) => {
                let form = |value| canonical(case.schema, value, Nulls::AreAbsent);
                if let Some(what) = difference(&form(&value), &form(&again)) {
                    findings.add(&case.place, &format!("written: {what}"), &shown());
                }
            }
            Err(error) => findings.add(&case.place, &format!("written: {error}"), &shown()),
        },
        Err(error) => {
            let text = format!("{error} {error:?}");
            if text.contains(PAGE) {
                findings.add(&case.place, &text, &shown());
            }
            if error.kind() == ErrorKind::Mismatch && error.path().is_empty() {
                findings.add(&case.place, "the error names no place", &shown());
            }
        }
    }
}

#[test]
fn hostile_bodies_are_values_or_errors() {
    let mut findings = Findings::default();
    let errors = failures().into_iter().take(1);
    for case in responses().into_iter().chain(errors) {
        let mut generator = Generator::new(&format!("{} hostile", case.place));
        for body in good(&case, &mut generator) {
            for _ in 0..BODIES {
                let body = hostile(&body, &mut generator);
                check(&case, &body, &mut findings);
            }
        }
    }
    findings.finish();
}

#[test]
fn an_odd_value_at_any_place_is_a_value_or_an_error() {
    let mut findings = Findings::default();
    for case in responses() {
        let mut generator = Generator::new(&format!("{} odd", case.place));
        let mut body = generator.instance(case.schema);
        with_page(&mut body, &mut generator);
        for place in places(&body) {
            for _ in 0..4 {
                let odd = odd(&mut generator);
                let text = written(&body, &place, &odd);
                check(&case, text.as_bytes(), &mut findings);
            }
        }
    }
    findings.finish();
}

#[test]
fn many_small_items_at_any_place_do_not_take_many_times_their_size() {
    for case in responses() {
        let mut generator = Generator::new(&format!("{} many", case.place));
        let body = generator.instance(case.schema);
        let lists = places(&body).into_iter().filter(|place| {
            body.pointer(place)
                .is_some_and(|value| value.is_array() || value.is_object())
        });
        for (place, item) in lists
            .take(6)
            .zip(["{}", "[]", "\"\"", "{\"a\":{}}"].into_iter().cycle())
        {
            let many = format!("[{}{item}]", format!("{item},").repeat(60_000));
            let text = written(&body, &place, &many);
            if let Err(error) = (case.codec.read)(text.as_bytes()) {
                let kind = error.kind();
                let expected = matches!(kind, ErrorKind::TooLarge | ErrorKind::Mismatch);
                assert!(expected, "{} {place}: {error}", case.place);
            }
        }
    }
}
