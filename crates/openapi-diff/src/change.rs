//! A change of a contract, with its place, its class and the operations that it reaches.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::kind::{Family, Kind};
use super::render::{headline, plain};

/// The meaning of a change for users of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Code that compiles or runs today may stop doing so.
    Breaking,
    /// The same code compiles and runs, and may get another result.
    Behavioral,
    /// There is more to use, and everything that existed still works.
    Additive,
    /// Nothing changes that a client sends, reads or compiles against.
    Neutral,
}

impl Class {
    /// Every class, the gravest first.
    pub const ALL: [Self; 4] = [
        Self::Breaking,
        Self::Behavioral,
        Self::Additive,
        Self::Neutral,
    ];

    /// Returns the word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Behavioral => "behavioral",
            Self::Additive => "additive",
            Self::Neutral => "neutral",
        }
    }
}

/// The direction in which a value is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// From the client to the service.
    Request,
    /// From the service to the client.
    Response,
}

impl Side {
    /// Returns the word in reports.
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
    /// The sides of the operation that it reaches; empty if it belongs to neither.
    pub sides: Vec<Side>,
}

/// The place of a change in one of the two contracts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// The JSON pointer, behind all references.
    pub pointer: String,
    /// A readable name of the place: `ScrapeOptions.formats[]`, `crawlUrls.request.limit`.
    pub label: String,
}

/// The class of a change for one side, and the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// The stable id of the rule.
    pub rule: String,
    /// The side that it applies to, if the side matters.
    pub side: Option<Side>,
    /// The class.
    pub class: Class,
    /// The reason.
    pub reason: &'static str,
}

/// The parts of a workspace that a change touches, which the caller fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// The generated types and fields, such as `CrawlRequest::limit`.
    pub generated: Vec<String>,
    /// The generated functions.
    pub functions: Vec<String>,
    /// The hand-written methods that call them.
    pub facade: Vec<String>,
    /// The overlay actions that select the place or a part of it.
    pub overlays: Vec<String>,
    /// The overlay actions for which the corrected contract stays as it was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hidden: Vec<String>,
    /// The entries for the place in the file of names.
    pub names: Vec<String>,
    /// The entries for the place in the file of documentation.
    pub docs: Vec<String>,
}

impl Effect {
    /// Iterates over the kinds of effect that are not empty, each with its items.
    pub fn parts(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        [
            ("generated", &self.generated),
            ("function", &self.functions),
            ("facade", &self.facade),
            ("overlay", &self.overlays),
            ("hidden by", &self.hidden),
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
    /// The stable id of the rule that decides its class.
    pub rule: String,
    /// The part of a contract that changed.
    pub family: Family,
    /// The kind of change.
    #[serde(skip)]
    pub kind: Kind,
    /// The worst class of its verdicts.
    pub class: Class,
    /// The verdicts, the decisive one first.
    pub verdicts: Vec<Verdict>,
    /// The place in the old contract, unless the part is new.
    pub old_place: Option<Place>,
    /// The place in the new contract, unless the part was removed.
    pub new_place: Option<Place>,
    /// The old value, if it is short enough to be shown.
    pub old: Option<Value>,
    /// The new value, if it is short enough to be shown.
    pub new: Option<Value>,
    /// The operations that it reaches, ordered by name.
    pub operations: Vec<Reached>,
    /// The parts of the caller's workspace that it touches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
}

impl Change {
    /// Orders the verdicts by their classes, and takes over the rule and the class of the gravest.
    pub fn decide(&mut self) {
        self.verdicts
            .sort_by_key(|verdict| (verdict.class, verdict.side));
        if let Some(decisive) = self.verdicts.first() {
            self.rule.clone_from(&decisive.rule);
            self.class = decisive.class;
        }
    }

    /// Returns the place, in the new contract if it exists there.
    pub fn place(&self) -> Option<&Place> {
        self.new_place.as_ref().or(self.old_place.as_ref())
    }

    /// Returns the change in one line: its place, and its values if they are short.
    pub fn headline(&self) -> String {
        plain(&headline(self))
    }

    /// Returns the label of the place.
    pub fn label(&self) -> &str {
        self.place().map_or("", |place| place.label.as_str())
    }
}
