//! One schema while its keywords are rewritten.

use serde_json::{Map, Value};

use super::{Loss, UNTRANSLATED};
use crate::pointer::join;

/// A schema that is an object, while it is rewritten.
pub struct Schema<'a> {
    pub map: &'a mut Map<String, Value>,
    pub pointer: &'a str,
    pub losses: &'a mut Vec<Loss>,
}

impl Schema<'_> {
    /// Returns true if the schema has one of these keywords.
    pub fn has(&self, keywords: &[&str]) -> bool {
        keywords
            .iter()
            .any(|keyword| self.map.contains_key(*keyword))
    }

    /// Sets a keyword.
    pub fn set(&mut self, keyword: &str, value: impl Into<Value>) {
        self.map.insert(keyword.to_owned(), value.into());
    }

    /// Takes a keyword out of the schema.
    pub fn take(&mut self, keyword: &str) -> Option<Value> {
        self.map.shift_remove(keyword)
    }

    /// Returns the list under a keyword, taken out of the schema.
    pub fn take_list(&mut self, keyword: &str) -> Vec<Value> {
        match self.take(keyword) {
            Some(Value::Array(list)) => list,
            _ => Vec::new(),
        }
    }

    /// Moves a keyword to those that 3.0 has no word for.
    pub fn keep(&mut self, keyword: &str) {
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
    pub fn lose(&mut self, keyword: &str, message: &str) {
        self.keep(keyword);
        self.losses.push(Loss {
            pointer: join(self.pointer, keyword),
            message: format!("OpenAPI 3.0 has no `{keyword}`: {message}"),
        });
    }

    /// Adds a schema to those that all have to fit.
    pub fn require(&mut self, schema: Value) {
        let parts = self.map.entry("allOf");
        if let Value::Array(parts) = parts.or_insert_with(|| Value::Array(Vec::new())) {
            parts.push(schema);
        }
    }
}
