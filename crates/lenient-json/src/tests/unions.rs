//! Tagged unions, open and closed, and bare tags.

use serde_json::{Map, Value, json};

use crate::{Lenient, Others, Shape, optional, required};

use super::values::{Reading, read};

/// A union of responses, which keeps unknown values.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Format {
    Markdown,
    Json(JsonFormat),
    Unknown(Value),
}

crate::tagged_union!(
    Format: "type", bare = false,
    { "markdown" Markdown, "json" Json(payload) }
);

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct JsonFormat {
    pub prompt: Option<String>,
    pub extra: Map<String, Value>,
}

impl JsonFormat {
    const SHAPE: &'static Shape = &Shape {
        name: "JsonFormat",
        fields: &[optional("prompt")],
        others: Others::Kept,
    };
}

crate::record!(JsonFormat { 0 prompt } extra = extra);

/// A union of requests, where a string may be used for an object.
#[derive(Clone, Debug, PartialEq)]
enum Parser {
    Pdf(PdfParser),
    Plain,
    Range(Range),
    Unknown(Value),
}

#[derive(Clone, Debug, Default, PartialEq)]
struct PdfParser {
    max_pages: Option<i64>,
}

impl PdfParser {
    const SHAPE: &'static Shape = &Shape {
        name: "PdfParser",
        fields: &[optional("maxPages")],
        others: Others::Rejected,
    };
}

crate::record!(PdfParser { 0 max_pages });

#[derive(Clone, Debug, PartialEq)]
struct Range {
    from: i64,
}

impl Range {
    const SHAPE: &'static Shape = &Shape {
        name: "Range",
        fields: &[required("from", i64::EXPECTED)],
        others: Others::Rejected,
    };
}

crate::record!(Range { 0 from });

crate::tagged_union!(
    Parser: "type", bare = true,
    { "pdf" Pdf(payload), "plain" Plain, "range" Range(payload) }
);

#[derive(Clone, Debug, PartialEq)]
enum Redact {
    Enabled(bool),
    Options(PdfParser),
}

crate::untagged_union!(Redact { Enabled(bool), Options(PdfParser) });

fn parser(value: Value) -> Result<Parser, String> {
    serde_json::from_value(value).map_err(|error| error.to_string())
}

#[test]
fn known_variants_are_read_and_written_alike() {
    for sent in [
        json!({"type": "markdown"}),
        json!({"type": "json", "prompt": "p", "new": [1]}),
    ] {
        let format: Format = serde_json::from_value(sent.clone()).unwrap();
        assert!(!matches!(format, Format::Unknown(_)), "{sent}");
        assert_eq!(serde_json::to_value(&format).unwrap(), sent);
    }
}

#[test]
fn an_open_union_keeps_what_fits_no_variant() {
    for sent in [
        json!({"type": "hologram", "depth": 3}),
        json!({"type": "markdown", "new": true}),
        json!({"type": 7}),
        json!({}),
    ] {
        let format: Format = serde_json::from_value(sent.clone()).unwrap();
        assert_eq!(format, Format::Unknown(sent.clone()));
        assert_eq!(serde_json::to_value(&format).unwrap(), sent);
    }
}

#[test]
fn what_is_no_object_is_odd() {
    assert_eq!(
        read::<Format>(&json!("markdown").to_string()),
        Reading::Mismatched(json!("markdown"))
    );
    assert_eq!(
        read::<Format>(&json!([1]).to_string()),
        Reading::Mismatched(json!([1]))
    );
    assert_eq!(read::<Format>(&json!(null).to_string()), Reading::Null);
    let error = serde_json::from_value::<Format>(json!("markdown")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Format: found a string where an object was expected"
    );
}

#[test]
fn a_bare_tag_stands_for_its_object() {
    assert_eq!(parser(json!("plain")), Ok(Parser::Plain));
    assert_eq!(parser(json!("pdf")), parser(json!({"type": "pdf"})));
    assert_eq!(
        serde_json::to_value(Parser::Plain).unwrap(),
        json!({"type": "plain"})
    );
}

#[test]
fn an_untagged_enum_is_read_from_the_whole_value() {
    assert_eq!(
        read::<Redact>(&json!(true).to_string()),
        Reading::Typed(Redact::Enabled(true))
    );
    let options = Redact::Options(PdfParser { max_pages: Some(2) });
    assert_eq!(
        read::<Redact>(&json!({"maxPages": 2}).to_string()),
        Reading::Typed(options)
    );
    assert_eq!(
        read::<Redact>(&json!("yes").to_string()),
        Reading::Mismatched(json!("yes"))
    );
    assert_eq!(read::<Redact>(&json!(null).to_string()), Reading::Null);
}

/// Two records that share a field, of which the first takes every value of the second, and any map.
#[derive(Clone, Debug, PartialEq)]
enum Outcome {
    Found(JsonFormat),
    Failed(Failure),
    Other(Map<String, Value>),
}

crate::untagged_union!(Outcome {
    Found(JsonFormat),
    Failed(Failure),
    Other(Map<String, Value>)
});

#[derive(Clone, Debug, Default, PartialEq)]
struct Failure {
    prompt: Option<String>,
    error: Option<String>,
    extra: Map<String, Value>,
}

impl Failure {
    const SHAPE: &'static Shape = &Shape {
        name: "Failure",
        fields: &[optional("prompt"), optional("error")],
        others: Others::Kept,
    };
}

crate::record!(Failure { 0 prompt, 1 error } extra = extra);

#[test]
fn the_record_that_declares_every_field_is_taken_whichever_is_first() {
    let outcome = |value: Value| serde_json::from_value::<Outcome>(value).unwrap();
    assert!(matches!(outcome(json!({"prompt": "p"})), Outcome::Found(_)));
    let failed = outcome(json!({"prompt": "p", "error": "e"}));
    assert!(matches!(failed, Outcome::Failed(_)), "{failed:?}");
    // A field that none declares, also one of another type, leaves it to the order.
    for sent in [
        json!({"prompt": "p", "error": "e", "new": 1}),
        json!({"prompt": "p", "error": 7}),
    ] {
        let read = outcome(sent.clone());
        assert!(matches!(read, Outcome::Found(_)), "{read:?}");
        assert_eq!(serde_json::to_value(&read).unwrap(), sent);
    }
}
