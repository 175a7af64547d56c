//! Parameters, request bodies, responses, headers and media types.

use serde_json::Value;

use super::cursor::Cursor;
use super::equal::same_data;
use super::summary::summary;
use super::walker::{Both, Part, Walker};
use crate::kind::Kind;

const STYLES: [&str; 4] = ["allowEmptyValue", "allowReserved", "explode", "style"];

impl<'d> Walker<'d> {
    /// Compares two parameters of one name.
    pub(super) fn parameter(&mut self, at: &Both<'d>) {
        self.keyword(at, "name", [Kind::ParameterRenamed; 2]);
        self.keyword(at, "in", [Kind::ParameterMoved; 2]);
        let states = (is_required(&at.old), is_required(&at.new));
        self.switched(at, states, Kind::ParameterBecameRequired);
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
        self.flag(at, "required", Kind::HeaderBecameRequired);
        self.carrier(at, &["required"], &[]);
    }

    /// Compares two request bodies.
    pub(super) fn body(&mut self, at: &Both<'d>) {
        self.flag(at, "required", Kind::BodyBecameRequired);
        self.content(at);
        self.rest(at, &["required", "content"]);
    }

    /// Compares two responses of one status.
    pub(super) fn response(&mut self, at: &Both<'d>) {
        let added = Kind::HeaderAdded;
        for at in self.members(at, "headers", str::to_lowercase, added, |_| None) {
            self.shared(Part::Header, at.map(Cursor::resolved));
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
        self.inner(at, "schema", Kind::MediaTypeSchemaAdded);
    }

    /// Compares the media types of two bodies.
    fn content(&mut self, at: &Both<'d>) {
        let added = Kind::MediaTypeAdded;
        let shown = |at: &Cursor<'d>| at.value.get("schema").map(summary);
        for at in self.members(at, "content", media_type, added, shown) {
            self.schema_of(&at);
            self.keyword(&at, "encoding", [Kind::EncodingChanged; 2]);
            self.rest(&at, &["schema", "encoding"]);
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
