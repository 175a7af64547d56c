//! A record whose fields stand beside those of another.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{Fields, MapAccess, Record};

#[derive(Debug, Default, PartialEq, Serialize)]
pub struct Options {
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<i64>,
    #[serde(flatten)]
    extra: Map<String, Value>,
}

impl Record for Options {
    const NAME: &'static str = "Options";
    const FALLIBLE: bool = false;

    fn read_fields<'de, A: MapAccess<'de>>(mut fields: Fields<'de, A>) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "limit" => fields.optional("limit", &mut this.limit)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::record!(Options);

#[derive(Debug, PartialEq, Serialize)]
pub struct Request {
    url: String,
    #[serde(flatten)]
    options: Options,
}

impl Record for Request {
    const NAME: &'static str = "Request";
    const FALLIBLE: bool = true;

    fn read_fields<'de, A: MapAccess<'de>>(mut fields: Fields<'de, A>) -> Result<Self, A::Error> {
        let mut url = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "url" => fields.required("url", &mut url)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            url: fields.present("url", url)?,
            options: fields.into_embedded(),
        })
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
