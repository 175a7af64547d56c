//! Follows a place to its schema, behind references and schemas that only wrap another one.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cursor::{Cursor, component_schema};
use super::equal::{EXTENSIONS, is_prose};
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
    fn behind(self, inner: Cursor<'d>, nullable: bool) -> Self {
        let behind = resolve(inner);
        Self {
            at: behind.at,
            nullable: self.nullable || nullable || behind.nullable,
            referenced: self.referenced || behind.referenced,
            wrapper: self.wrapper.or(Some(self.at)),
        }
    }
}

/// The keywords that a wrapper may have beside the schema that it holds.
const AROUND: [&str; 5] = ["default", "deprecated", "nullable", "readOnly", "writeOnly"];
/// The keywords that only narrow the values of the schema that a wrapper holds.
const NARROW: [&str; 19] = [
    "contentEncoding",
    "contentMediaType",
    "default",
    "deprecated",
    "discriminator",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "nullable",
    "pattern",
    "readOnly",
    "writeOnly",
    "xml",
];

/// Follows references and unions of one schema and `null` from a place on.
pub fn resolve(at: Cursor<'_>) -> Resolved<'_> {
    let mut resolved = Resolved {
        at,
        nullable: false,
        referenced: false,
        wrapper: None,
    };
    // A union of itself and null would go on for ever.
    for _ in 0..32 {
        if resolved.at.is_joint() {
            break;
        }
        if let Some(target) = resolved.at.target() {
            resolved.referenced = true;
            resolved.nullable |= resolved.at.flag("nullable");
            // By 3.0 nothing beside a reference counts, but many contracts mean it, and code is
            // generated accordingly.
            let is_annotated = AROUND.iter().any(|key| resolved.at.has(key));
            let around = std::mem::replace(&mut resolved.at, target);
            resolved.wrapper = resolved.wrapper.or(is_annotated.then_some(around));
        }
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
pub fn in_step<'d>(at: &Both<'d>) -> (Resolved<'d>, Resolved<'d>) {
    let (mut old, mut new) = (resolve(at.old.clone()), resolve(at.new.clone()));
    for _ in 0..32 {
        if let Some((inner, nullable)) = wrapped(&old.at, &new.at) {
            old = old.behind(inner, nullable);
        } else if let Some((inner, nullable)) = wrapped(&new.at, &old.at) {
            new = new.behind(inner, nullable);
        } else {
            break;
        }
    }
    (old, new)
}

/// Follows a place to the schema that a type is generated of, behind everything that only wraps it,
/// and returns the component that names the type; an inline schema is named by its place.
pub fn generated<'d>(at: &Cursor<'d>) -> (Option<String>, Cursor<'d>) {
    let (mut name, mut at) = (None, at.clone());
    for _ in 0..32 {
        if let Some(target) = at.target() {
            name = component_schema(&target.pointer).map(str::to_owned);
            at = target;
        }
        let Some((_, inner, _)) = wrapper(&at, &NARROW) else {
            break;
        };
        at = inner;
    }
    (name, at)
}

/// Reports whether a type of its own is generated of a schema, or of an inline one in it.
pub fn names_type(at: &Cursor<'_>, depth: usize) -> bool {
    if depth > 8 || at.has("$ref") {
        return false;
    }
    let at = at.joined();
    let inner = |key| {
        at.get(key)
            .is_some_and(|inner| names_type(&inner, depth + 1))
    };
    let texts = at.list("enum");
    let is_text = |at: &Cursor<'_>| at.text("type") == Some("string") && !at.has("enum");
    let branches = || [at.entries("oneOf"), at.entries("anyOf")].concat();
    let is_one_or_many = || match &branches()[..] {
        [one, two] => [(one, two), (two, one)].into_iter().any(|(one, list)| {
            is_text(one) && list.get("items").is_some_and(|items| is_text(&items))
        }),
        _ => false,
    };
    at.each().any(|at| {
        at.value
            .pointer("/properties")
            .and_then(Value::as_object)
            .is_some_and(|all| !all.is_empty())
    }) || !texts.is_empty() && texts.iter().all(Value::is_string)
        || is_union(&at) && !is_one_or_many()
        || inner("items")
        || inner("additionalProperties")
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
    let (key, inner, has_null) = wrapper(at, &AROUND)?;
    let is_bare = !other.has(key) && SAYS.iter().any(|word| other.has(word));
    is_bare.then(|| (inner, has_null || at.flag("nullable")))
}

/// Returns the one branch beside `null` of a schema without other keywords.
fn only_branch<'d>(at: &Cursor<'d>) -> Option<Cursor<'d>> {
    let (key, inner, has_null) = wrapper(at, &[])?;
    (has_null && key != "allOf").then_some(inner)
}

/// Returns the keyword and the only schema under it, if a schema has no others but those `around`
/// it, and reports whether `null` is beside the schema.
fn wrapper<'d>(at: &Cursor<'d>, around: &[&str]) -> Option<(&'d str, Cursor<'d>, bool)> {
    if at.is_joint() {
        return None;
    }
    let words = at.map()?.keys().map(String::as_str);
    let mut words =
        words.filter(|key| !is_prose(key) && !around.contains(key) && !EXTENSIONS.contains(key));
    let (Some(key @ ("allOf" | "anyOf" | "oneOf")), None) = (words.next(), words.next()) else {
        return None;
    };
    let mut branches = at.entries(key);
    let mut has_null = false;
    branches.retain(|branch| {
        let is_bare = key == "allOf" && is_bare(branch.value);
        let is_null = is_null(branch.value);
        has_null |= is_null || is_bare && branch.flag("nullable");
        !is_null && !is_bare
    });
    let only = branches.pop().filter(|_| branches.is_empty())?;
    Some((key, only, has_null))
}

/// Reports whether a part of an `allOf` says nothing but, at most, that `null` is allowed.
fn is_bare(part: &Value) -> bool {
    let map = part.as_object();
    map.is_some_and(|map| map.keys().all(|word| is_prose(word) || word == "nullable"))
}

/// Reports whether a schema allows `null` and nothing else.
pub fn is_null(schema: &Value) -> bool {
    let is_one = |key: &str, value: &Value| match value {
        Value::Array(values) => !values.is_empty() && values.iter().all(Value::is_null),
        Value::Null => key == "const",
        value => key == "type" && value == "null",
    };
    let keys = ["type", "enum", "const"].into_iter();
    keys.filter_map(|key| Some((key, schema.get(key)?)))
        .any(|(key, value)| is_one(key, value))
}

/// Reports whether a schema allows `null`, in any spelling: an inline branch of a union counts, too.
pub fn is_nullable(resolved: &Resolved<'_>) -> bool {
    resolved.nullable || allows_null(&resolved.at, 0)
}

fn allows_null(at: &Cursor<'_>, depth: usize) -> bool {
    let lists_null = |key: &str| {
        let mut entries = at.list(key).iter();
        entries.any(|entry| entry.is_null() || (key == "type" && entry == "null"))
    };
    let branches = || {
        ["oneOf", "anyOf"]
            .into_iter()
            .flat_map(|key| at.entries(key))
    };
    // The `null` of a component is compared there.
    let in_branch = || branches().any(|one| !one.has("$ref") && allows_null(&one, depth + 1));
    let mut parts = at.list("allOf").iter();
    at.flag("nullable")
        || parts.any(|part| is_bare(part) && part["nullable"] == true)
        || is_null(at.value)
        || ["type", "enum"].into_iter().any(lists_null)
        || depth < 8 && in_branch()
}

/// Reports whether a schema has a union of which an enum is generated.
pub fn is_union(at: &Cursor<'_>) -> bool {
    ["oneOf", "anyOf"]
        .into_iter()
        .any(|key| at.has(key) && !only_requires(&at.member(key)))
}

/// Reports whether the branches of a union only say which properties go together.
pub fn only_requires(union: &Cursor<'_>) -> bool {
    let only = |(key, value): (&String, &Value)| match key.as_str() {
        "required" => true,
        "type" => value == "object",
        "not" => value
            .as_object()
            .is_some_and(|map| map.keys().all(|key| key == "required")),
        key => is_prose(key),
    };
    let branches = union.items();
    !branches.is_empty()
        && branches.iter().all(|branch| {
            let map = branch.map().filter(|map| !map.is_empty());
            map.is_some_and(|map| map.iter().all(only))
        })
}

/// Returns the types of a schema, without `null` beside others.
pub fn types<'d>(at: &Cursor<'d>) -> BTreeSet<&'d str> {
    match at.look("type") {
        Some(Value::String(one)) => BTreeSet::from([one.as_str()]),
        Some(Value::Array(list)) => list
            .iter()
            .filter_map(Value::as_str)
            .filter(|word| *word != "null" || list.len() == 1)
            .collect(),
        _ => BTreeSet::new(),
    }
}
