//! Reports of responses that differ from the contract.

use serde_json::{Value, json};

use super::samples::Page;
use crate::drift::Kind;
use crate::{Lenient, Reader};

/// A line for each finding: path, kind, count.
fn found<T: Lenient>(open: &'static [&'static str], response: &Value) -> Vec<String> {
    let text = response.to_string();
    let mut reader = Reader::new(&text);
    reader.collect_drift(open);
    assert!(reader.read::<T>().is_ok(), "{response}");
    reader
        .findings()
        .iter()
        .map(|finding| {
            let kind = match finding.kind {
                Kind::UnknownField => "field",
                Kind::UnknownValue => "value",
                Kind::OtherType => "type",
            };
            format!("{} {kind} {}", finding.path, finding.count)
        })
        .collect()
}

#[test]
fn places_are_told_and_values_are_not() {
    for (response, expected) in [
        (
            json!({"status": "completed", "pages": [{"score": 1}]}),
            &[][..],
        ),
        (json!({"new": "SECRET"}), &["new field 1"]),
        (json!({"status": "SECRET"}), &["status value 1"]),
        (json!({"creditsUsed": "SECRET"}), &["creditsUsed type 1"]),
        (
            json!({"pages": [{"new": 1}, {"new": 2, "pages": [{"status": "x"}]}]}),
            &["pages[].new field 2", "pages[].pages[].status value 1"],
        ),
        (
            json!({"byName": {"SECRET": {"url": "u", "new": 1}}}),
            &["byName{}.new field 1"],
        ),
        (json!({"headers": {"SECRET": 1}}), &["headers type 1"]),
        (json!({"links": ["a", 1]}), &["links type 1"]),
        (
            json!({"data": [{"url": "u", "new": 1}]}),
            &["data[].new field 1"],
        ),
        (
            json!({"data": {"url": "u", "new": 1}}),
            &["data.new field 1"],
        ),
        // Not read as a record at all, for want of its `url`.
        (json!({"hit": {"title": "SECRET"}}), &["hit type 1"]),
        (json!({"json": {"SECRET": 1}, "remark": {"SECRET": 1}}), &[]),
        (json!({"attributes": {"SECRET": 1}}), &[]),
        (
            json!({"format": {"type": "SECRET", "x": 1}}),
            &["format.type value 1"],
        ),
        (json!({"format": "SECRET"}), &["format type 1"]),
        (json!({"format": {"x": 1}}), &["format type 1"]),
        (json!({"status": null, "score": null}), &[]),
    ] {
        assert_eq!(found::<Page>(&[], &response), expected, "{response}");
    }
}

#[test]
fn keys_that_are_no_names_are_not_told() {
    let long = "a".repeat(41);
    let response = json!({"a b": 1, "og:title": 1, "": 1, "9": 1, "é": 1, long: 1, "x-y_9": 1});
    assert_eq!(
        found::<Page>(&[], &response),
        ["* field 6", "x-y_9 field 1"]
    );
}

#[test]
fn open_records_may_have_any_key() {
    let response = json!({"new": 1, "creditsUsed": "x", "hits": [{"url": "u", "new": 1}]});
    assert_eq!(
        found::<Page>(&["Page"], &response),
        ["creditsUsed type 1", "hits[].new field 1"]
    );
}

#[test]
fn fields_of_an_embedded_record_are_known() {
    let response = json!({"url": "u", "limit": 3, "later": 1});
    assert_eq!(
        found::<super::embedded::Request>(&[], &response),
        ["later field 1"]
    );
}

#[test]
fn one_answer_has_a_bounded_number_of_places() {
    let keys = (0..1000).map(|number| (format!("k{number}"), json!(1)));
    let response: Value = keys.collect::<serde_json::Map<_, _>>().into();
    assert_eq!(found::<Page>(&[], &response).len(), 256);
}
