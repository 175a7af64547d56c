//! OpenAPI 3.1 rewritten as 3.0, for everything that reads only one of the two.
//!
//! Three steps: [`definitions`] gives every reference a place that 3.0 knows, [`keywords`] rewrites
//! each schema by a table of keywords, and [`document`] rewrites what is around the schemas. Where
//! 3.0 has no word for a keyword, it is moved into `x-json-schema` beside the others and reported as
//! a [`Loss`]. The result accepts every value that the original accepts, but for one case: a map whose
//! names have patterns takes every name for one that matches.

mod definitions;
mod document;
mod keywords;
mod lists;
mod objects;
mod types;

use std::fmt;

use serde_json::{Map, Value};

use crate::error::visible;
use crate::pointer::join;
use crate::prose::{Below, is_extension};

/// The key of a schema under which the keywords are that OpenAPI 3.0 has no word for.
pub const UNTRANSLATED: &str = "x-json-schema";

/// The key of a document under which its webhooks are, each a path item as in `paths`.
pub const WEBHOOKS: &str = "x-webhooks";

/// Something that a document says and that OpenAPI 3.0 has no word for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The location in the document, as a JSON pointer.
    pub pointer: String,
    /// The consequence, as a lowercase fragment.
    pub message: String,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", visible(&self.pointer), self.message)
    }
}

/// Rewrites a document of version 3.1 as 3.0, and returns what 3.0 cannot say.
///
/// A document of another version stays as it is. Definitions within schemas and the payloads of
/// webhooks become component schemas; the webhooks themselves are kept under [`WEBHOOKS`].
///
/// ```
/// use serde_json::json;
///
/// let mut document = json!({"openapi": "3.1.0", "components": {"schemas": {
///     "Lamp": {"type": ["string", "null"], "contains": {"const": 1}}
/// }}});
/// let losses = openapi_document::downgrade(&mut document);
/// assert_eq!(losses[0].pointer, "/components/schemas/Lamp/contains");
/// let lamp = &document["components"]["schemas"]["Lamp"];
/// assert_eq!((&lamp["type"], &lamp["nullable"]), (&json!("string"), &json!(true)));
/// ```
pub fn downgrade(document: &mut Value) -> Vec<Loss> {
    let mut losses = Vec::new();
    let version = document.get("openapi").and_then(Value::as_str);
    if !version.is_some_and(is_newer) {
        return losses;
    }
    document::move_webhooks(document);
    document::inline_path_items(document, &mut losses);
    definitions::run(document);
    each_schema(document, &mut |schema, pointer| {
        keywords::rewrite(schema, pointer, &mut losses);
    });
    document::hoist_payloads(document);
    document::finish(document, &mut losses);
    losses
}

/// Returns true for the versions of OpenAPI that are rewritten.
pub(crate) fn is_newer(version: &str) -> bool {
    version == "3.1" || version.starts_with("3.1.")
}

/// Returns the members of an object or the entries of a list, each with its key.
fn children(value: &mut Value) -> Vec<(String, &mut Value)> {
    match value {
        Value::Object(map) => map
            .iter_mut()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(list) => {
            let entries = list.iter_mut().enumerate();
            entries
                .map(|(index, value)| (index.to_string(), value))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// A function that is called with a schema and its pointer.
type Visit<'a> = dyn FnMut(&mut Value, &str) + 'a;

/// Calls `visit` with each outermost schema of a document.
fn each_schema(document: &mut Value, visit: &mut Visit<'_>) {
    let Some(document) = document.as_object_mut() else {
        return;
    };
    for key in ["paths", WEBHOOKS] {
        if let Some(items) = document.get_mut(key) {
            named(items, &join("", key), visit);
        }
    }
    let Some(components) = document.get_mut("components") else {
        return;
    };
    for (section, entries) in children(components) {
        let pointer = join("/components", &section);
        match section.as_str() {
            "schemas" => children(entries)
                .into_iter()
                .for_each(|(name, schema)| visit(schema, &join(&pointer, &name))),
            "examples" | "links" | "securitySchemes" => {}
            _ => named(entries, &pointer, visit),
        }
    }
}

/// Visits the parts that have a chosen name.
fn named(parts: &mut Value, pointer: &str, visit: &mut Visit<'_>) {
    for (name, value) in children(parts) {
        if !is_extension(&name) {
            part(value, &join(pointer, &name), visit);
        }
    }
}

/// Visits the schemas of a part of the document that is not a schema itself.
fn part(value: &mut Value, pointer: &str, visit: &mut Visit<'_>) {
    let is_object = value.is_object();
    for (key, value) in children(value) {
        let pointer = join(pointer, &key);
        match (key.as_str(), Below::of(&key)) {
            ("schema", _) if is_object => visit(value, &pointer),
            ("example" | "examples" | "links", _) | (_, Below::Data) => {}
            (key, _) if is_extension(key) => {}
            ("callbacks", _) => {
                for (name, callback) in children(value) {
                    named(callback, &join(&pointer, &name), visit);
                }
            }
            (_, Below::Names) => named(value, &pointer, visit),
            (_, Below::Part) => part(value, &pointer, visit),
        }
    }
}

/// A schema that is an object, while it is rewritten.
struct Schema<'a> {
    map: &'a mut Map<String, Value>,
    pointer: &'a str,
    losses: &'a mut Vec<Loss>,
}

impl Schema<'_> {
    fn has(&self, keywords: &[&str]) -> bool {
        keywords
            .iter()
            .any(|keyword| self.map.contains_key(*keyword))
    }

    fn set(&mut self, keyword: &str, value: impl Into<Value>) {
        self.map.insert(keyword.to_owned(), value.into());
    }

    fn take(&mut self, keyword: &str) -> Option<Value> {
        self.map.shift_remove(keyword)
    }

    /// Returns the list under a keyword, taken out of the schema.
    fn take_list(&mut self, keyword: &str) -> Vec<Value> {
        match self.take(keyword) {
            Some(Value::Array(list)) => list,
            _ => Vec::new(),
        }
    }

    /// Moves a keyword to those that 3.0 has no word for.
    fn keep(&mut self, keyword: &str) {
        if let Some(value) = self.take(keyword) {
            let kept = self
                .map
                .entry(UNTRANSLATED)
                .or_insert_with(|| Map::new().into());
            if let Value::Object(kept) = kept {
                kept.insert(keyword.to_owned(), value);
            }
        }
    }

    /// Moves a keyword to those that 3.0 has no word for, and reports it.
    fn lose(&mut self, keyword: &str, message: &str) {
        self.keep(keyword);
        self.losses.push(Loss {
            pointer: join(self.pointer, keyword),
            message: format!("OpenAPI 3.0 has no `{keyword}`: {message}"),
        });
    }

    /// Adds a schema to those that all have to fit.
    fn require(&mut self, schema: Value) {
        match self
            .map
            .entry("allOf")
            .or_insert_with(|| Value::Array(Vec::new()))
        {
            Value::Array(parts) => parts.push(schema),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
