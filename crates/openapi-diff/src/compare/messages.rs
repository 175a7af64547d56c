//! Parameters, request bodies, responses, headers and media types.

use serde_json::Value;

use super::cursor::Cursor;
use super::equal::same_data;
use super::matching::Matching;
use super::summary::summary;
use super::walker::{Option2, Part, Walker};
use crate::kind::Kind;

const STYLES: [&str; 4] = ["allowEmptyValue", "allowReserved", "explode", "style"];

impl<'d> Walker<'d> {
    /// Compares two parameters of one name.
    pub(super) fn parameter(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) {
        for (key, kind) in [
            ("name", Kind::ParameterRenamed),
            ("in", Kind::ParameterMoved),
        ] {
            let (before, after) = (old.text(key), new.text(key));
            if before != after {
                let values = (before.map(Value::from), after.map(Value::from));
                self.changed(unit, kind, (old, new), values);
            }
        }
        let kinds = [Kind::ParameterBecameRequired, Kind::ParameterBecameOptional];
        let states = (is_required(old), is_required(new));
        self.switched(unit, states, kinds, (old, new));
        for key in STYLES {
            let (before, after) = (style(old, key), style(new, key));
            if !same_data(&before, &after) {
                let shown = |value| Some(Value::from(format!("{key} {value}")));
                let values = (shown(before), shown(after));
                self.changed(unit, Kind::ParameterStyleChanged, (old, new), values);
            }
        }
        self.carrier(unit, old, new, &["name", "in", "required"], &STYLES);
    }

    /// Compares two headers of one name.
    pub(super) fn header(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) {
        let kinds = [Kind::HeaderBecameRequired, Kind::HeaderBecameOptional];
        self.flag(unit, old, new, "required", kinds);
        self.carrier(unit, old, new, &["required"], &[]);
    }

    /// Compares two request bodies.
    pub(super) fn body(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) {
        let kinds = [Kind::BodyBecameRequired, Kind::BodyBecameOptional];
        self.flag(unit, old, new, "required", kinds);
        self.content(unit, old, new);
        self.rest(unit, old, new, &["required", "content"]);
    }

    /// Compares two responses of one status.
    pub(super) fn response(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) {
        for pair in by_name(old.get("headers"), new.get("headers"), &str::to_lowercase) {
            let kinds = [Kind::HeaderAdded, Kind::HeaderRemoved];
            if let Some((old, new)) = self.both(unit, pair, kinds, |_| None) {
                let (old, new) = (old.resolved(self.old), new.resolved(self.new));
                self.shared(unit, Part::Header, old, new);
            }
        }
        self.content(unit, old, new);
        self.rest(unit, old, new, &["headers", "content"]);
    }

    /// Compares the schema and the content of two parameters or headers, and all other keywords.
    fn carrier(
        &mut self,
        unit: usize,
        old: &Cursor<'d>,
        new: &Cursor<'d>,
        handled: &[&str],
        more: &[&str],
    ) {
        self.deprecation(unit, old, new);
        self.schema_of(unit, old, new);
        self.content(unit, old, new);
        let handled = [handled, more, &["deprecated", "schema", "content"]].concat();
        self.rest(unit, old, new, &handled);
    }

    /// Compares the schemas of two parameters, headers or media types.
    fn schema_of(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) {
        let kinds = [Kind::MediaTypeSchemaAdded, Kind::MediaTypeSchemaRemoved];
        self.inner(unit, (old.get("schema"), new.get("schema")), kinds);
    }

    /// Compares the media types of two bodies.
    fn content(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) {
        for pair in by_name(old.get("content"), new.get("content"), &media_type) {
            let kinds = [Kind::MediaTypeAdded, Kind::MediaTypeRemoved];
            let shown = |media: &Value| media.get("schema").map(summary);
            if let Some((old, new)) = self.both(unit, pair, kinds, shown) {
                self.schema_of(unit, &old, &new);
                self.keyword(unit, &old, &new, "encoding", [Kind::EncodingChanged; 3]);
                self.rest(unit, &old, &new, &["schema", "encoding"]);
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
pub fn by_exact_name<'d>(old: Option<Cursor<'d>>, new: Option<Cursor<'d>>) -> Vec<Option2<'d>> {
    by_name(old, new, &str::to_owned)
}

/// Pairs members by what a name means, after those of one name as it is written.
fn by_name<'d>(
    old: Option<Cursor<'d>>,
    new: Option<Cursor<'d>>,
    meaning: &dyn Fn(&str) -> String,
) -> Vec<Option2<'d>> {
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
