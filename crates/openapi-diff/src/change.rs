//! What a comparison finds: one change with its place, its class and its reach.

use serde::Serialize;
use serde_json::Value;

use super::kind::{Family, Kind};

/// What a change means for whoever uses the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Code that compiles or runs today may stop.
    Breaking,
    /// There is more to use, and everything that was there still works.
    Additive,
    /// Nothing that a client sends, reads or compiles against changes.
    Neutral,
}

impl Class {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Neutral => "neutral",
        }
    }
}

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// From the client to the service.
    Request,
    /// From the service to the client.
    Response,
}

impl Side {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
        }
    }
}

/// An operation that a change reaches.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Reached {
    /// The operationId, or method and path where there is none.
    pub operation: String,
    /// The sides of the operation that it reaches; empty for what stands outside of both.
    pub sides: Vec<Side>,
}

/// Where a change stands in one of the two contracts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The JSON pointer, behind all references.
    pub pointer: String,
    /// The place in words: `ScrapeOptions.formats[]`, `crawlUrls.request.limit`.
    pub label: String,
}

/// Why a change has its class, for one side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The stable id of the rule.
    pub rule: String,
    /// The side that it speaks of, if the side matters.
    pub side: Option<Side>,
    /// The class.
    pub class: Class,
    /// The reason.
    pub reason: &'static str,
}

/// What a change touches in this repository.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// The generated types and fields, such as `CrawlRequest::limit`.
    pub generated: Vec<String>,
    /// The generated functions.
    pub functions: Vec<String>,
    /// The methods of the facade that call them.
    pub facade: Vec<String>,
    /// The overlay actions that select the place or something inside of it.
    pub overlays: Vec<String>,
    /// The entries of `names.toml` that mean the place.
    pub names: Vec<String>,
    /// The entries of `docs.toml` that mean the place.
    pub docs: Vec<String>,
}

impl Effect {
    /// The kinds of effect that there are, each with its items.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        [
            ("generated", &self.generated),
            ("function", &self.functions),
            ("facade", &self.facade),
            ("overlay", &self.overlays),
            ("names.toml", &self.names),
            ("docs.toml", &self.docs),
        ]
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(name, items)| (name, items.as_slice()))
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// The id of the rule that gives it its class; stable, and never used for anything else.
    pub rule: String,
    /// The part of a contract that changed.
    pub family: Family,
    /// What happened.
    #[serde(skip)]
    pub kind: Kind,
    /// The worst class of its verdicts.
    pub class: Class,
    /// The verdicts, the one that decides first.
    pub verdicts: Vec<Verdict>,
    /// Where it stood; nothing if it is new.
    pub old_place: Option<Place>,
    /// Where it stands; nothing if it is gone.
    pub new_place: Option<Place>,
    /// What stood there, if that is short enough to be shown.
    pub old: Option<Value>,
    /// What stands there, if that is short enough to be shown.
    pub new: Option<Value>,
    /// The operations that it reaches, in the order of their names.
    pub operations: Vec<Reached>,
    /// What it touches here, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
}

impl Change {
    /// The place, in the new contract if it is there.
    pub fn place(&self) -> Option<&Place> {
        self.new_place.as_ref().or(self.old_place.as_ref())
    }

    /// The label of the place, in the new contract if it is there.
    pub fn label(&self) -> &str {
        self.place().map_or("", |place| place.label.as_str())
    }
}
