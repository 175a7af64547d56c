//! A record whose fields stand beside those of another.

use serde_json::{Map, Value, json};

use crate::{Lenient, Others, Shape, optional, required};

#[derive(Debug, Default, PartialEq)]
pub struct Options {
    limit: Option<i64>,
    extra: Map<String, Value>,
}

impl Options {
    const SHAPE: &'static Shape = &Shape {
        name: "Options",
        fields: &[optional("limit")],
        others: Others::Kept,
    };
}
crate::record!(Options { 0 limit } extra = extra);

#[derive(Debug, PartialEq)]
pub struct Request {
    url: String,
    options: Options,
}

impl Request {
    const SHAPE: &'static Shape = &Shape {
        name: "Request",
        fields: &[required("url", String::EXPECTED)],
        others: Others::Embedded,
    };
}
crate::record!(Request { 0 url } embedded = options);

#[test]
fn the_fields_of_both_are_read_and_nothing_is_lost() {
    let text = json!({"url": "u", "limit": 3, "later": [1]});
    let request: Request = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(request.options.limit, Some(3));
    assert_eq!(request.options.extra["later"], json!([1]));
    assert_eq!(serde_json::to_value(&request).unwrap(), text);
}
