//! Records with missing and unknown fields and unexpected types.

use serde_json::{Value, json};

use super::samples::{Hit, JobState, Page};
use crate::lenient::Lenient;
use crate::{ErrorKind, OneOrMany};

fn page(value: Value) -> Page {
    serde_json::from_value(value).unwrap()
}

#[test]
fn known_fields_are_typed() {
    let sent = json!({
        "status": "completed", "creditsUsed": 3, "score": 0.5, "active": true,
        "createdAt": "2026-01-02", "title": ["a", "b"], "links": ["c"],
        "pages": [{"title": "d"}], "hit": {"url": "e", "rank": 1}, "data": {"url": "f"},
    });
    let page = page(sent.clone());
    assert_eq!(page.status, Some(JobState::Completed));
    assert_eq!(page.credits_used, Some(3));
    assert_eq!(
        page.pages.as_ref().unwrap()[0].title,
        Some(OneOrMany::from("d"))
    );
    assert_eq!(page.hit.as_ref().unwrap().extra["rank"], 1);
    assert_eq!(page.data.as_ref().unwrap().as_slice()[0].url, "f");
    assert!(page.extra.is_empty());
    assert_eq!(serde_json::to_value(&page).unwrap(), sent);
}

#[test]
fn unknown_and_odd_values_are_kept_under_their_keys() {
    let sent = json!({"status": 7, "creditsUsed": "3", "new": null, "links": ["a", 1]});
    let page = page(sent.clone());
    assert_eq!(page.status, None);
    assert_eq!(Value::Object(page.extra.clone()), sent);
    assert_eq!(serde_json::to_value(&page).unwrap(), sent);
}

#[test]
fn null_is_the_same_as_absent_unless_it_means_something() {
    assert_eq!(
        page(json!({"status": null, "pages": null, "remark": null})),
        Page::default()
    );
    assert_eq!(page(json!({"json": null})).json, Some(Value::Null));
    assert_eq!(page(json!({"json": [1]})).json, Some(json!([1])));
    assert_eq!(page(json!({"goal": null})).goal, Some(None));
    assert_eq!(page(json!({"goal": "g"})).goal, Some(Some("g".to_owned())));
    assert_eq!(page(json!({"goal": 1})).extra["goal"], 1);
    assert_eq!(
        serde_json::to_value(page(json!({"goal": null}))).unwrap(),
        json!({"goal": null})
    );
    assert_eq!(
        serde_json::to_value(page(json!({"json": null}))).unwrap(),
        json!({"json": null})
    );
}

#[test]
fn a_key_that_comes_twice_counts_as_it_came_last() {
    for (text, status, extra) in [
        (r#"{"status":"a","status":"b"}"#, Some("b"), json!({})),
        (r#"{"status":1,"status":"b"}"#, Some("b"), json!({})),
        (r#"{"status":"a","status":1}"#, None, json!({"status": 1})),
        (r#"{"status":1,"status":null}"#, None, json!({})),
        (r#"{"x":1,"x":2}"#, None, json!({"x": 2})),
    ] {
        let page: Page = serde_json::from_str(text).unwrap();
        assert_eq!(page.status.as_ref().map(JobState::as_str), status, "{text}");
        assert_eq!(Value::Object(page.extra), extra, "{text}");
    }
    let hit: Hit = serde_json::from_str(r#"{"url":"a","url":"b"}"#).unwrap();
    assert_eq!(hit.url, "b");
}

#[test]
fn a_required_field_fails_its_own_record_only() {
    let bad = json!({"title": "no url"});
    let good = json!({"url": "u", "title": "t"});
    for key in ["hit", "data", "hits", "byName"] {
        let sent = match key {
            "hits" => json!({key: [good, bad, good]}),
            "byName" => json!({key: {"a": good, "b": bad, "c": good}}),
            _ => json!({key: bad}),
        };
        let page = page(sent.clone());
        assert_eq!(Value::Object(page.extra.clone()), sent);
        assert_eq!(serde_json::to_value(&page).unwrap(), sent);
    }
    assert_eq!(page(json!({"hits": [good, good]})).hits.unwrap().len(), 2);
}

#[test]
fn errors_name_record_and_field_but_never_the_value() {
    let error = |text: &str| {
        let error = serde_json::from_str::<Hit>(text).unwrap_err().to_string();
        assert!(!error.contains("secret"), "{error}");
        error.split(" at line").next().unwrap().to_owned()
    };
    assert_eq!(error("{}"), "Hit: field `url` is missing");
    assert_eq!(
        error(r#"{"url":null}"#),
        "Hit: field `url`: found null where a string was expected"
    );
    assert_eq!(
        error(r#"{"url":["secret"]}"#),
        "Hit: field `url`: found a list where a string was expected"
    );
    assert_eq!(
        error("\"secret\""),
        "Hit: found a string where an object was expected"
    );
    assert_eq!(
        error("null"),
        "Hit: found null where an object was expected"
    );
    assert_eq!(
        error("[\"secret\"]"),
        "Hit: found a list where an object was expected"
    );
    assert_eq!(
        error("1"),
        "Hit: found a number where an object was expected"
    );
}

#[test]
fn the_outline_leaves_out_only_fields_that_are_read_completely() {
    let fields = |text: &str| {
        let mut fields = Value::Null;
        crate::read_with(text.as_bytes(), &mut |reader| {
            let outline = reader.read_outlined(&mut Page::blank(), Page::EXPECTED)?;
            fields = json!([outline.fields(&["links"]), outline.short_fields(&["links"])]);
            Ok(())
        })
        .unwrap();
        fields
    };
    for (text, all, short) in [
        (r#"{"links":["a"]}"#, json!({}), json!({})),
        (
            r#"{"links":["a",1]}"#,
            json!({"links": ["a", 1]}),
            json!({}),
        ),
        (
            r#"{"links":[1]}"#,
            json!({"links": [1]}),
            json!({"links": [1]}),
        ),
        (
            r#"{"links":["a",1e999]}"#,
            json!({"links": ["a", "1e999"]}),
            json!({}),
        ),
        // The last occurrence of a duplicate key counts.
        (r#"{"links":["a",1],"links":["b"]}"#, json!({}), json!({})),
    ] {
        assert_eq!(fields(text), json!([all, short]), "{text}");
    }
}

#[test]
fn a_private_name_of_serde_json_is_a_key_like_any_other() {
    let sent = json!({"$serde_json::private::Number": "5", "title": "t", "links": ["a"]});
    let page = page(json!({"parent": sent}));
    assert_eq!(serde_json::to_value(&page).unwrap()["parent"], sent);
    // With arbitrary_precision it may be a number, and is kept untyped.
    if serde_json::from_str::<Value>("1e999").is_err() {
        assert_eq!(page.parent.unwrap().links, Some(vec!["a".to_owned()]));
    }
}

#[test]
fn malformed_json_is_an_error_also_in_optional_fields() {
    for text in [
        r#"{"hit":{"title":}}"#,
        r#"{"status":"a"#,
        r#"{"links":["a",]}"#,
    ] {
        assert!(serde_json::from_str::<Page>(text).is_err(), "{text}");
    }
}

#[test]
fn items_take_a_multiple_of_their_json_at_most() {
    let pages = |count: usize| format!("{{\"pages\":[{}{{}}]}}", "{},".repeat(count));
    let read = |count| crate::read_json::<Page>(pages(count).as_bytes());
    assert_eq!(read(1000).unwrap().pages.unwrap().len(), 1001);
    let error = read(2_000_000).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge, "{error}");
    // The next text has a limit of its own.
    assert!(read(1000).is_ok());
    let other = crate::read_json::<Page>(b"[").unwrap_err();
    assert_eq!(other.kind(), ErrorKind::UnexpectedEnd);
}
