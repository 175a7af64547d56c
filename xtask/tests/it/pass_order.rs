//! The passes on the corrected contract are idempotent and deterministic.

use std::fs;

use crate::scratch::{CORRECTED, NAMES};
use openapi_codegen::names::Names;
use openapi_codegen::passes::{ALL, Context, run_all};
use serde_json::Value;

use crate::scratch::repository;

fn corrected() -> Value {
    let path = repository().join(CORRECTED);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn names() -> Names {
    Names::parse(
        NAMES,
        &fs::read_to_string(repository().join(NAMES)).unwrap(),
    )
    .unwrap()
}

#[test]
fn each_pass_is_idempotent_in_its_place() {
    let names = names();
    let context = Context::new(&names);
    let mut document = corrected();
    for pass in ALL {
        (pass.run)(&mut document, &context).unwrap();
        let mut again = document.clone();
        (pass.run)(&mut again, &context).unwrap();
        assert!(
            text(&again) == text(&document),
            "`{}` changes its own result at {}",
            pass.name,
            difference("", &document, &again)
        );
    }
}

#[test]
fn all_passes_give_the_same_each_time() {
    let names = names();
    let [first, second] = [(), ()].map(|()| {
        let mut document = corrected();
        run_all(&mut document, &Context::new(&names)).unwrap();
        document.to_string()
    });
    assert!(first == second);
}

#[test]
fn names_of_passes_are_unique() {
    let mut seen: Vec<&str> = ALL.iter().map(|pass| pass.name).collect();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), ALL.len());
}

/// The text of a value, in which the order of the keys counts.
fn text(value: &Value) -> String {
    value.to_string()
}

/// The pointer to the first place at which two documents differ.
fn difference(pointer: &str, one: &Value, other: &Value) -> String {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) if one.keys().eq(other.keys()) => one
            .iter()
            .find(|(key, value)| text(&other[*key]) != text(value))
            .map_or_else(String::new, |(key, value)| {
                difference(&openapi_document::join(pointer, key), value, &other[key])
            }),
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => (0..one.len())
            .find(|&at| text(&one[at]) != text(&other[at]))
            .map_or_else(String::new, |at| {
                difference(&format!("{pointer}/{at}"), &one[at], &other[at])
            }),
        _ => format!("{pointer}: {one} is {other}"),
    }
}
