//! Merges everything that several schemas say about one value.

use serde_json::{Map, Value, json};

/// References, `allOf` and siblings merged into one map of keywords, and the choices that remain.
#[derive(Clone, Debug, Default)]
pub(super) struct Flat {
    pub keywords: Map<String, Value>,
    pub choices: Vec<Vec<Value>>,
}

impl Flat {
    /// Adds a schema. Returns `false` if nothing can fit both, or if a reference leads back to itself.
    pub fn add(&mut self, schema: &Value, root: &Value, active: &mut Vec<String>) -> bool {
        let schema = match schema {
            Value::Bool(allowed) => return *allowed,
            Value::Object(schema) => schema,
            _ => return true,
        };
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            if active.iter().any(|followed| followed == reference) {
                return false;
            }
            active.push(reference.to_owned());
            if let Some(target) = reference.strip_prefix('#').and_then(|p| root.pointer(p))
                && !self.add(target, root, active)
            {
                return false;
            }
        }
        for part in schema
            .get("allOf")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            if !self.add(part, root, active) {
                return false;
            }
        }
        for keyword in ["anyOf", "oneOf"] {
            if let Some(Value::Array(branches)) = schema.get(keyword) {
                self.choices.push(branches.clone());
            }
        }
        if let Some(condition) = schema.get("if") {
            let or_nothing = |keyword| schema.get(keyword).cloned().unwrap_or(json!({}));
            let then = json!({"allOf": [condition, or_nothing("then")]});
            self.choices.push(vec![then, or_nothing("else")]);
        }
        schema
            .iter()
            .all(|(keyword, value)| self.add_keyword(keyword, value))
    }

    fn add_keyword(&mut self, keyword: &str, value: &Value) -> bool {
        if matches!(
            keyword,
            "$ref" | "allOf" | "anyOf" | "oneOf" | "if" | "then" | "else" | "$defs" | "definitions"
        ) {
            return true;
        }
        let Some(known) = self.keywords.get_mut(keyword) else {
            self.keywords.insert(keyword.to_owned(), value.clone());
            return true;
        };
        match keyword {
            "type" => match common_types(known, value) {
                Some(kinds) => *known = kinds,
                None => return false,
            },
            "enum" => {
                if let (Value::Array(known), Value::Array(more)) = (known, value) {
                    known.retain(|option| more.contains(option));
                    return !known.is_empty();
                }
            }
            "const" => return known == value,
            "required" => {
                if let (Value::Array(known), Value::Array(more)) = (known, value) {
                    known.extend(more.iter().cloned());
                }
            }
            "properties" => {
                if let (Value::Object(known), Value::Object(more)) = (known, value) {
                    for (name, schema) in more {
                        match known.get_mut(name) {
                            Some(first) => *first = json!({"allOf": [first, schema]}),
                            None => {
                                known.insert(name.clone(), schema.clone());
                            }
                        }
                    }
                }
            }
            "items" => *known = json!({"allOf": [known, value]}),
            "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" => {
                if value.as_f64() > known.as_f64() {
                    *known = value.clone();
                }
            }
            "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" => {
                if value.as_f64() < known.as_f64() {
                    *known = value.clone();
                }
            }
            "uniqueItems" => {
                if value == &Value::Bool(true) {
                    *known = value.clone();
                }
            }
            // `true` says nothing that another schema could contradict.
            "additionalProperties" => {
                if known == &Value::Bool(true) {
                    *known = value.clone();
                }
            }
            _ => *known = value.clone(),
        }
        true
    }
}

fn common_types(a: &Value, b: &Value) -> Option<Value> {
    let common: Vec<Value> = names(a)
        .into_iter()
        .filter_map(|kind| match kind {
            "number" if names(b).contains(&"integer") && !names(b).contains(&"number") => {
                Some("integer")
            }
            "integer" if names(b).contains(&"number") => Some("integer"),
            kind => names(b).contains(&kind).then_some(kind),
        })
        .map(Value::from)
        .collect();
    match common.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        _ => Some(Value::Array(common)),
    }
}

fn names(kinds: &Value) -> Vec<&str> {
    match kinds {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}
