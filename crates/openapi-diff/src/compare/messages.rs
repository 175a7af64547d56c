//! Parameters, request bodies, responses, headers and media types.

use serde_json::Value;

use super::cursor::Cursor;
use super::equal::same_data;
use super::matching::Matching;
use super::summary::summary;
use super::walker::{Both, Option2, Part, Walker};
use crate::kind::Kind;

const STYLES: [&str; 4] = ["allowEmptyValue", "allowReserved", "explode", "style"];

impl<'d> Walker<'d> {
    /// Compares two parameters of one name.
    pub(super) fn parameter(&mut self, at: &Both<'d>) {
        for (key, kind) in [
            ("name", Kind::ParameterRenamed),
            ("in", Kind::ParameterMoved),
        ] {
            let (before, after) = (at.old.text(key), at.new.text(key));
            if before != after {
                let values = (before.map(Value::from), after.map(Value::from));
                self.changed(at, kind, values);
            }
        }
        let kinds = [Kind::ParameterBecameRequired, Kind::ParameterBecameOptional];
        let states = (is_required(&at.old), is_required(&at.new));
        self.switched(at, states, kinds);
        for key in STYLES {
            let (before, after) = (style(&at.old, key), style(&at.new, key));
            if !same_data(&before, &after) {
                let shown = |value| Some(Value::from(format!("{key} {value}")));
                let values = (shown(before), shown(after));
                self.changed(at, Kind::ParameterStyleChanged, values);
            }
        }
        self.carrier(at, &["name", "in", "required"], &STYLES);
    }

    /// Compares two headers of one name.
    pub(super) fn header(&mut self, at: &Both<'d>) {
        let kinds = [Kind::HeaderBecameRequired, Kind::HeaderBecameOptional];
        self.flag(at, "required", kinds);
        self.carrier(at, &["required"], &[]);
    }

    /// Compares two request bodies.
    pub(super) fn body(&mut self, at: &Both<'d>) {
        let kinds = [Kind::BodyBecameRequired, Kind::BodyBecameOptional];
        self.flag(at, "required", kinds);
        self.content(at);
        self.rest(at, &["required", "content"]);
    }

    /// Compares two responses of one status.
    pub(super) fn response(&mut self, at: &Both<'d>) {
        for pair in by_name(at.get("headers"), &str::to_lowercase) {
            let kinds = [Kind::HeaderAdded, Kind::HeaderRemoved];
            if let Some(at) = self.both(at.unit, pair, kinds, |_| None) {
                self.shared_resolved(Part::Header, at);
            }
        }
        self.content(at);
        self.rest(at, &["headers", "content"]);
    }

    /// Compares the schema and the content of two parameters or headers, and all other keywords.
    fn carrier(&mut self, at: &Both<'d>, handled: &[&str], more: &[&str]) {
        self.deprecation(at);
        self.schema_of(at);
        self.content(at);
        let handled = [handled, more, &["deprecated", "schema", "content"]].concat();
        self.rest(at, &handled);
    }

    /// Compares the schemas of two parameters, headers or media types.
    fn schema_of(&mut self, at: &Both<'d>) {
        let kinds = [Kind::MediaTypeSchemaAdded, Kind::MediaTypeSchemaRemoved];
        self.inner(at, "schema", kinds);
    }

    /// Compares the media types of two bodies.
    fn content(&mut self, at: &Both<'d>) {
        for pair in by_name(at.get("content"), &media_type) {
            let kinds = [Kind::MediaTypeAdded, Kind::MediaTypeRemoved];
            let shown = |media: &Value| media.get("schema").map(summary);
            if let Some(at) = self.both(at.unit, pair, kinds, shown) {
                self.schema_of(&at);
                self.keyword(&at, "encoding", [Kind::EncodingChanged; 3]);
                self.rest(&at, &["schema", "encoding"]);
            }
        }
    }
}

/// Reports whether a parameter is required; one in a path always is.
pub fn is_required(parameter: &Cursor<'_>) -> bool {
    parameter.flag("required") || parameter.text("in") == Some("path")
}

/// Returns the serialization style of a parameter, with the defaults of OpenAPI.
fn style(parameter: &Cursor<'_>, key: &str) -> Value {
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

/// Normalizes a media type: case and the charset, which is always UTF-8 for JSON, do not matter.
fn media_type(name: &str) -> String {
    let plain: String = name.to_lowercase().split_whitespace().collect();
    plain.replace(";charset=utf-8", "")
}

/// Pairs the members of two objects by name: those of the old one, then those that are new.
pub fn by_exact_name(objects: Option2<'_>) -> Vec<Option2<'_>> {
    by_name(objects, &str::to_owned)
}

/// Pairs members by what a name means, after those of one name as it is written.
fn by_name<'d>((old, new): Option2<'d>, meaning: &dyn Fn(&str) -> String) -> Vec<Option2<'d>> {
    let members = |at: Option<Cursor<'d>>| -> Vec<(&'d str, Cursor<'d>)> {
        at.iter().flat_map(Cursor::members).collect()
    };
    let (before, after) = (members(old), members(new));
    let mut matching = Matching::none(before.len(), after.len());
    matching.first(|i, j| before[i].0 == after[j].0);
    matching.first(|i, j| meaning(before[i].0) == meaning(after[j].0));
    let of = |list: &[(&str, Cursor<'d>)], index: usize| Some(list[index].1.clone());
    let pairs = matching.pairs.iter();
    let pairs = pairs.map(|(i, j)| (of(&before, *i), of(&after, *j)));
    let gone = matching.old.iter().map(|i| (of(&before, *i), None));
    let fresh = matching.new.iter().map(|j| (None, of(&after, *j)));
    pairs.chain(gone).chain(fresh).collect()
}
