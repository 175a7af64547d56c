//! Rules that hold for all overlays.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use serde_json::{Map, Value, json};
use serde_json_path::JsonPath;

use super::{overlay, text};
use crate::Reason;

/// Few names, so that documents, values and targets meet often.
const NAMES: [&str; 5] = ["a", "b", "c", "d/e", "~"];

const TARGETS: [&str; 14] = [
    "$",
    "$.a",
    "$.b",
    "$.a.b",
    "$['d/e']",
    "$['~']",
    "$.*",
    "$..a",
    "$..b",
    "$..[0]",
    "$.a[*]",
    "$..[?@.c]",
    "$..[::-1]",
    "$.c[1:]",
];

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..3i64).prop_map(Value::from),
        select(vec!["x", "y"]).prop_map(Value::from),
    ]
}

fn members(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    let name = select(NAMES.to_vec()).prop_map(str::to_owned);
    prop::collection::vec((name, value), 0..5).prop_map(|members| members.into_iter().collect())
}

fn value() -> impl Strategy<Value = Value> {
    scalar().prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            members(inner).prop_map(Value::Object),
        ]
    })
}

fn document() -> impl Strategy<Value = Value> {
    members(value()).prop_map(Value::Object)
}

fn action() -> impl Strategy<Value = Value> {
    let target = || select(TARGETS.to_vec());
    prop_oneof![
        (target(), value()).prop_map(|(at, value)| json!({"target": at, "update": value})),
        (target(), document()).prop_map(|(at, value)| json!({"target": at, "update": value})),
        (target(), target()).prop_map(|(at, from)| json!({"target": at, "copy": from})),
        target().prop_map(|at| json!({"target": at, "remove": true})),
    ]
}

/// Several actions, no two of them the same, as an overlay demands.
fn actions() -> impl Strategy<Value = Vec<Value>> {
    prop::collection::vec(action(), 1..6).prop_map(|mut actions| {
        for (index, action) in actions.iter_mut().enumerate() {
            action["x-index"] = index.into();
        }
        actions
    })
}

/// The same cases on every run and machine.
fn config() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(11),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_was_removed_is_found_no_more(doc in document(), name in select(NAMES.to_vec())) {
        let target = format!("$..['{name}']");
        let found = !JsonPath::parse(&target).unwrap().query(&doc).is_empty();
        let mut changed = doc;
        let outcome = overlay(json!([{"target": target, "remove": true}])).apply(&mut changed);
        prop_assert_eq!(outcome.is_ok(), found);
        prop_assert!(JsonPath::parse(&target).unwrap().query(&changed).is_empty());
    }

    #[test]
    fn an_update_takes_effect_and_a_second_one_is_stale(doc in document(), update in members(scalar())) {
        let overlay = overlay(json!([{"target": "$", "update": update.clone()}]));
        let mut once = doc;
        let first = overlay.apply_lenient(&mut once);
        if first.stale.iter().all(|stale| stale.reason == Reason::NoChange) {
            for (name, value) in &update {
                match &once[name] {
                    Value::Object(_) | Value::Array(_) => prop_assert!(false, "{name} of another kind"),
                    now => prop_assert_eq!(now, value),
                }
            }
        }
        let mut twice = once.clone();
        let second = overlay.apply_lenient(&mut twice);
        prop_assert_eq!(text(&twice), text(&once));
        prop_assert!(second.touched.is_empty());
        if first.stale.is_empty() {
            prop_assert_eq!(&second.stale[0].reason, &Reason::NoChange);
        }
    }

    #[test]
    fn a_second_merge_of_any_value_changes_nothing(doc in document(), update in document()) {
        let overlay = overlay(json!([{"target": "$", "update": update}]));
        let mut once = doc;
        overlay.apply_lenient(&mut once);
        let mut twice = once.clone();
        overlay.apply_lenient(&mut twice);
        prop_assert_eq!(text(&twice), text(&once));
    }

    #[test]
    fn targets_that_do_not_exist_change_nothing_and_are_all_named(
        doc in document(),
        update in value(),
        count in 1..5usize,
    ) {
        let actions: Vec<_> = (0..count)
            .map(|index| json!({"target": format!("$..absent{index}"), "update": update.clone()}))
            .collect();
        let mut changed = doc.clone();
        let error = overlay(json!(actions)).apply(&mut changed).unwrap_err().to_string();
        prop_assert_eq!(text(&changed), text(&doc));
        for index in 0..count {
            prop_assert!(error.contains(&format!("action {index} on $..absent{index}:")), "{}", error);
        }
    }

    #[test]
    fn a_strict_run_does_all_or_nothing(doc in document(), actions in actions()) {
        let overlay = overlay(json!(actions));
        let mut strict = doc.clone();
        let mut lenient = doc.clone();
        let outcome = overlay.apply(&mut strict);
        let applied = overlay.apply_lenient(&mut lenient);
        match outcome {
            Ok(all) => {
                prop_assert_eq!(&all, &applied);
                prop_assert_eq!(all.touched.len(), actions.len());
                prop_assert_eq!(text(&strict), text(&lenient));
            }
            Err(_) => {
                prop_assert!(!applied.stale.is_empty());
                prop_assert_eq!(text(&strict), text(&doc));
            }
        }
    }

    #[test]
    fn actions_apply_one_after_another(doc in document(), actions in actions()) {
        let mut together = doc.clone();
        let applied = overlay(json!(actions)).apply_lenient(&mut together);
        let mut again = doc.clone();
        prop_assert_eq!(&overlay(json!(actions)).apply_lenient(&mut again), &applied);
        prop_assert_eq!(text(&again), text(&together));

        let mut apart = doc;
        for action in &actions {
            overlay(json!([action])).apply_lenient(&mut apart);
        }
        prop_assert_eq!(text(&apart), text(&together));
    }
}
