//! Scalars, lists, maps and the public types.

use std::collections::BTreeMap;
use std::fmt::Debug;

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::repeatable;
use crate::{
    Lenient, OneOrMany, Others, Outcome, Reader, Shape, Slot, Timestamp, collection, optional,
    optional_nullable, read_json, required, required_nullable,
};

/// A value and the outcome of reading it.
#[derive(Debug, PartialEq)]
pub enum Reading<T> {
    Typed(T),
    Null,
    Mismatched(Value),
    Partial(T, Value),
}

/// Reads from text, where numbers are as the server writes them.
pub fn read<T: Lenient>(text: &str) -> Reading<T> {
    let mut value = T::blank();
    match value.read(&mut Reader::new(text)).unwrap() {
        Outcome::Typed => Reading::Typed(value),
        Outcome::Null => Reading::Null,
        Outcome::Mismatched(value) => Reading::Mismatched(value),
        Outcome::Partial(whole) => Reading::Partial(value, whole),
    }
}

fn assert_typed<T: Lenient + PartialEq + Debug>(text: &str, value: T) {
    assert_eq!(read(text), Reading::Typed(value), "{text}");
}

fn assert_odd<T: Lenient + PartialEq + Debug>(text: &str) {
    let mismatched: Value = serde_json::from_str(text).unwrap();
    match read::<T>(text) {
        Reading::Mismatched(kept) | Reading::Partial(_, kept) => assert_eq!(kept, mismatched),
        other => panic!("{text} is {other:?}"),
    }
}

#[test]
fn whole_numbers() {
    for text in ["5", "5.0", "5e0", "0.5e1", "50e-1"] {
        assert_typed(text, 5_i64);
    }
    assert_typed("-1", -1_i64);
    assert_typed("-1.0", -1_i64);
    assert_typed("9223372036854775807", i64::MAX);
    assert_typed("-9223372036854775808", i64::MIN);
    for text in [
        "5.5",
        "9223372036854775808",
        "1e300",
        "1e18",
        "\"5\"",
        "true",
        "[5]",
        "{}",
    ] {
        assert_odd::<i64>(text);
    }
    assert_eq!(read::<i64>("null"), Reading::Null);
}

#[test]
fn whole_numbers_from_zero_on() {
    for text in ["5", "5.0", "5e0"] {
        assert_typed(text, 5_u64);
    }
    assert_typed("18446744073709551615", u64::MAX);
    assert_eq!(
        serde_json::to_string(&u64::MAX.view()).unwrap(),
        "18446744073709551615"
    );
    for text in ["-1", "-1.0", "5.5", "18446744073709551616", "1e19", "\"5\""] {
        assert_odd::<u64>(text);
    }
}

#[test]
fn floats() {
    assert_typed("0.25", 0.25_f64);
    assert_typed("7", 7.0_f64);
    assert_typed("-9007199254740991", -9_007_199_254_740_991.0_f64);
    assert_typed("1e300", 1e300_f64);
    for text in ["9007199254740993", "18446744073709551615", "\"1\"", "[]"] {
        assert_odd::<f64>(text);
    }
}

#[test]
fn text_and_truth_values() {
    assert_typed(r#""a\u00e9\n""#, "aé\n".to_owned());
    assert_typed("true", true);
    for text in ["1", "false", "[\"a\"]", r#"{"a":1}"#, "1.5"] {
        assert_odd::<String>(text);
    }
    assert_odd::<bool>("\"true\"");
    assert_eq!(read::<String>("null"), Reading::Null);
    assert_eq!(read::<bool>("null"), Reading::Null);
}

#[test]
fn no_value_is_read_of_anything() {
    for body in ["", "null", "{\"a\": ", "<html>"] {
        read_json::<()>(body.as_bytes()).unwrap();
    }
}

#[test]
fn anything() {
    assert_typed("[1,null]", json!([1, null]));
    assert_eq!(read::<Value>("null"), Reading::Null);
    assert_typed(
        r#"{"a":null}"#,
        Map::from_iter([("a".to_owned(), Value::Null)]),
    );
    assert_odd::<Map<String, Value>>("[]");
}

#[test]
fn one_odd_element_makes_the_list_odd() {
    assert_typed("[]", Vec::<i64>::new());
    assert_typed("[1,2.0]", vec![1_i64, 2]);
    for text in [
        "[1,2,\"x\",null,{\"a\":[]}]",
        "[null]",
        "[1,null]",
        "{}",
        "1",
    ] {
        assert_odd::<Vec<i64>>(text);
    }
    assert_odd::<Vec<Vec<f64>>>("[[1,0.5],[2,false]]");
    assert_eq!(read::<Vec<i64>>("null"), Reading::Null);
}

#[test]
fn null_elements_where_null_is_a_value() {
    assert_typed("[1,null]", vec![json!(1), Value::Null]);
    assert_typed("[1,null]", vec![Some(1_i64), None]);
    assert_odd::<Vec<Option<i64>>>("[1,null,\"x\"]");
    let map = BTreeMap::from([("a".to_owned(), None), ("b".to_owned(), Some(1_i64))]);
    assert_typed(r#"{"a":null,"b":1}"#, map.clone());
    let written = serde_json::to_string(&map as &dyn Slot).unwrap();
    assert_eq!(written, r#"{"a":null,"b":1}"#);
    let list = vec![Some(vec![None, Some(1_i64)]), None];
    let written = serde_json::to_string(&list as &dyn Slot).unwrap();
    assert_eq!(written, "[[null,1],null]");
}

#[test]
fn one_odd_entry_makes_the_map_odd() {
    assert_typed(r#"{"a":1}"#, BTreeMap::from([("a".to_owned(), 1_i64)]));
    for text in [r#"{"a":1,"b":"x","c":null}"#, r#"{"a":null}"#, "[]"] {
        assert_odd::<BTreeMap<String, i64>>(text);
    }
}

#[test]
fn malformed_input_is_an_error() {
    for text in ["[1,", "[\"a\",}", "{\"a\":1", "tru", ""] {
        let read = crate::read_json::<Vec<i64>>(text.as_bytes());
        assert!(read.unwrap_err().is_broken(), "{text}");
    }
}

/// Returns the items that could be read.
fn items<T: Debug>(reading: Reading<T>) -> T {
    match reading {
        Reading::Partial(items, _) => items,
        other => panic!("not partly typed: {other:?}"),
    }
}

#[test]
fn the_other_items_of_a_list_or_map_arrive() {
    assert_eq!(items(read::<Vec<i64>>("[1,\"x\",null,2.0]")), [1, 2]);
    assert_eq!(
        items(read::<Vec<Vec<f64>>>("[[1,0.5],[2,false],[\"x\"]]")),
        [vec![1.0, 0.5], vec![2.0]]
    );
    assert_eq!(
        items(read::<BTreeMap<String, i64>>(r#"{"a":1,"b":"x","c":null}"#)),
        BTreeMap::from([("a".to_owned(), 1_i64)])
    );
    let many: OneOrMany<String> = items(read(r#"["a",1]"#));
    assert_eq!(many.as_slice(), ["a"]);
    for text in ["[\"x\"]", r#"{"a":"x"}"#] {
        assert!(matches!(read::<Vec<i64>>(text), Reading::Mismatched(_)));
    }
}

#[test]
fn one_or_many_comes_out_as_it_went_in() {
    for text in [r#""a""#, r#"["a"]"#, "[]", r#"["a","b"]"#] {
        let value: OneOrMany<String> = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&value).unwrap(), text);
    }
    assert_odd::<OneOrMany<String>>("[\"a\",1]");
    assert_odd::<OneOrMany<String>>("{\"a\":1}");
    assert_odd::<OneOrMany<String>>("2");
    assert_typed("2", OneOrMany::One(2_i64));
    assert_eq!(read::<OneOrMany<String>>("null"), Reading::Null);
    for none in ["null", "\"x\"", "{}"] {
        let mut value = OneOrMany::<i64>::blank();
        value.read(&mut Reader::new(none)).unwrap();
        assert_eq!(value, OneOrMany::default(), "{none}");
    }
    assert!(serde_json::from_str::<OneOrMany<String>>("1").is_err());
}

#[test]
fn one_or_many_is_a_slice() {
    let many = OneOrMany::from(vec!["a".to_owned(), "b".to_owned()]);
    assert_eq!(many.to_string(), "a");
    assert_eq!(many.first().map(String::as_str), Some("a"));
    assert_eq!(many.iter().count(), 2);
    let same = "a".to_owned();
    assert!(many == "a" && many == *"a" && many == same && many != "b");
    assert_eq!(Some(many.clone()).as_deref(), Some("a"));
    assert_eq!(&*OneOrMany::<String>::Many(Vec::new()), "");
    let one = OneOrMany::from("a");
    assert_eq!(
        (one.as_slice(), one.to_string()),
        (&["a".to_owned()][..], "a".to_owned())
    );
    assert_eq!(one.into_vec(), many.into_vec()[..1]);
    assert_eq!(OneOrMany::<i64>::Many(Vec::new()).first(), None);
}

#[test]
fn timestamps_of_all_forms() {
    let time: DateTime<Utc> = "2026-01-02T03:04:05.25Z".parse().unwrap();
    for text in [
        "2026-01-02T03:04:05.250Z",
        "2026-01-02T05:04:05.25+02:00",
        "2026-01-02T05:04:05.25+0200",
        "2026-01-02T05:04:05.25+02",
        "2026-01-02 05:04:05.25+02",
        "2026-01-02T03:04:05.250000",
        "2026-01-02 03:04:05.25",
        " 2026-01-02 03:04:05.25 +0000",
    ] {
        assert_eq!(Timestamp::from(text).parse(), Some(time), "{text}");
    }
    let midnight = Timestamp::from("2026-01-02").parse().unwrap();
    assert_eq!(midnight.to_rfc3339(), "2026-01-02T00:00:00+00:00");
    for text in [
        "",
        "soon",
        "2026-02-30T00:00:00Z",
        "2026-01-02T25:00:00Z",
        "1767323045",
    ] {
        assert_eq!(Timestamp::from(text).parse(), None, "{text}");
    }
    assert_eq!(Timestamp::from(time).as_str(), "2026-01-02T03:04:05.250Z");
}

#[test]
fn a_timestamp_keeps_its_text() {
    let text = "\"2026-02-30 soon\"";
    let timestamp: Timestamp = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&timestamp).unwrap(), text);
    assert_odd::<Timestamp>("1767323045");
}

#[test]
fn whole_floats_are_written_as_integers() {
    let write = |value: &f64| serde_json::to_value(value as &dyn Slot);
    for (float, text) in [(7.0, "7"), (-7.0, "-7"), (0.5, "0.5"), (1e300, "1e+300")] {
        assert_eq!(write(&float).unwrap().to_string(), text);
    }
    assert_eq!(
        write(&9_007_199_254_740_991.0).unwrap(),
        json!(9_007_199_254_740_991_i64)
    );
    assert!(write(&9_007_199_254_740_992.0).unwrap().is_f64());
    let error = write(&f64::NAN).unwrap_err().to_string();
    assert_eq!(error, "NaN cannot be written as JSON: use a finite number");
    assert!(write(&f64::INFINITY).is_err());
}

#[test]
fn floats_inside_other_types() {
    struct Floats {
        plain: f64,
        none: Option<f64>,
        null: Option<Option<f64>>,
        list: Option<Vec<f64>>,
        map: BTreeMap<String, f64>,
    }
    impl Floats {
        const SHAPE: &'static Shape = &Shape {
            name: "Floats",
            fields: &[
                required("plain", f64::EXPECTED),
                required_nullable("none"),
                optional_nullable("null"),
                optional("list"),
                collection("map"),
            ],
            others: Others::Rejected,
        };
    }
    crate::record!(Floats { 0 plain, 1 none, 2 null, 3 list, 4 map });
    let floats = Floats {
        plain: 1.0,
        none: None,
        null: Some(None),
        list: Some(vec![1.0, 1.5]),
        map: BTreeMap::from([("a".to_owned(), 2.0)]),
    };
    let written = serde_json::to_string(&floats).unwrap();
    assert_eq!(
        written,
        r#"{"plain":1,"none":null,"null":null,"list":[1,1.5],"map":{"a":2}}"#
    );
}

proptest! {
    #![proptest_config(repeatable(256))]

    #[test]
    fn every_finite_float_is_written_as_itself(float in proptest::num::f64::NORMAL) {
        let value = serde_json::to_value(&float as &dyn Slot).unwrap();
        prop_assert_eq!(value.as_f64(), Some(float));
    }

    #[test]
    fn every_time_is_read_back(seconds in 0_i64..4_000_000_000, nanos in 0_u32..1_000_000_000) {
        let time = DateTime::from_timestamp(seconds, nanos).unwrap();
        prop_assert_eq!(Timestamp::from(time).parse(), Some(time));
    }

    #[test]
    fn any_text_is_a_timestamp(text in any::<String>()) {
        let timestamp = Timestamp::from(text.as_str());
        let _ = timestamp.parse();
        prop_assert_eq!(timestamp.as_str(), text);
    }
}
