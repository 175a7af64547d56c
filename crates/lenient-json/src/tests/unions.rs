//! Tagged unions, open and closed, and bare tags.

use serde_json::{Map, Value, json};

use crate::{Error, Others, Outcome, Reader, Shape, field};

use super::values::{Reading, read};

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
    const TAG: &'static str = "type";

    fn from_tag(tag: &str, reader: &mut Reader<'_>) -> Result<Option<Self>, Error> {
        match tag {
            "markdown" => reader.unit(Self::Markdown),
            "json" => reader.variant(Self::Json),
            _ => Ok(None),
        }
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }
}

crate::lenient!(Format, "an object", crate::read_union);

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct JsonFormat {
    pub prompt: Option<String>,
    pub extra: Map<String, Value>,
}

impl crate::Record for JsonFormat {
    const SHAPE: &'static Shape = &Shape {
        name: "JsonFormat",
        fields: &["prompt"],
        required: &[],
        others: Others::Kept,
    };

    fn read_fields(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let mut this = Self::default();
        this.extra = reader.fields(Self::SHAPE, &mut |_, reader| {
            field(&mut this.prompt, reader)
        })?;
        Ok(this)
    }

    fn write_fields<M: crate::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let mut fields = crate::Fields::new(map).with_extra(&self.extra);
        fields.optional("prompt", &self.prompt)?;
        fields.extra()
    }
}

crate::record!(JsonFormat);

/// A union of requests, where a string may be used for an object.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(tag = "type")]
enum Parser {
    #[serde(rename = "pdf")]
    Pdf(PdfParser),
    #[serde(rename = "plain")]
    Plain,
    #[serde(rename = "range")]
    Range(Range),
    #[serde(untagged)]
    Unknown(Value),
}

#[derive(Clone, Debug, Default, PartialEq)]
struct PdfParser {
    max_pages: Option<i64>,
}

impl crate::Record for PdfParser {
    const SHAPE: &'static Shape = &Shape {
        name: "PdfParser",
        fields: &["maxPages"],
        required: &[],
        others: Others::Rejected,
    };

    fn read_fields(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let mut this = Self::default();
        reader.fields(Self::SHAPE, &mut |_, reader| {
            field(&mut this.max_pages, reader)
        })?;
        Ok(this)
    }

    fn write_fields<M: crate::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let mut fields = crate::Fields::new(map);
        fields.optional("maxPages", &self.max_pages)?;
        fields.extra()
    }
}

crate::record!(PdfParser);

#[derive(Clone, Debug, PartialEq)]
struct Range {
    from: i64,
}

impl crate::Record for Range {
    const SHAPE: &'static Shape = &Shape {
        name: "Range",
        fields: &["from"],
        required: &[("from", <i64 as crate::Lenient>::EXPECTED)],
        others: Others::Rejected,
    };

    fn read_fields(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let mut from = None;
        reader.fields(Self::SHAPE, &mut |_, reader| field(&mut from, reader))?;
        Ok(Self {
            from: reader.present(Self::SHAPE, "from", from)?,
        })
    }

    fn write_fields<M: crate::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let mut fields = crate::Fields::new(map);
        fields.required("from", &self.from)?;
        fields.extra()
    }
}

crate::record!(Range);

impl crate::TaggedUnion for Parser {
    const TAG: &'static str = "type";
    const BARE: bool = true;

    fn from_tag(tag: &str, reader: &mut Reader<'_>) -> Result<Option<Self>, Error> {
        match tag {
            "pdf" => reader.variant(Self::Pdf),
            "plain" => reader.unit(Self::Plain),
            "range" => reader.variant(Self::Range),
            _ => Ok(None),
        }
    }

    fn unknown(value: Value) -> Self {
        Self::Unknown(value)
    }
}

crate::lenient!(Parser, "an object", crate::read_union);

#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[serde(untagged)]
enum Redact {
    Enabled(bool),
    Options(PdfParser),
}

crate::lenient!(Redact, "Redact", |slot: &mut _, reader: &mut Reader<'_>| {
    if crate::alternative(Redact::Enabled, slot, reader)?
        || crate::alternative(Redact::Options, slot, reader)?
    {
        return Ok(Outcome::Typed);
    }
    reader.other()
});

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
