//! Types in the very shape that the generator writes.

use std::collections::BTreeMap;

use serde::de::MapAccess;
use serde_json::{Map, Value};

use crate::{OneOrMany, Timestamp};

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
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Hit {
    pub url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl crate::Record for Hit {
    const NAME: &'static str = "Hit";
    const FALLIBLE: bool = true;

    fn read_fields<'de, A: MapAccess<'de>>(
        mut fields: crate::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut url = None;
        let mut title = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "url" => fields.required("url", &mut url)?,
                "title" => fields.optional("title", &mut title)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            url: fields.present("url", url)?,
            title,
            extra: fields.into_extra(),
        })
    }
}

crate::record!(Hit);

#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
#[non_exhaustive]
pub struct Page {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<JobState>,
    #[serde(rename = "creditsUsed", skip_serializing_if = "Option::is_none")]
    pub credits_used: Option<i64>,
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "crate::number::serialize"
    )]
    pub score: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<Option<String>>,
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<OneOrMany<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Map<String, Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Box<Page>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<Vec<Page>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hit: Option<Hit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hits: Option<Vec<Hit>>,
    #[serde(rename = "byName", skip_serializing_if = "Option::is_none")]
    pub by_name: Option<BTreeMap<String, Hit>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<OneOrMany<Hit>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<super::unions::Format>,
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl crate::Record for Page {
    const NAME: &'static str = "Page";
    const FALLIBLE: bool = false;

    fn read_fields<'de, A: MapAccess<'de>>(
        mut fields: crate::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "status" => fields.optional("status", &mut this.status)?,
                "creditsUsed" => fields.optional("creditsUsed", &mut this.credits_used)?,
                "score" => fields.optional("score", &mut this.score)?,
                "active" => fields.optional("active", &mut this.active)?,
                "goal" => fields.optional("goal", &mut this.goal)?,
                "createdAt" => fields.optional("createdAt", &mut this.created_at)?,
                "title" => fields.optional("title", &mut this.title)?,
                "links" => fields.optional("links", &mut this.links)?,
                "headers" => fields.optional("headers", &mut this.headers)?,
                "json" => fields.any_value(&mut this.json)?,
                "remark" => fields.optional("remark", &mut this.remark)?,
                "attributes" => fields.optional("attributes", &mut this.attributes)?,
                "parent" => fields.optional("parent", &mut this.parent)?,
                "pages" => fields.optional("pages", &mut this.pages)?,
                "hit" => fields.optional("hit", &mut this.hit)?,
                "hits" => fields.optional("hits", &mut this.hits)?,
                "byName" => fields.optional("byName", &mut this.by_name)?,
                "data" => fields.optional("data", &mut this.data)?,
                "format" => fields.optional("format", &mut this.format)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
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
