//! Parameters, request bodies, responses, headers and media types.

use serde_json::Value;

use super::cursor::Cursor;
use super::equal::{same_data, same_part};
use super::resolve::resolve;
use super::schema::kinds;
use super::summary::summary;
use super::walker::{Both, Part, Walker};
use crate::kind::Kind;

const STYLES: [&str; 4] = ["allowEmptyValue", "allowReserved", "explode", "style"];

impl<'d> Walker<'d> {
    /// Compares two parameters of one name.
    pub(super) fn parameter(&mut self, at: &Both<'d>) {
        let names = at.values(|at| at.text("name").map(|name| Value::from(name.to_lowercase())));
        let kind = match at.old.text("in") == Some("header") && names.0 == names.1 {
            // The case of a header does not matter.
            true => Kind::KeywordChanged,
            false => Kind::ParameterRenamed,
        };
        self.keyword(at, "name", [kind; 2]);
        self.keyword(at, "in", [Kind::ParameterMoved; 2]);
        let states = (is_required(&at.old), is_required(&at.new));
        self.switched(at, states, Kind::ParameterBecameRequired);
        let is_moved = at.old.text("in") != at.new.text("in");
        for key in STYLES.into_iter().filter(|_| !is_moved) {
            let (before, after) = (style(&at.old, key), style(&at.new, key));
            let has_effect = key != "explode" || !is_scalar(&at.old) || !is_scalar(&at.new);
            if has_effect && !same_data(&before, &after) {
                let kind = match (key.starts_with("allow"), after == Value::Bool(true)) {
                    (false, _) => Kind::ParameterStyleChanged,
                    (true, true) => Kind::ParameterLoosened,
                    (true, false) => Kind::ParameterTightened,
                };
                let shown = |value| Some(Value::from(format!("{key} {value}")));
                self.changed(at, kind, (shown(before), shown(after)));
            }
        }
        self.carrier(at, &["name", "in", "required"], &STYLES);
    }

    /// Compares two headers of one name.
    pub(super) fn header(&mut self, at: &Both<'d>) {
        self.flag(at, "required", Kind::HeaderBecameRequired);
        self.deprecation(at);
        let schemas = at.map(|at| at.member("schema").resolved());
        if !same_part(schemas.old.value, schemas.new.value) {
            let values = schemas.values(|at| Some(summary(at.value)));
            self.changed(at, Kind::HeaderSchemaChanged, values);
        }
        self.rest(at, &["required", "deprecated", "schema"]);
    }

    /// Compares two request bodies.
    pub(super) fn body(&mut self, at: &Both<'d>) {
        self.flag(at, "required", Kind::BodyBecameRequired);
        self.content(at, false);
        self.rest(at, &["required", "content"]);
    }

    /// Compares two responses of one status.
    pub(super) fn response(&mut self, at: &Both<'d>, is_error: bool) {
        let added = Kind::HeaderAdded;
        for at in self.members(at, "headers", str::to_lowercase, added, |_| None) {
            self.shared(Part::Header, at.map(Cursor::resolved));
        }
        self.content(at, is_error);
        self.rest(at, &["headers", "content"]);
    }

    /// Compares the schema and the content of two parameters, and all other keywords.
    fn carrier(&mut self, at: &Both<'d>, handled: &[&str], more: &[&str]) {
        self.deprecation(at);
        self.schema_of(at, false);
        self.content(at, false);
        let handled = [handled, more, &["deprecated", "schema", "content"]].concat();
        self.rest(at, &handled);
    }

    /// Compares the schemas of two parameters or media types; that of an error names no type, since
    /// the errors of all operations are read into one.
    fn schema_of(&mut self, at: &Both<'d>, is_error: bool) {
        let shown = |schema: &Value| Some(summary(schema));
        let added = Kind::MediaTypeSchemaAdded;
        let says = |at: &Cursor<'d>| at.get("schema").is_some_and(|at| at.says_something());
        if at.old.has("schema") != at.new.has("schema") && !says(&at.old) && !says(&at.new) {
            // One that allows anything says as much as none.
            return;
        }
        if let Some(at) = self.both(at.unit, at.get("schema"), added, shown) {
            match is_error {
                true => self.unnamed_schema(&at),
                false => self.schema(&at),
            }
        }
    }

    /// Compares the media types of two bodies.
    fn content(&mut self, at: &Both<'d>, is_error: bool) {
        let mut matching = at.members("content");
        matching.keyed(|at| Some(media_type(&at.name())));
        let named = matching.pairs.len();
        matching.unique(|old, new| {
            let names = [old, new].map(|at| media_type(&at.name()));
            let charset = |name: &str| name.contains("charset=");
            essence(&names[0]) == essence(&names[1]) && !names.iter().any(|name| charset(name))
        });
        let typed = matching.pairs.len();
        // What is sent has to fit the parameters, too.
        let is_read = matches!(self.units[at.unit].part, Part::Response(_));
        let is_json = |at: &Cursor<'d>| {
            let name = media_type(&at.name());
            let name = if is_read { essence(&name) } else { &name };
            name == "application/json"
        };
        let added = match matching.pairs.iter().any(|(old, _)| is_json(old)) {
            true => Kind::OtherMediaTypeAdded,
            false => {
                matching.unique(|old, new| covers(old, new) || covers(new, old));
                Kind::MediaTypeAdded
            }
        };
        self.left_over(at.unit, &matching, |at| {
            (at, added, at.value.get("schema").map(summary))
        });
        for (number, pair) in matching.pairs.into_iter().enumerate() {
            let at = at.with(pair);
            if number >= named {
                let kind = match covers(&at.new, &at.old) {
                    _ if number < typed => Kind::MediaParametersChanged,
                    true => Kind::MediaTypeGeneralized,
                    false => Kind::MediaTypeSpecialized,
                };
                self.changed(&at, kind, at.values(|at| Some(Value::from(at.name()))));
            }
            self.schema_of(&at, is_error);
            self.keyword(&at, "encoding", [Kind::EncodingChanged; 2]);
            self.rest(&at, &["schema", "encoding"]);
        }
    }
}

/// Reports whether a parameter is required; one in a path always is.
pub fn is_required(parameter: &Cursor<'_>) -> bool {
    parameter.flag("required") || parameter.text("in") == Some("path")
}

/// Reports whether all values of a parameter are single ones, which no style spreads.
fn is_scalar(parameter: &Cursor<'_>) -> bool {
    let schema = resolve(parameter.member("schema")).at.joined();
    let kinds = kinds(&schema);
    !kinds.is_empty() && !kinds.iter().any(|kind| ["array", "object"].contains(kind))
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

/// Reports whether the first name of two media types is a range that has the second one in it.
fn covers(range: &Cursor<'_>, one: &Cursor<'_>) -> bool {
    let (range, one) = (media_type(&range.name()), media_type(&one.name()));
    let group = range.strip_suffix('*').filter(|_| range != one);
    group.is_some_and(|group| group == "*/" || one.starts_with(group))
}

/// Returns a media type without its parameters.
fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or(name)
}

/// Normalizes a media type: case and the charset, which is always UTF-8 for JSON, do not matter.
fn media_type(name: &str) -> String {
    let plain: String = name.to_lowercase().split_whitespace().collect();
    plain.replace(";charset=utf-8", "")
}
