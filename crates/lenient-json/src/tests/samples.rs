//! Types in the very shape that the generator writes.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{Lenient, OneOrMany, Others, Shape, Timestamp, optional, optional_nullable, required};

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

crate::closed_enum!(Proxy, Basic);

/// Fallible: it has a required field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Hit {
    pub url: String,
    pub title: Option<String>,
    pub extra: Map<String, Value>,
}

impl Hit {
    const SHAPE: &'static Shape = &Shape {
        name: "Hit",
        fields: &[required("url", String::EXPECTED), optional("title")],
        others: Others::Kept,
    };
}

crate::record!(Hit { 0 url, 1 title } extra = extra);

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

impl Page {
    const SHAPE: &'static Shape = &Shape {
        name: "Page",
        fields: &[
            optional("status"),
            optional("creditsUsed"),
            optional("score"),
            optional("active"),
            optional_nullable("goal"),
            optional("createdAt"),
            optional("title"),
            optional("links"),
            optional("headers"),
            optional_nullable("json"),
            optional("remark"),
            optional("attributes"),
            optional("parent"),
            optional("pages"),
            optional("hit"),
            optional("hits"),
            optional("byName"),
            optional("data"),
            optional("format"),
        ],
        others: Others::Kept,
    };
}

crate::record!(
    Page {
        0 status,
        1 credits_used,
        2 score,
        3 active,
        4 goal,
        5 created_at,
        6 title,
        7 links,
        8 headers,
        9 json,
        10 remark,
        11 attributes,
        12 parent,
        13 pages,
        14 hit,
        15 hits,
        16 by_name,
        17 data,
        18 format,
    }
    extra = extra
);

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
