//! What is sent and what comes back: parameters, bodies, answers, headers and media types.

use serde_json::Value;

use super::at::At;
use super::equal::same_data;
use super::summary::summary;
use super::walker::{Part, Walker};
use crate::kind::Kind;

const STYLES: [&str; 4] = ["allowEmptyValue", "allowReserved", "explode", "style"];

impl<'d> Walker<'d> {
    /// Compares two parameters of one name.
    pub(super) fn parameter(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let places = || (old.pointer.clone(), new.pointer.clone());
        let text = |at: &At<'_>, key: &str| at.text(key).map(Value::from);
        if old.text("name") != new.text("name") {
            let values = (text(old, "name"), text(new, "name"));
            let (before, after) = places();
            self.changed(unit, Kind::ParameterRenamed, before, after, values);
        }
        if old.text("in") != new.text("in") {
            let values = (text(old, "in"), text(new, "in"));
            let (before, after) = places();
            self.changed(unit, Kind::ParameterMoved, before, after, values);
        }
        let kinds = [Kind::ParameterBecameRequired, Kind::ParameterBecameOptional];
        self.switched(unit, is_required(old), is_required(new), kinds, places());
        for key in STYLES {
            let (before, after) = (style(old, key), style(new, key));
            if !same_data(&before, &after) {
                let (old, new) = places();
                let values = (
                    Some(Value::from(format!("{key} {before}"))),
                    Some(Value::from(format!("{key} {after}"))),
                );
                self.changed(unit, Kind::ParameterStyleChanged, old, new, values);
            }
        }
        self.deprecation(unit, old, new);
        self.schema_of(unit, old, new);
        self.content(unit, old, new);
        self.rest(
            unit,
            old,
            new,
            &[
                "name",
                "in",
                "required",
                "deprecated",
                "schema",
                "content",
                "allowEmptyValue",
                "allowReserved",
                "explode",
                "style",
            ],
        );
    }

    /// Compares two headers of one name.
    pub(super) fn header(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let kinds = [Kind::HeaderBecameRequired, Kind::HeaderBecameOptional];
        self.flag(unit, old, new, "required", kinds);
        self.deprecation(unit, old, new);
        self.schema_of(unit, old, new);
        self.content(unit, old, new);
        self.rest(
            unit,
            old,
            new,
            &["required", "deprecated", "schema", "content"],
        );
    }

    /// Compares two bodies of a request.
    pub(super) fn body(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let kinds = [Kind::BodyBecameRequired, Kind::BodyBecameOptional];
        self.flag(unit, old, new, "required", kinds);
        self.content(unit, old, new);
        self.rest(unit, old, new, &["required", "content"]);
    }

    /// Compares two answers of one status.
    pub(super) fn response(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let pairs = both_as(old.get("headers"), new.get("headers"), &str::to_lowercase);
        for pair in pairs {
            match pair {
                (Some(old), Some(new)) => {
                    let (old, _) = old.resolved(self.old);
                    let (new, _) = new.resolved(self.new);
                    self.shared(unit, Part::Header, old, new);
                }
                (Some(old), None) => self.removed(unit, Kind::HeaderRemoved, old.pointer, None),
                (None, Some(new)) => self.added(unit, Kind::HeaderAdded, new.pointer, None),
                (None, None) => {}
            }
        }
        self.content(unit, old, new);
        self.rest(unit, old, new, &["headers", "content"]);
    }

    /// Compares the schemas of two parameters, headers or media types.
    fn schema_of(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let (added, removed) = (Kind::MediaTypeSchemaAdded, Kind::MediaTypeSchemaRemoved);
        self.inner(unit, old, new, "schema", added, removed);
    }

    /// Compares the media types of two bodies.
    fn content(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        for pair in both_as(old.get("content"), new.get("content"), &media_type) {
            let media = |at: &At<'_>| at.value.get("schema").map(summary);
            match pair {
                (Some(old), Some(new)) => {
                    self.schema_of(unit, &old, &new);
                    self.keyword(unit, &old, &new, "encoding", [Kind::EncodingChanged; 3]);
                    self.rest(unit, &old, &new, &["schema", "encoding"]);
                }
                (Some(old), None) => {
                    let value = media(&old);
                    self.removed(unit, Kind::MediaTypeRemoved, old.pointer, value);
                }
                (None, Some(new)) => {
                    let value = media(&new);
                    self.added(unit, Kind::MediaTypeAdded, new.pointer, value);
                }
                (None, None) => {}
            }
        }
    }
}

/// Whether a parameter must be there; one in a path always must.
pub fn is_required(parameter: &At<'_>) -> bool {
    parameter.flag("required") || parameter.text("in") == Some("path")
}

/// How a parameter is written, as it holds where nothing is said.
fn style(parameter: &At<'_>, key: &str) -> Value {
    let style = || {
        let given = parameter.text("style");
        given.unwrap_or(match parameter.text("in") {
            Some("query" | "cookie") => "form",
            _ => "simple",
        })
    };
    match (key, parameter.value.get(key)) {
        ("style", _) => Value::from(style()),
        (_, Some(given)) => given.clone(),
        ("explode", None) => Value::from(style() == "form"),
        (_, None) => Value::from(false),
    }
}

/// A media type as it is compared: case and the charset, which of JSON is always UTF-8, say nothing.
fn media_type(name: &str) -> String {
    let plain: String = name.to_lowercase().split_whitespace().collect();
    plain.replace(";charset=utf-8", "")
}

/// The members of two objects by name: those of the old one, then those that are new.
pub fn both<'d>(old: Option<At<'d>>, new: Option<At<'d>>) -> Vec<(Option<At<'d>>, Option<At<'d>>)> {
    both_as(old, new, &str::to_owned)
}

/// The same by what a name means; those of one name as it is written come first.
fn both_as<'d>(
    old: Option<At<'d>>,
    new: Option<At<'d>>,
    meant: &dyn Fn(&str) -> String,
) -> Vec<(Option<At<'d>>, Option<At<'d>>)> {
    let members = |at: &Option<At<'d>>| -> Vec<(&'d str, At<'d>)> {
        at.iter().flat_map(At::members).collect()
    };
    let (before, mut after) = (members(&old), members(&new));
    let mut pairs: Vec<(Option<At<'d>>, Option<At<'d>>)> = Vec::new();
    let (same, others): (Vec<_>, Vec<_>) = before
        .into_iter()
        .partition(|(name, _)| after.iter().any(|(other, _)| other == name));
    for (name, at) in same {
        let found = after.iter().position(|(other, _)| *other == name);
        pairs.push((Some(at), found.map(|index| after.remove(index).1)));
    }
    for (name, at) in others {
        let name = meant(name);
        let found = after.iter().position(|(other, _)| meant(other) == name);
        pairs.push((Some(at), found.map(|index| after.remove(index).1)));
    }
    pairs.extend(after.into_iter().map(|(_, at)| (None, Some(at))));
    pairs
}
