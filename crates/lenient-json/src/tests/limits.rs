//! Values that a reader of `Value`s would fail on, or that would take too much memory.

use serde_json::{Value, json};

use super::samples::{JobState, Page};
use crate::{ErrorKind, read_json};

fn page(text: &str) -> Page {
    read_json(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text:.200}"))
}

/// Returns a value nested this deeply.
fn nested(open: &str, close: &str, levels: usize) -> String {
    format!("{}{}", open.repeat(levels), close.repeat(levels))
}

#[test]
fn what_is_nested_too_deeply_is_kept_as_its_text() {
    for levels in [128, 100_000] {
        for deep in [
            nested("[", "]", levels),
            nested("[ ", " ]", levels),
            format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels)),
            format!(
                "{}1{}",
                "[{\"a b\\\"\": ".repeat(levels),
                ",\"c\":[]}]".repeat(levels)
            ),
        ] {
            for name in ["new", "json", "status", "hit"] {
                let page = page(&format!(r#"{{"{name}": {deep} ,"title":"t"}}"#));
                assert_eq!(page.extra[name], deep, "{name}");
                assert!(page.title.is_some());
                assert!(format!("{page:?}").len() >= deep.len());
            }
            let text =
                format!(r#"{{"pages":[{{"json":{deep}}},{{"json":1}}],"links":["a",{deep}]}}"#);
            let page = page(&text);
            let pages = page.pages.as_deref().unwrap_or_default();
            assert_eq!(pages[0].extra["json"], deep);
            assert_eq!(pages[1].json, Some(json!(1)));
            assert_eq!(page.links.as_deref(), Some(&["a".to_owned()][..]));
            assert_eq!(page.extra["links"], json!(["a", deep]));
            // Where a list is declared, it stays a list.
            for name in ["links", "data"] {
                let page = self::page(&format!(r#"{{"{name}":[{deep}]}}"#));
                assert_eq!(page.extra[name], json!([deep]), "{name}");
            }
        }
    }
}

#[test]
fn what_is_nested_deeply_is_read_by_others_too() {
    let page = page(&format!(r#"{{"new":{}}}"#, nested("[", "]", 126)));
    assert!(page.extra["new"].is_array());
    let again = serde_json::to_string(&page).unwrap();
    assert_eq!(serde_json::from_str::<Page>(&again).unwrap(), page);
}

#[test]
fn records_in_records_end_at_the_same_depth() {
    let levels = 100_000;
    let text = format!(
        "{}{{\"title\":\"t\"}}{}",
        "{\"status\":\"a\",\"parent\":".repeat(levels),
        "}".repeat(levels)
    );
    let page = page(&text);
    let mut innermost = &page;
    let mut depth = 0;
    while let Some(parent) = innermost.parent.as_deref() {
        assert_eq!(innermost.status, Some(JobState::Unknown("a".to_owned())));
        innermost = parent;
        depth += 1;
    }
    assert_eq!(depth, 126);
    let kept = innermost.extra["parent"].as_str().unwrap_or_default();
    assert!(text.contains(kept) && kept.len() > text.len() / 2);
    let again: Page = serde_json::from_value(serde_json::to_value(&page).unwrap()).unwrap();
    assert_eq!(again, page);
}

#[test]
fn a_number_out_of_range_is_kept_as_its_text() {
    for number in ["1e999", "-1E+400", "0.1e500", &"9".repeat(400)] {
        let text = format!(
            r#"{{"creditsUsed":{number},"score": {number},"new":{{"a":[1, {number}]}},
                "json":[{number}],"remark":{number},"status":{number},
                "pages":[{{"score":{number}}},{{"score":2}}],"headers":{{"a":"b","c":{number}}}}}"#
        );
        let page = page(&text);
        assert_eq!(page.credits_used, None);
        for (name, kept) in [
            ("creditsUsed", number.to_owned()),
            ("score", number.to_owned()),
            ("new", format!(r#"{{"a":[1, {number}]}}"#)),
            ("json", format!("[{number}]")),
            ("remark", number.to_owned()),
            ("status", number.to_owned()),
        ] {
            assert_eq!(page.extra[name], kept);
        }
        assert_eq!(page.extra["headers"], json!({"a": "b", "c": number}));
        let pages = page.pages.unwrap_or_default();
        assert_eq!(pages[0].extra["score"], number);
        assert_eq!(pages[1].score, Some(2.0));
        assert_eq!(page.headers.unwrap_or_default()["a"], "b");
    }
    // Small ones have a value.
    assert_eq!(page(r#"{"score":1e-999}"#).score, Some(0.0));
}

#[test]
fn a_list_or_map_stays_one_when_an_item_becomes_text() {
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    for held in ["1e999", "[1, 1e999]", &deep] {
        let text = format!(
            r#"{{"links":["a",{held},"b"],"headers":{{"a":"b","c":{held}}},
                "pages":[null,{{"new":{held}}},{{"title":"t"}}]}}"#
        );
        let page = page(&text);
        assert_eq!(page.extra["links"], json!(["a", held, "b"]));
        assert_eq!(page.extra["headers"], json!({"a": "b", "c": held}));
        let item = format!(r#"{{"new":{held}}}"#);
        assert_eq!(page.extra["pages"], json!([null, item, {"title": "t"}]));
        assert_eq!(
            page.links.as_deref(),
            Some(["a", "b"].map(str::to_owned).as_slice())
        );
        assert_eq!(page.pages.unwrap_or_default().len(), 2);
    }
}

#[test]
fn raw_control_characters_are_text() {
    let page = page("{\"title\":\"a\tb\u{1}\n\",\"new\\n\":\"\0\",\"links\":[\"\r\"]}");
    assert_eq!(
        page.title
            .and_then(|title| title.first().cloned())
            .as_deref(),
        Some("a\tb\u{1}\n")
    );
    assert_eq!(page.extra["new\n"], "\0");
    assert_eq!(page.links, Some(vec!["\r".to_owned()]));
}

#[test]
fn halves_of_characters_are_replaced() {
    for (written, read) in [
        (r#""a\ud83d""#, "a\u{fffd}"),
        (r#""\ude00b""#, "\u{fffd}b"),
        (r#""\ud83d\ude00""#, "\u{1f600}"),
        (r#""\ud83d\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
        (r#""\ud83dx\\ud83d""#, "\u{fffd}x\\ud83d"),
        (r#""\ud83d\n\u0041""#, "\u{fffd}\nA"),
    ] {
        assert_eq!(
            read_json::<Value>(written.as_bytes()).ok(),
            Some(read.into()),
            "{written}"
        );
    }
}

#[test]
fn odd_bytes_and_marks_are_replaced() {
    let read = |json| read_json::<Value>(json).ok();
    assert_eq!(read(b"[\"a\xffb\", 1]"), Some(json!(["a\u{fffd}b", 1])));
    assert_eq!(read(b"\xef\xbb\xbf[1]"), Some(json!([1])));
    assert_eq!(
        read(b"\xef\xbb\xbf\"\xff\\ud83d\""),
        Some("\u{fffd}\u{fffd}".into())
    );
    assert_eq!(read(b"\xff[]"), None);
}

#[test]
fn what_follows_is_left_alone() {
    assert_eq!(read_json::<i64>(b"7 <!-- proxy -->").ok(), Some(7));
    assert!(read_json::<i64>(b"").is_err());
}

#[test]
fn what_breaks_off_is_broken() {
    let whole =
        r#"{"a":["x\n",{"b":-1.5e3,"c":true}],"status":null,"pages":[{"hit":{"url":"\u0041"}}]}"#;
    for end in 0..whole.len() {
        for ending in ["", " ", "\n"] {
            let text = format!("{}{ending}", &whole[..end]);
            let error = read_json::<Page>(text.as_bytes()).unwrap_err();
            assert!(error.is_broken(), "{text}: {error}");
        }
    }
    for text in [
        "{]",
        "[}",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1e}",
        "{\"a\":nul}",
        "{\"a\":tru}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u+123\"}",
        "{\"a\":[1 2]}",
        "{\"a\":NaN}",
        "<html>",
        "'a'",
    ] {
        let error = read_json::<Page>(text.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Syntax, "{text}: {error}");
    }
}

#[test]
fn errors_name_the_place() {
    for (text, path) in [
        (r#"[{"url":"a"},{"url":7}]"#, "[1].url"),
        (r#"[{"url":"a"},{}]"#, "[1]"),
        ("7", "."),
    ] {
        let read = &mut |reader: &mut crate::Reader<'_>| {
            let mut has_more = reader.enter_list();
            while has_more {
                reader.read::<super::samples::Hit>()?;
                has_more = reader.next_item()?;
            }
            Ok(())
        };
        let error = match text {
            "7" => read_json::<Page>(text.as_bytes()).unwrap_err(),
            _ => crate::read_with(text.as_bytes(), read).unwrap_err(),
        };
        assert_eq!(error.path(), path, "{error}");
    }
    let error =
        read_json::<super::samples::Hit>(b"{\"title\":\n \"t\", \"url\": [] }").unwrap_err();
    assert_eq!((error.line(), error.column(), error.path()), (2, 15, "url"));
}

#[test]
fn no_text_takes_many_times_its_size() {
    let size = 1_000_000;
    for item in [
        "{}",
        "[]",
        "1",
        "\"a\"",
        "null",
        "{\"pages\":[{}]}",
        "{\"a\":1}",
        "[[]]",
        "{\"parent\":{}}",
        "{\"hit\":{\"url\":\"\"}}",
        "{\"byName\":{\"\":{}}}",
        "[1,2]",
    ] {
        for name in ["pages", "new", "byName"] {
            let count = size / (item.len() + 1);
            let text = format!(
                "{{\"{name}\":[{}{item}]}}",
                format!("{item},").repeat(count)
            );
            if let Err(error) = read_json::<Page>(text.as_bytes()) {
                assert_eq!(error.kind(), ErrorKind::TooLarge, "{name} {item}");
            }
        }
    }
}
