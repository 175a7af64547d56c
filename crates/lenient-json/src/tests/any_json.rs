//! Any JSON object at all can be read and comes out as it went in.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::repeatable;
use super::samples::{KNOWN, Page};

fn key() -> impl Strategy<Value = String> {
    let known = proptest::sample::select([KNOWN, &["goal", "json", "url", "type", "x"]].concat());
    prop_oneof![6 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        proptest::num::f64::NORMAL.prop_map(Value::from),
        any::<i32>().prop_map(|number| json!(f64::from(number))),
        proptest::sample::select(vec!["scraping", "markdown", "json", "2026-01-02T03:04:05Z"])
            .prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            object(inner.clone()),
            object(inner.clone()).prop_map(|object| json!([object])),
            (any::<String>(), object(inner)).prop_map(|(url, mut object)| {
                object["url"] = url.into();
                object
            }),
        ]
    })
}

fn object(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    btree_map(key(), value, 0..8).prop_map(|entries| entries.into_iter().collect())
}

/// The JSON without what may change on the way: nulls of optional fields, and
/// how a whole number is written.
fn settled(value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => Value::from(float as i64),
            _ => value.clone(),
        },
        Value::Array(list) => list.iter().map(settled).collect(),
        Value::Object(entries) => entries
            .iter()
            .filter(|(key, value)| !(value.is_null() && KNOWN.contains(&key.as_str())))
            .map(|(key, value)| (key.clone(), settled(value)))
            .collect(),
        _ => value.clone(),
    }
}

proptest! {
    #![proptest_config(repeatable(512))]

    #[test]
    fn any_object_survives(object in object(anything())) {
        let text = object.to_string();
        // The same text, so that both sides see the same rounding of floats.
        let sent: Value = serde_json::from_str(&text).unwrap();
        let page: Page = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(settled(&serde_json::to_value(&page).unwrap()), settled(&sent));

        let again = serde_json::from_value(serde_json::to_value(&page).unwrap()).unwrap();
        prop_assert_eq!(page, again);
    }

    #[test]
    fn all_readers_agree(object in object(anything())) {
        let text = object.to_string();
        let page: Page = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&serde_json::from_reader::<_, Page>(text.as_bytes()).unwrap(), &page);
        let value: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&serde_json::from_value::<Page>(value).unwrap(), &page);
    }

    #[test]
    fn any_value_that_is_no_object_is_refused(value in anything()) {
        prop_assume!(!value.is_object());
        let error = serde_json::from_value::<Page>(value).unwrap_err().to_string();
        prop_assert!(error.starts_with("Page: found "), "{}", error);
        prop_assert!(error.ends_with(" where an object was expected"), "{}", error);
    }
}
