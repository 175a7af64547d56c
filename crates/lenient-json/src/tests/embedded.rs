//! A record whose fields stand beside those of another.

use serde_json::{Map, Value, json};

use crate::{Error, Lenient, Others, Reader, Record, Shape, field};

#[derive(Debug, Default, PartialEq)]
pub struct Options {
    limit: Option<i64>,
    extra: Map<String, Value>,
}

impl Record for Options {
    const SHAPE: &'static Shape = &Shape {
        name: "Options",
        fields: &["limit"],
        required: &[],
        others: Others::Kept,
    };

    fn read_fields(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let mut this = Self::default();
        this.extra = reader.fields(Self::SHAPE, &mut |_, reader| field(&mut this.limit, reader))?;
        Ok(this)
    }

    fn write_fields<M: crate::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let mut fields = crate::Fields::new(map).with_extra(&self.extra);
        fields.optional("limit", &self.limit)?;
        fields.extra()
    }
}
crate::record!(Options);

#[derive(Debug, PartialEq)]
pub struct Request {
    url: String,
    options: Options,
}

impl Record for Request {
    const SHAPE: &'static Shape = &Shape {
        name: "Request",
        fields: &["url"],
        required: &[("url", String::EXPECTED)],
        others: Others::Embedded,
    };

    fn read_fields(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let mut url = None;
        let others = reader.fields(Self::SHAPE, &mut |_, reader| field(&mut url, reader))?;
        Ok(Self {
            url: reader.present(Self::SHAPE, "url", url)?,
            options: reader.embedded(others)?,
        })
    }

    fn write_fields<M: crate::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let mut fields = crate::Fields::new(map);
        fields.required("url", &self.url)?;
        fields.embedded(&self.options)
    }
}
crate::record!(Request);

#[test]
fn the_fields_of_both_are_read_and_nothing_is_lost() {
    let text = json!({"url": "u", "limit": 3, "later": [1]});
    let request: Request = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(request.options.limit, Some(3));
    assert_eq!(request.options.extra["later"], json!([1]));
    assert_eq!(serde_json::to_value(&request).unwrap(), text);
}
