//! Merges everything that several schemas say about one value.

use serde_json::{Map, Value, json};

use crate::walk::entries;

/// References, `allOf` and siblings merged into one map of keywords, and the choices that remain.
///
/// The keywords are those of JSON Schema, which the schemas of OpenAPI 3.0 share.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// The keywords that every part agrees on.
    pub keywords: Map<String, Value>,
    /// The branches of each `anyOf`, `oneOf` and `if`, of which a value needs one.
    pub choices: Vec<Vec<Value>>,
}

impl Merged {
    /// Merges the parts of a schema. Returns `None` if nothing can fit all of them, or if a
    /// reference leads back to itself.
    pub fn of(schema: &Value, root: &Value) -> Option<Self> {
        let mut merged = Self::default();
        let fits = merged.add(schema, root, &mut Vec::new());
        fits.then_some(merged)
    }

    /// Adds a schema, and the references that it follows to those that are `active`. Returns
    /// `false` if nothing can fit both, or if a reference leads back to itself.
    pub fn add(&mut self, schema: &Value, root: &Value, active: &mut Vec<String>) -> bool {
        let map = match schema {
            Value::Bool(allowed) => return *allowed,
            Value::Object(map) => map,
            _ => return true,
        };
        if let Some(Value::String(reference)) = map.get("$ref") {
            if active.contains(reference) {
                return false;
            }
            active.push(reference.clone());
            let target = reference.strip_prefix('#').and_then(|p| root.pointer(p));
            if target.is_some_and(|target| !self.add(target, root, active)) {
                return false;
            }
        }
        entries(schema, "allOf").all(|part| self.add(part, root, active))
            && map
                .iter()
                .all(|(keyword, value)| self.add_keyword(map, keyword, value))
    }

    fn add_keyword(&mut self, map: &Map<String, Value>, keyword: &str, value: &Value) -> bool {
        match (keyword, value) {
            ("$ref" | "allOf" | "then" | "else" | "$defs" | "definitions", _) => return true,
            ("anyOf" | "oneOf", Value::Array(branches)) => {
                self.choices.push(branches.clone());
                return true;
            }
            ("if", condition) => {
                let or_nothing = |keyword| map.get(keyword).cloned().unwrap_or(json!({}));
                let then = json!({"allOf": [condition, or_nothing("then")]});
                self.choices.push(vec![then, or_nothing("else")]);
                return true;
            }
            _ => {}
        }
        let Some(known) = self.keywords.get_mut(keyword) else {
            self.keywords.insert(keyword.to_owned(), value.clone());
            return true;
        };
        let [is_more, is_less] = [f64::gt, f64::lt].map(|order| {
            let numbers = value.as_f64().zip(known.as_f64());
            numbers.is_some_and(|(value, known)| order(&value, &known))
        });
        match (keyword, &mut *known, value) {
            ("type", ..) => match common_types(known, value) {
                Some(kinds) => *known = kinds,
                None => return false,
            },
            ("const", ..) => return known == value,
            ("enum", Value::Array(known), Value::Array(more)) => {
                known.retain(|option| more.contains(option));
                return !known.is_empty();
            }
            ("required", Value::Array(known), Value::Array(more)) => {
                for name in more {
                    if !known.contains(name) {
                        known.push(name.clone());
                    }
                }
            }
            ("properties", Value::Object(known), Value::Object(more)) => {
                for (name, schema) in more {
                    let schema = match known.get(name) {
                        Some(first) => json!({"allOf": [first, schema]}),
                        None => schema.clone(),
                    };
                    known.insert(name.clone(), schema);
                }
            }
            ("items", ..) => *known = json!({"allOf": [known, value]}),
            ("minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties", ..)
                if !is_more => {}
            ("maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties", ..)
                if !is_less => {}
            ("uniqueItems", Value::Bool(true), _) => {}
            // `true` says nothing that another schema could contradict.
            ("additionalProperties", Value::Bool(false) | Value::Object(_), _) => {}
            _ => *known = value.clone(),
        }
        true
    }
}

fn common_types(a: &Value, b: &Value) -> Option<Value> {
    let (a, b) = (names(a), names(b));
    let mut common: Vec<&str> = Vec::new();
    for kind in a {
        match kind {
            kind if b.contains(&kind) => common.push(kind),
            "number" if b.contains(&"integer") => common.push("integer"),
            "integer" if b.contains(&"number") => common.push("integer"),
            _ => {}
        }
    }
    match common[..] {
        [] => None,
        [only] => Some(Value::from(only)),
        _ => Some(Value::from(common)),
    }
}

fn names(kinds: &Value) -> Vec<&str> {
    match kinds {
        Value::String(kind) => vec![kind],
        kinds => {
            let kinds = kinds.as_array().into_iter().flatten();
            kinds.filter_map(Value::as_str).collect()
        }
    }
}
