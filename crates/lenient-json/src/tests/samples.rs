//! Types in the very shape that the generator writes.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{Error, OneOrMany, Others, Outcome, Reader, Shape, Timestamp, field, nullable};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JobState {
    Scraping,
    Completed,
    Unknown(String),
}

impl JobState {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Scraping => "scraping",
            Self::Completed => "completed",
            Self::Unknown(text) => text,
        }
    }

    fn known(text: &str) -> Option<Self> {
        Some(match text {
            "scraping" => Self::Scraping,
            "completed" => Self::Completed,
            _ => return None,
        })
    }
}

crate::open_enum!(JobState);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Proxy {
    Basic,
    Stealth,
}

impl Proxy {
    pub const NAMES: &'static [&'static str] = &["basic", "stealth"];

    pub fn as_str(&self) -> &str {
        match self {
            Self::Basic => "basic",
            Self::Stealth => "stealth",
        }
    }

    fn known(text: &str) -> Option<Self> {
        Some(match text {
            "basic" => Self::Basic,
            "stealth" => Self::Stealth,
            _ => return None,
        })
    }
}

crate::closed_enum!(Proxy);

/// Fallible: it has a required field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Hit {
    pub url: String,
    pub title: Option<String>,
    pub extra: Map<String, Value>,
}

impl crate::Record for Hit {
    const SHAPE: &'static Shape = &Shape {
        name: "Hit",
        fields: &["url", "title"],
        required: &[("url", <String as crate::Lenient>::EXPECTED)],
        others: Others::Kept,
    };

    fn read_fields(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let mut url = None;
        let mut title = None;
        let extra = reader.fields(Self::SHAPE, &mut |index, reader| match index {
            0 => field(&mut url, reader),
            1 => field(&mut title, reader),
            _ => reader.other(),
        })?;
        Ok(Self {
            url: reader.present(Self::SHAPE, "url", url)?,
            title,
            extra,
        })
    }

    fn write_fields<M: crate::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let mut fields = crate::Fields::new(map).with_extra(&self.extra);
        fields.required("url", &self.url)?;
        fields.optional("title", &self.title)?;
        fields.extra()
    }
}

crate::record!(Hit);

#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Page {
    pub status: Option<JobState>,
    pub credits_used: Option<i64>,
    pub score: Option<f64>,
    pub active: Option<bool>,
    pub goal: Option<Option<String>>,
    pub created_at: Option<Timestamp>,
    pub title: Option<OneOrMany<String>>,
    pub links: Option<Vec<String>>,
    pub headers: Option<BTreeMap<String, String>>,
    pub json: Option<Value>,
    pub remark: Option<Value>,
    pub attributes: Option<Map<String, Value>>,
    pub parent: Option<Box<Page>>,
    pub pages: Option<Vec<Page>>,
    pub hit: Option<Hit>,
    pub hits: Option<Vec<Hit>>,
    pub by_name: Option<BTreeMap<String, Hit>>,
    pub data: Option<OneOrMany<Hit>>,
    pub format: Option<super::unions::Format>,
    pub extra: Map<String, Value>,
}

impl crate::Record for Page {
    const SHAPE: &'static Shape = &Shape {
        name: "Page",
        fields: &[
            "status",
            "creditsUsed",
            "score",
            "active",
            "goal",
            "createdAt",
            "title",
            "links",
            "headers",
            "json",
            "remark",
            "attributes",
            "parent",
            "pages",
            "hit",
            "hits",
            "byName",
            "data",
            "format",
        ],
        required: &[],
        others: Others::Kept,
    };

    fn read_fields(reader: &mut Reader<'_>) -> Result<Self, Error> {
        fn read(this: &mut Page, index: usize, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
            match index {
                0 => field(&mut this.status, reader),
                1 => field(&mut this.credits_used, reader),
                2 => field(&mut this.score, reader),
                3 => field(&mut this.active, reader),
                4 => field(&mut this.goal, reader),
                5 => field(&mut this.created_at, reader),
                6 => field(&mut this.title, reader),
                7 => field(&mut this.links, reader),
                8 => field(&mut this.headers, reader),
                9 => nullable(&mut this.json, reader),
                10 => field(&mut this.remark, reader),
                11 => field(&mut this.attributes, reader),
                12 => field(&mut this.parent, reader),
                13 => field(&mut this.pages, reader),
                14 => field(&mut this.hit, reader),
                15 => field(&mut this.hits, reader),
                16 => field(&mut this.by_name, reader),
                17 => field(&mut this.data, reader),
                18 => field(&mut this.format, reader),
                _ => reader.other(),
            }
        }
        let mut this = Self::default();
        this.extra = reader.fields(Self::SHAPE, &mut |index, reader| {
            read(&mut this, index, reader)
        })?;
        Ok(this)
    }

    fn write_fields<M: crate::SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let mut fields = crate::Fields::new(map).with_extra(&self.extra);
        fields.optional("status", &self.status)?;
        fields.optional("creditsUsed", &self.credits_used)?;
        fields.optional("score", &self.score.as_ref().map(crate::Exact))?;
        fields.optional("active", &self.active)?;
        fields.optional("goal", &self.goal)?;
        fields.optional("createdAt", &self.created_at)?;
        fields.optional("title", &self.title)?;
        fields.optional("links", &self.links)?;
        fields.optional("headers", &self.headers)?;
        fields.optional("json", &self.json)?;
        fields.optional("remark", &self.remark)?;
        fields.optional("attributes", &self.attributes)?;
        fields.optional("parent", &self.parent)?;
        fields.optional("pages", &self.pages)?;
        fields.optional("hit", &self.hit)?;
        fields.optional("hits", &self.hits)?;
        fields.optional("byName", &self.by_name)?;
        fields.optional("data", &self.data)?;
        fields.optional("format", &self.format)?;
        fields.extra()
    }
}

crate::record!(Page);

/// Every key of [`Page`] and [`Hit`] for which `null` means "not there".
pub const KNOWN: &[&str] = &[
    "status",
    "creditsUsed",
    "score",
    "active",
    "createdAt",
    "title",
    "links",
    "headers",
    "remark",
    "attributes",
    "parent",
    "pages",
    "hit",
    "hits",
    "byName",
    "data",
    "format",
    "prompt",
];
