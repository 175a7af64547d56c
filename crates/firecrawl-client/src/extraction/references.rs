//! References in a schema, replaced by what they lead to.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::definitions::{DEFINITIONS, Definitions, reference};
use super::subschemas::inside;

/// How many schemas are put in the place of references; then the rest stays.
///
/// Types that use one another several times at each level would grow without end.
const MOST: usize = 2_000;

/// Keywords that only say something to a reader; those nearer to the use win.
const ANNOTATIONS: &[&str] = &[
    "$comment",
    "default",
    "deprecated",
    "description",
    "examples",
    "readOnly",
    "title",
    "writeOnly",
];

/// Keywords whose meaning depends on others beside them.
const DEPENDENT: &[&str] = &[
    "additionalItems",
    "additionalProperties",
    "contains",
    "else",
    "if",
    "items",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// The schema without references, save those of types that contain themselves.
///
/// Fails with the reference that leads nowhere.
pub(super) fn inlined(schema: &Value) -> Result<Value, String> {
    let mut inliner = Inliner {
        definitions: Definitions::of(schema),
        left: MOST,
        kept: BTreeSet::new(),
    };
    let mut whole = schema.clone();
    if let Some(whole) = whole.as_object_mut() {
        for place in DEFINITIONS {
            whole.remove(place);
        }
    }
    inliner.inline(&mut whole)?;
    inliner.keep_definitions(&mut whole)?;
    Ok(whole)
}

struct Inliner<'a> {
    definitions: Definitions<'a>,
    left: usize,
    /// References that stay.
    kept: BTreeSet<String>,
}

impl Inliner<'_> {
    fn inline(&mut self, schema: &mut Value) -> Result<(), String> {
        let Some(object) = schema.as_object_mut() else {
            return Ok(());
        };
        for (_, inner) in inside(object) {
            self.inline(inner)?;
        }
        let Some(reference) = reference(object).map(str::to_owned) else {
            return Ok(());
        };
        let Some(target) = self.definitions.get(&reference) else {
            return Err(reference);
        };
        if self.left == 0 || self.definitions.is_recursive(&reference) {
            self.kept.insert(reference);
            return Ok(());
        }
        self.left -= 1;
        let mut target = target.clone();
        self.inline(&mut target)?;
        object.remove("$ref");
        *schema = joined(target, std::mem::take(object));
        Ok(())
    }

    /// Puts the definitions back that are still referred to.
    fn keep_definitions(&mut self, whole: &mut Value) -> Result<(), String> {
        let mut done = BTreeSet::new();
        while let Some(reference) = self.kept.difference(&done).next().cloned() {
            let Some((place, name)) = definition(&reference) else {
                // It leads to a place that is still there.
                done.insert(reference);
                continue;
            };
            let origin = format!("#/{place}/{name}");
            if let Some(target) = self.definitions.get(&origin) {
                let mut target = target.clone();
                self.inline(&mut target)?;
                if let Some(whole) = whole.as_object_mut() {
                    let named = whole.entry(place).or_insert_with(|| json!({}));
                    named[unescaped(name)] = target;
                }
            }
            done.insert(reference);
        }
        Ok(())
    }
}

/// The definition that a reference leads to or into: where it stands, and its name as written.
fn definition(reference: &str) -> Option<(&'static str, &str)> {
    DEFINITIONS.into_iter().find_map(|place| {
        let rest = reference.strip_prefix("#/")?.strip_prefix(place)?;
        let rest = rest.strip_prefix('/')?;
        Some((place, rest.split('/').next()?))
    })
}

fn unescaped(name: &str) -> String {
    let name = percent_encoding::percent_decode_str(name).decode_utf8_lossy();
    name.replace("~1", "/").replace("~0", "~")
}

/// One schema that says what a schema and the keywords beside its reference say.
fn joined(target: Value, mut beside: Map<String, Value>) -> Value {
    if beside.is_empty() {
        return target;
    }
    match target {
        Value::Object(target) if can_join(&target, &beside) => {
            let mut whole = target;
            for (keyword, value) in beside {
                match (keyword.as_str(), whole.get_mut(&keyword), value) {
                    ("properties", Some(Value::Object(own)), Value::Object(more)) => {
                        own.extend(more);
                    }
                    ("required", Some(Value::Array(own)), Value::Array(more)) => {
                        for name in more {
                            if !own.contains(&name) {
                                own.push(name);
                            }
                        }
                    }
                    (_, _, value) => {
                        whole.insert(keyword, value);
                    }
                }
            }
            Value::Object(whole)
        }
        target => {
            match beside.get_mut("allOf") {
                Some(Value::Array(all)) => all.push(target),
                _ => {
                    beside.insert("allOf".to_owned(), json!([target]));
                }
            }
            Value::Object(beside)
        }
    }
}

/// Whether the keywords of two schemas mean the same in one.
fn can_join(target: &Map<String, Value>, beside: &Map<String, Value>) -> bool {
    let depends = |schema: &Map<String, Value>| {
        schema
            .keys()
            .any(|keyword| DEPENDENT.contains(&keyword.as_str()))
    };
    let names = |schema: &Map<String, Value>| schema.contains_key("properties");
    if (depends(target) && (depends(beside) || names(beside))) || (depends(beside) && names(target))
    {
        return false;
    }
    beside.iter().all(|(keyword, value)| {
        let Some(own) = target.get(keyword) else {
            return true;
        };
        match (keyword.as_str(), own, value) {
            ("properties", Value::Object(own), Value::Object(more)) => more
                .iter()
                .all(|(name, schema)| own.get(name).is_none_or(|own| own == schema)),
            ("required", Value::Array(_), Value::Array(_)) => true,
            (keyword, own, value) => own == value || ANNOTATIONS.contains(&keyword),
        }
    })
}
