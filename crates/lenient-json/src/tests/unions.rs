//! Tagged unions, open and closed, and bare tags.

use serde::de::MapAccess;
use serde_json::{Map, Value, json};

use crate::{Lenient, Reading};

/// A union of responses, which keeps unknown values.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "type")]
#[non_exhaustive]
pub enum Format {
    #[serde(rename = "markdown")]
    Markdown,
    #[serde(rename = "json")]
    Json(JsonFormat),
    #[serde(untagged)]
    Unknown(Value),
}

impl crate::TaggedUnion for Format {
    const NAME: &'static str = "Format";
    const TAG: &'static str = "type";
    const TAGS: &'static [&'static str] = &["markdown", "json"];

    fn from_tag(tag: &str, rest: Map<String, Value>) -> Result<Option<Self>, serde_json::Error> {
        Ok(Some(match tag {
            "markdown" => crate::unit(rest, Self::Markdown)?,
            "json" => Self::Json(crate::variant(rest)?),
            _ => return Ok(None),
        }))
    }

    fn unknown(value: Value) -> Result<Self, Value> {
        Ok(Self::Unknown(value))
    }
}

crate::tagged_union!(Format);

#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct JsonFormat {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl crate::Record for JsonFormat {
    const NAME: &'static str = "JsonFormat";
    const FALLIBLE: bool = false;

    fn read_fields<'de, A: MapAccess<'de>>(
        mut fields: crate::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "prompt" => fields.optional("prompt", &mut this.prompt)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}

crate::record!(JsonFormat);

/// A union of requests: nothing else is allowed, and a string may stand for
/// an object.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "type")]
enum Parser {
    #[serde(rename = "pdf")]
    Pdf(PdfParser),
    #[serde(rename = "plain")]
    Plain,
    #[serde(rename = "range")]
    Range(Range),
}

#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct PdfParser {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_pages: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Range {
    from: i64,
}

impl crate::TaggedUnion for Parser {
    const NAME: &'static str = "Parser";
    const TAG: &'static str = "type";
    const TAGS: &'static [&'static str] = &["pdf", "plain", "range"];
    const BARE: bool = true;

    fn from_tag(tag: &str, rest: Map<String, Value>) -> Result<Option<Self>, serde_json::Error> {
        Ok(Some(match tag {
            "pdf" => Self::Pdf(crate::variant(rest)?),
            "plain" => crate::unit(rest, Self::Plain)?,
            "range" => Self::Range(crate::variant(rest)?),
            _ => return Ok(None),
        }))
    }
}

crate::tagged_union!(Parser);

#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged)]
enum Redact {
    Enabled(bool),
    Options(PdfParser),
}

crate::buffered!(Redact);

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
        Format::read(json!("markdown")).unwrap(),
        Reading::Mismatched(json!("markdown"))
    );
    assert_eq!(
        Format::read(json!([1])).unwrap(),
        Reading::Mismatched(json!([1]))
    );
    assert_eq!(Format::read(json!(null)).unwrap(), Reading::Null);
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
fn a_closed_union_says_what_it_takes() {
    for (sent, error) in [
        (
            json!("doc"),
            "unknown Parser \"doc\": expected one of pdf, plain, range",
        ),
        (
            json!({"type": "doc"}),
            "unknown Parser \"doc\": expected one of pdf, plain, range",
        ),
        (
            json!({}),
            "Parser: field `type` is missing: expected one of pdf, plain, range",
        ),
        (
            json!({"type": [1]}),
            "Parser: field `type`: found a list where a string was expected",
        ),
        (
            json!({"type": "plain", "x": 1}),
            "Parser `plain`: takes no field `x`",
        ),
        (
            json!({"type": "range"}),
            "Parser `range`: missing field `from`",
        ),
        (json!("range"), "Parser `range`: missing field `from`"),
        (
            json!(4),
            "Parser: found a number where an object or its tag was expected",
        ),
    ] {
        assert_eq!(parser(sent), Err(error.to_owned()));
    }
}

#[test]
fn a_closed_union_in_an_answer_is_odd_where_it_does_not_fit() {
    let sent = json!({"type": "range", "to": 1});
    assert_eq!(
        Parser::read(&sent).unwrap(),
        Reading::Mismatched(sent.clone())
    );
    let list = json!(["pdf", sent]);
    let mismatched = json!([{"type": "pdf"}, sent]);
    assert_eq!(
        Vec::<Parser>::read(&list).unwrap(),
        Reading::Mismatched(mismatched)
    );
}

#[test]
fn an_untagged_enum_is_read_from_the_whole_value() {
    assert_eq!(
        Redact::read(json!(true)).unwrap(),
        Reading::Typed(Redact::Enabled(true))
    );
    let options = Redact::Options(PdfParser { max_pages: Some(2) });
    assert_eq!(
        Redact::read(json!({"maxPages": 2})).unwrap(),
        Reading::Typed(options)
    );
    assert_eq!(
        Redact::read(json!("yes")).unwrap(),
        Reading::Mismatched(json!("yes"))
    );
    assert_eq!(Redact::read(json!(null)).unwrap(), Reading::Null);
}
