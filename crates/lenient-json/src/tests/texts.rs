//! Texts of records that are empty if they are absent.

use serde_json::{Map, Value, json};

use crate::{Lenient, Others, Shape, collection, optional, read_json, text};

#[derive(Clone, Debug, PartialEq)]
enum State {
    Done,
    Unknown(String),
}

impl State {
    fn as_str(&self) -> &str {
        match self {
            Self::Done => "done",
            Self::Unknown(text) => text,
        }
    }

    fn known(text: &str) -> Option<Self> {
        (text == "done").then_some(Self::Done)
    }
}

crate::open_enum!(State);

#[derive(Debug, PartialEq)]
struct Hit {
    title: String,
    state: State,
    extra: Map<String, Value>,
}

impl Hit {
    const SHAPE: &'static Shape = &Shape {
        name: "Hit",
        fields: &[text("title"), text("state")],
        others: Others::Kept,
    };
}

crate::record!(Hit { 0 title, 1 state } extra = extra);

struct Hits {
    hits: Vec<Hit>,
    note: Option<String>,
    extra: Map<String, Value>,
}

impl Hits {
    const SHAPE: &'static Shape = &Shape {
        name: "Hits",
        fields: &[collection("hits"), optional("note")],
        others: Others::Kept,
    };
}

crate::record!(Hits { 0 hits, 1 note } extra = extra);

fn hit(json: &str) -> Hit {
    read_json(json.as_bytes()).unwrap()
}

#[test]
fn a_text_that_is_missing_null_or_empty_is_empty_and_not_written() {
    for json in [
        r"{}",
        r#"{"title": null, "state": null}"#,
        r#"{"title": "", "state": ""}"#,
        r#"{"title": "A", "state": "done", "title": null, "state": null}"#,
    ] {
        let hit = hit(json);
        assert_eq!(hit, Hit::blank(), "{json}");
        assert_eq!((&*hit.title, hit.state.as_str()), ("", ""), "{json}");
        assert_eq!(serde_json::to_value(&hit).unwrap(), json!({}), "{json}");
    }
    assert_eq!(State::default(), State::Unknown(String::new()));
}

#[test]
fn a_text_is_read_and_written() {
    for (state, expected) in [("done", State::Done), ("new", State::from("new"))] {
        let json = json!({"title": "A", "state": state});
        let hit = hit(&json.to_string());
        assert_eq!((&*hit.title, &hit.state), ("A", &expected));
        assert_eq!(serde_json::to_value(&hit).unwrap(), json);
    }
}

#[test]
fn a_value_of_another_type_is_kept_beside_an_empty_text() {
    for json in [
        json!({"title": 7, "state": ["done"]}),
        json!({"title": {"text": "A"}, "state": false}),
    ] {
        let hit = hit(&json.to_string());
        assert_eq!((&*hit.title, hit.state.as_str()), ("", ""));
        assert_eq!(Value::Object(hit.extra.clone()), json);
        assert_eq!(serde_json::to_value(&hit).unwrap(), json);
    }
    // The last occurrence counts, also where it has another type.
    let hit = hit(r#"{"title": "A", "state": "done", "title": 7, "state": 8}"#);
    assert_eq!((&*hit.title, hit.state.as_str()), ("", ""));
    assert_eq!(Value::Object(hit.extra), json!({"title": 7, "state": 8}));
}

#[test]
fn an_item_without_its_texts_stays_in_its_list() {
    let json = json!({"hits": [{"title": "A"}, {}, {"state": 5}], "note": ""});
    let hits: Hits = read_json(json.to_string().as_bytes()).unwrap();
    let titles: Vec<_> = hits.hits.iter().map(|hit| &*hit.title).collect();
    assert_eq!(titles, ["A", "", ""]);
    // An optional text tells an empty one from none.
    assert_eq!(hits.note.as_deref(), Some(""));
    assert_eq!(serde_json::to_value(&hits).unwrap(), json);
}
