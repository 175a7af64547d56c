//! Follows a place to its schema, behind references and schemas that only wrap another one.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cursor::Cursor;
use super::equal::is_prose;
use super::walker::Both;

/// A schema behind its references, and behind unions with nothing but `null`.
#[derive(Clone, Debug)]
pub struct Resolved<'d> {
    /// The schema.
    pub at: Cursor<'d>,
    /// True if something on the way allowed `null`.
    pub nullable: bool,
    /// True if there was a reference on the way.
    pub referenced: bool,
    /// The first schema on the way that only wraps another one.
    pub wrapper: Option<Cursor<'d>>,
}

impl<'d> Resolved<'d> {
    /// Returns the value of a keyword around the schema, or else in it.
    pub fn stated(&self, key: &str) -> Option<&'d Value> {
        let around = self.wrapper.as_ref().and_then(|at| at.value.get(key));
        around.or_else(|| self.at.value.get(key))
    }

    /// Continues behind a wrapper.
    fn behind(self, inner: Cursor<'d>, nullable: bool, document: &'d Value) -> Self {
        let behind = resolve(inner, document);
        Self {
            at: behind.at,
            nullable: self.nullable || nullable || behind.nullable,
            referenced: self.referenced || behind.referenced,
            wrapper: self.wrapper.or(Some(self.at)),
        }
    }
}

/// The keywords that a wrapper may have beside the schema that it holds.
const AROUND: [&str; 3] = ["default", "deprecated", "nullable"];

/// Follows references and unions of one schema and `null` from a place on.
pub fn resolve<'d>(at: Cursor<'d>, document: &'d Value) -> Resolved<'d> {
    let mut resolved = Resolved {
        at,
        nullable: false,
        referenced: false,
        wrapper: None,
    };
    // A union of itself and null would go on for ever.
    for _ in 0..32 {
        let (at, moved) = resolved.at.clone().resolve(document);
        resolved.referenced |= moved;
        resolved.at = at;
        let Some(inner) = only_branch(&resolved.at) else {
            break;
        };
        resolved.nullable = true;
        resolved.at = inner;
    }
    resolved
}

/// Follows two places to the schemas to compare.
///
/// A union or `allOf` of one schema is what OpenAPI 3.0 offers for words beside a reference, so it
/// means that schema. Where both places have it, it is left to the comparison of branches.
pub fn in_step<'d>(
    at: &Both<'d>,
    old_document: &'d Value,
    new_document: &'d Value,
) -> (Resolved<'d>, Resolved<'d>) {
    let mut old = resolve(at.old.clone(), old_document);
    let mut new = resolve(at.new.clone(), new_document);
    for _ in 0..32 {
        if let Some((inner, nullable)) = wrapped(&old.at, &new.at) {
            old = old.behind(inner, nullable, old_document);
        } else if let Some((inner, nullable)) = wrapped(&new.at, &old.at) {
            new = new.behind(inner, nullable, new_document);
        } else {
            break;
        }
    }
    (old, new)
}

/// Returns the one schema that another one wraps, and whether it may be `null`, if the other side
/// has it unwrapped.
fn wrapped<'d>(at: &Cursor<'d>, other: &Cursor<'d>) -> Option<(Cursor<'d>, bool)> {
    const SAYS: [&str; 7] = [
        "allOf",
        "anyOf",
        "enum",
        "items",
        "oneOf",
        "properties",
        "type",
    ];
    let words = at.map()?.keys().map(String::as_str);
    let mut words = words.filter(|key| !is_prose(key) && !AROUND.contains(key));
    let key = words
        .next()
        .filter(|key| ["allOf", "anyOf", "oneOf"].contains(key))?;
    let is_bare =
        other.value.get(key).is_none() && SAYS.iter().any(|word| other.value.get(word).is_some());
    if words.next().is_some() || !is_bare {
        return None;
    }
    let branches = at.entries(key);
    let says_nothing = |at: &Cursor<'_>| match at.map() {
        Some(map) => key == "allOf" && map.keys().all(|word| is_prose(word)),
        None => false,
    };
    let mut others = branches
        .iter()
        .filter(|branch| !is_null(branch.value) && !says_nothing(branch));
    let only = others.next()?.clone();
    let null = at.flag("nullable") || branches.iter().any(|branch| is_null(branch.value));
    others.next().is_none().then_some((only, null))
}

/// Returns the one branch beside `null` of a schema without other keywords.
fn only_branch<'d>(at: &Cursor<'d>) -> Option<Cursor<'d>> {
    let mut words = at.map()?.keys().filter(|key| !is_prose(key));
    let key = words
        .next()
        .filter(|key| *key == "oneOf" || *key == "anyOf")?;
    if words.next().is_some() {
        return None;
    }
    let branches = at.entries(key);
    let mut others = branches.iter().filter(|branch| !is_null(branch.value));
    let only = others.next()?;
    (others.next().is_none() && branches.len() > 1).then(|| only.clone())
}

/// Reports whether a schema allows `null` and nothing else.
pub fn is_null(schema: &Value) -> bool {
    schema.get("type").and_then(Value::as_str) == Some("null")
}

/// Reports whether a schema allows `null`, in any of the three spellings.
pub fn is_nullable(resolved: &Resolved<'_>) -> bool {
    let at = &resolved.at;
    let listed = |key: &str| {
        at.value
            .get(key)
            .and_then(Value::as_array)
            .is_some_and(|list| {
                list.iter()
                    .any(|entry| is_null(entry) || (key == "type" && entry == "null"))
            })
    };
    resolved.nullable || at.flag("nullable") || listed("type") || listed("oneOf") || listed("anyOf")
}

/// Returns the types of a schema, without `null` beside others.
pub fn types<'d>(at: &Cursor<'d>) -> BTreeSet<&'d str> {
    match at.value.get("type") {
        Some(Value::String(one)) => BTreeSet::from([one.as_str()]),
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(Value::as_str)
            .filter(|word| *word != "null" || list.len() == 1)
            .collect(),
        _ => BTreeSet::new(),
    }
}
