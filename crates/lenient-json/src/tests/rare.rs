//! Fields that are grouped because most values lack them.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::repeatable;
use crate::{
    ErrorKind, Others, Rare, Shape, collection, optional, optional_nullable, read_json, text,
};

#[derive(Clone, Debug, Default, PartialEq)]
struct Page {
    title: Option<String>,
    rare: Rare<PageRare>,
    extra: Map<String, Value>,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct PageRare {
    audio: Option<String>,
    json: Option<Value>,
    images: Vec<String>,
    note: String,
    sizes: [Option<i64>; 32],
}

impl Page {
    const SHAPE: &'static Shape = &Shape {
        name: "Page",
        fields: &[
            optional("audio"),
            optional("title"),
            optional_nullable("json"),
            collection("images"),
            text("note"),
        ],
        others: Others::Kept,
    };
}

crate::record!(
    Page { 1 title }
    rare = rare: PageRare { 0 audio, 2 json, 3 images, 4 note }
    extra = extra
);

fn page(json: &Value) -> Page {
    read_json(json.to_string().as_bytes()).unwrap()
}

#[test]
fn a_rare_field_is_read_and_set_like_any_other() {
    let json = json!({"audio": "a", "images": ["i"], "title": "t", "new": 1});
    let mut page = page(&json);
    assert_eq!(page.audio.as_deref(), Some("a"));
    assert_eq!(page.images, ["i"]);
    assert_eq!(page.title.as_deref(), Some("t"));
    assert_eq!(page.extra, *json!({"new": 1}).as_object().unwrap());
    assert_eq!(serde_json::to_value(&page).unwrap(), json);
    page.audio = None;
    page.note = "n".to_owned();
    assert_eq!(page.audio.take(), None);
    let json = json!({"images": ["i"], "note": "n", "title": "t", "new": 1});
    assert_eq!(serde_json::to_value(&page).unwrap(), json);
    assert_eq!(page.rare.into_inner().images, ["i"]);
}

#[test]
fn nothing_is_allocated_for_what_is_not_there() {
    for json in [
        json!({}),
        json!({"title": "t"}),
        json!({"audio": null, "images": null, "note": null}),
    ] {
        let page = page(&json);
        assert!(page.rare.cost() > 32 * 16, "{json}");
        assert_eq!((&page.audio, &page.json, &*page.note), (&None, &None, ""));
        assert!(page.rare.cost() > 32 * 16, "{json}");
    }
    assert_eq!(size_of::<Rare<PageRare>>(), size_of::<usize>());
    assert_eq!(page(&json!({"audio": "a"})).rare.cost(), 0);
}

#[test]
fn an_absent_group_equals_one_without_values() {
    for json in [
        json!({"images": []}),
        json!({"note": ""}),
        json!({"audio": "a", "images": ["i"]}),
    ] {
        let mut page = page(&json);
        assert_eq!(page.rare.cost(), 0, "{json}");
        page.audio = None;
        page.images.clear();
        assert_eq!(page, Page::default(), "{json}");
        assert_eq!(serde_json::to_value(&page).unwrap(), json!({}));
    }
}

#[test]
fn null_stays_a_value_where_it_is_one() {
    let json = json!({"json": null});
    let page = page(&json);
    assert_eq!(page.json, Some(Value::Null));
    assert_eq!(serde_json::to_value(&page).unwrap(), json);
}

#[test]
fn a_repeated_key_counts_once_with_its_last_value() {
    for (text, expected) in [
        (r#"{"audio": "a", "audio": null}"#, json!({})),
        (r#"{"audio": null, "audio": "a"}"#, json!({"audio": "a"})),
        (r#"{"audio": 1, "audio": "a"}"#, json!({"audio": "a"})),
        (r#"{"audio": "a", "audio": 1}"#, json!({"audio": 1})),
    ] {
        let page: Page = read_json(text.as_bytes()).unwrap();
        assert_eq!(serde_json::to_value(&page).unwrap(), expected, "{text}");
    }
}

#[test]
fn the_memory_of_a_group_counts_also_if_nothing_is_in_it() {
    let items = vec![r#"{"note":1}"#; 400_000].join(",");
    let error = read_json::<Vec<Page>>(format!("[{items}]").as_bytes()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

proptest! {
    #![proptest_config(repeatable(256))]

    #[test]
    fn no_value_of_a_rare_field_is_lost(
        fields in proptest::collection::btree_map(
            proptest::sample::select(vec!["audio", "title", "json", "images", "note", "new"]),
            proptest::sample::select(vec![
                json!(1), json!("a"), json!({"a": [1]}), json!(["i", "j"]), json!([1, "i"]), json!(true),
            ]),
            0..7,
        )
    ) {
        let json = json!(fields);
        let page = page(&json);
        prop_assert_eq!(&serde_json::to_value(&page).unwrap(), &json);
        prop_assert_eq!(&serde_json::from_value::<Page>(json).unwrap(), &page);
    }
}
