//! A plain structural comparison of two contracts, and whether the semantic one covers it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use openapi_diff::{Change, Family, Kind, compare};
use openapi_document::join;
use serde_json::Value;

use super::places::operations;
use super::reach::within;
use crate::contracts::{fixtures, read, vendored};

/// A difference: where in the old and in the new contract, and under which keyword.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Difference {
    old: String,
    new: String,
    key: String,
}

struct Plain<'d> {
    old: &'d Value,
    new: &'d Value,
    seen: BTreeSet<(String, String)>,
    found: BTreeSet<Difference>,
}

const PROSE: [&str; 7] = [
    "description",
    "title",
    "summary",
    "example",
    "examples",
    "externalDocs",
    "info",
];
const SETS: [&str; 4] = ["required", "enum", "tags", "type"];
const BRANCHES: [&str; 3] = ["oneOf", "anyOf", "allOf"];

impl<'d> Plain<'d> {
    /// Every structural difference of two contracts, behind their references.
    fn of(old: &'d Value, new: &'d Value) -> BTreeSet<Difference> {
        let mut plain = Self {
            old,
            new,
            seen: BTreeSet::new(),
            found: BTreeSet::new(),
        };
        plain.operations();
        for key in ["openapi", "security", "servers"] {
            if old[key] != new[key] {
                plain.differ("", "", key);
            }
        }
        for (section, old, new) in ["schemas", "securitySchemes", "parameters"]
            .map(|key| (key, &old["components"][key], &new["components"][key]))
        {
            for name in names(old, new) {
                let pointer = join(&format!("/components/{section}"), &name);
                if old.get(&name).is_some() && new.get(&name).is_some() {
                    plain.walk(&pointer, &pointer, false);
                } else {
                    plain.differ(&pointer, &pointer, "");
                }
            }
        }
        plain.found
    }

    fn operations(&mut self) {
        let ids = |document: &Value| -> BTreeMap<String, String> {
            operations(document)
                .into_iter()
                .map(|(pointer, operation)| {
                    (
                        operation["operationId"]
                            .as_str()
                            .unwrap_or(&pointer)
                            .to_owned(),
                        pointer,
                    )
                })
                .collect()
        };
        let (before, after) = (ids(self.old), ids(self.new));
        let places: BTreeSet<&String> = after.values().collect();
        let mut paired = BTreeSet::new();
        for (id, old) in &before {
            let new = if places.contains(old) {
                Some(old)
            } else {
                after.get(id)
            };
            let Some(new) = new else {
                self.differ(old, old, "");
                continue;
            };
            paired.insert(new.clone());
            if old != new {
                self.differ(old, new, "path");
            }
            self.walk(old, new, false);
            // The keywords of the path apply to the operation, too.
            let both = |pointer: &str| {
                let item = pointer.rsplit_once('/').unwrap().0;
                [pointer, item].map(|owner| format!("{owner}/parameters"))
            };
            self.parameters(&both(old), &both(new));
        }
        for new in after.values().filter(|new| !paired.contains(*new)) {
            self.differ(new, new, "");
        }
    }

    fn differ(&mut self, old: &str, new: &str, key: &str) {
        self.found.insert(Difference {
            old: old.to_owned(),
            new: new.to_owned(),
            key: key.to_owned(),
        });
    }

    fn walk(&mut self, old: &str, new: &str, named: bool) {
        let (before, after) = (
            self.old.pointer(old).unwrap(),
            self.new.pointer(new).unwrap(),
        );
        if let Some(target) = before.get("$ref").and_then(Value::as_str) {
            return self.walk(&target[1..], new, false);
        }
        if let Some(target) = after.get("$ref").and_then(Value::as_str) {
            return self.walk(old, &target[1..], false);
        }
        if !self.seen.insert((old.to_owned(), new.to_owned())) {
            return;
        }
        if !before.is_object() || !after.is_object() {
            if before != after {
                self.differ(old, new, "");
            }
            return;
        }
        for key in names(before, after) {
            if !named && PROSE.contains(&key.as_str()) {
                continue;
            }
            let (one, two) = (join(old, &key), join(new, &key));
            let is_default = |value: Option<&Value>| value.is_none_or(|value| *value == false);
            match (before.get(&key), after.get(&key)) {
                (old, new)
                    if !named
                        && key != "additionalProperties"
                        && is_default(old)
                        && is_default(new) => {}
                (Some(a), Some(b))
                    if !named && SETS.contains(&key.as_str()) && a.is_array() && b.is_array() =>
                {
                    self.sets(old, new, &key, a, b);
                }
                (Some(_), Some(_)) if !named && BRANCHES.contains(&key.as_str()) => {
                    self.branches(&one, &two)
                }
                // Those of an operation are compared with those of its path.
                (_, _) if !named && key == "parameters" => {}
                (Some(a), Some(b)) if a.is_object() && b.is_object() && key != "default" => {
                    self.walk(&one, &two, !named && key == "properties");
                }
                (Some(a), Some(b)) if a == b => {}
                (None, Some(list)) | (Some(list), None) if key == "required" && list.is_array() => {
                    let none = Value::Array(Vec::new());
                    let pair = |has: bool| if has { list } else { &none };
                    self.sets(
                        old,
                        new,
                        &key,
                        pair(before.get(&key).is_some()),
                        pair(after.get(&key).is_some()),
                    );
                }
                _ if named => self.differ(&one, &two, ""),
                (None, Some(Value::Object(map))) | (Some(Value::Object(map)), None)
                    if key == "properties" =>
                {
                    for name in map.keys() {
                        self.differ(&join(&one, name), &join(&two, name), "");
                    }
                }
                _ => self.differ(old, new, &key),
            }
        }
    }

    fn sets(&mut self, old: &str, new: &str, key: &str, before: &Value, after: &Value) {
        let lacks = |list: &Value, value: &Value| !list.as_array().unwrap().contains(value);
        for (list, other) in [(before, after), (after, before)] {
            for value in list
                .as_array()
                .unwrap()
                .iter()
                .filter(|value| lacks(other, value))
            {
                if key == "required" {
                    let place =
                        |at: &str| join(&format!("{at}/properties"), value.as_str().unwrap());
                    self.differ(&place(old), &place(new), key);
                } else {
                    self.differ(old, new, key);
                }
            }
        }
    }

    /// Branches that have no equal on the other side.
    fn branches(&mut self, old: &str, new: &str) {
        let texts = |document: &Value, pointer: &str| -> Vec<String> {
            let list = document.pointer(pointer).unwrap().as_array().unwrap();
            list.iter()
                .map(|branch| plain_text(branch, document, 8))
                .collect()
        };
        let (before, after) = (texts(self.old, old), texts(self.new, new));
        // A difference behind a reference belongs there.
        let written = |document: &'d Value, pointer: &str| -> Vec<String> {
            let list = document.pointer(pointer).unwrap().as_array().unwrap();
            list.iter().map(ToString::to_string).collect()
        };
        let (one, two) = (written(self.old, old), written(self.new, new));
        for (index, text) in before.iter().enumerate() {
            let at = format!("{old}/{index}");
            if let Some(other) = two.iter().position(|other| *other == one[index]) {
                self.walk(&at, &format!("{new}/{other}"), false);
            } else if !after.contains(text) {
                self.differ(&at, "", "branch");
            }
        }
        for (index, text) in after.iter().enumerate() {
            if !one.contains(&two[index]) && !before.contains(text) {
                self.differ("", &format!("{new}/{index}"), "branch");
            }
        }
    }

    fn parameters(&mut self, old: &[String; 2], new: &[String; 2]) {
        let list = |document: &'d Value, owners: &[String; 2]| -> Vec<(String, String)> {
            let mut found = Vec::new();
            for owner in owners {
                let list = document.pointer(owner).and_then(Value::as_array);
                for (index, parameter) in list.into_iter().flatten().enumerate() {
                    let pointer = match parameter["$ref"].as_str() {
                        Some(target) => target[1..].to_owned(),
                        None => format!("{owner}/{index}"),
                    };
                    let parameter = document.pointer(&pointer).unwrap();
                    found.push((
                        format!("{} {}", parameter["in"], parameter["name"]),
                        pointer,
                    ));
                }
            }
            found
        };
        let (before, after) = (list(self.old, old), list(self.new, new));
        for (key, pointer) in &before {
            match after.iter().find(|(other, _)| other == key) {
                Some((_, other)) => self.walk(pointer, other, false),
                None => self.differ(pointer, "", "parameter"),
            }
        }
        for (key, pointer) in &after {
            if !before.iter().any(|(other, _)| other == key) {
                self.differ("", pointer, "parameter");
            }
        }
    }
}

fn names(old: &Value, new: &Value) -> BTreeSet<String> {
    let keys = |value: &Value| {
        value
            .as_object()
            .map(|map| map.keys().cloned().collect::<Vec<_>>())
            .unwrap_or_default()
    };
    keys(old).into_iter().chain(keys(new)).collect()
}

/// A schema behind its references as sorted text without prose.
fn plain_text(value: &Value, document: &Value, hops: usize) -> String {
    match value {
        Value::Object(map) => {
            if let Some(target) = value["$ref"].as_str() {
                return if hops == 0 {
                    String::new()
                } else {
                    plain_text(document.pointer(&target[1..]).unwrap(), document, hops - 1)
                };
            }
            let mut parts: Vec<String> = map
                .iter()
                .filter(|(key, value)| !PROSE.contains(&key.as_str()) || value.is_object())
                .map(|(key, value)| format!("{key}:{}", plain_text(value, document, hops)))
                .collect();
            parts.sort();
            format!("{{{}}}", parts.join(","))
        }
        Value::Array(list) => {
            let mut parts: Vec<String> = list
                .iter()
                .map(|value| plain_text(value, document, hops))
                .collect();
            parts.sort();
            format!("[{}]", parts.join(","))
        }
        scalar => scalar.to_string(),
    }
}

/// The families that may tell a difference of a keyword at its very place.
fn families(key: &str) -> Option<&'static [Family]> {
    Some(match key {
        "type" => &[Family::Type, Family::Nullable],
        "nullable" => &[Family::Nullable, Family::Parameter],
        "format" => &[Family::Format],
        "enum" => &[Family::EnumValue],
        "const" => &[Family::Const],
        "default" => &[Family::Default],
        "pattern" => &[Family::Pattern],
        "minimum" | "maximum" | "multipleOf" => &[Family::Bound],
        "minLength" | "maxLength" | "minItems" | "maxItems" => &[Family::Length],
        "deprecated" => &[Family::Deprecation],
        "operationId" => &[Family::OperationId],
        "additionalProperties" => &[Family::AdditionalProperties],
        _ => return None,
    })
}

fn is_at(change: &Change, fits: impl Fn(&str) -> bool) -> bool {
    change
        .old_place
        .iter()
        .chain(&change.new_place)
        .any(|place| fits(&place.pointer))
}

fn covers(change: &Change, difference: &Difference) -> bool {
    let places = [&difference.old, &difference.new];
    let places = || places.iter().filter(|place| !place.is_empty());
    match families(&difference.key) {
        Some(families) => {
            // If a schema becomes a union, its type and similar keywords are in a branch.
            let of_several = matches!(change.kind, Kind::UnionAdded | Kind::UnionRemoved)
                && change.old_place.is_some()
                && change.new_place.is_some();
            // The bounds of another type say nothing of the new one.
            let of_type = change.kind == Kind::TypeChanged
                && families
                    .iter()
                    .any(|family| [Family::Bound, Family::Length].contains(family));
            (families.contains(&change.family) || of_several || of_type)
                && is_at(change, |pointer| places().any(|place| pointer == *place))
        }
        None => {
            is_at(change, |pointer| {
                places().any(|place| {
                    let inner = format!("{place}/{}", difference.key);
                    // Of a branch that is another one, any part may be reported.
                    pointer == *place
                        || within(pointer, &inner)
                        || within(place, pointer)
                        || (difference.key == "branch" && within(pointer, place))
                })
            }) || (difference.old.is_empty()
                && difference.new.is_empty()
                && is_at(change, |pointer| {
                    within(pointer, &format!("/{}", difference.key))
                }))
        }
    }
}

/// The revisions in order: those of another folder, if one is named, or the fixtures.
fn revisions() -> Vec<(String, Value)> {
    let mut files = fixtures("history");
    if let Some(folder) = std::env::var_os("OPENAPI_DIFF_HISTORY") {
        let entries = fs::read_dir(folder).unwrap().flatten();
        files = entries.map(|entry| entry.path()).collect();
    }
    files.sort();
    files.push(vendored());
    let named = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, read(path))
    };
    files.iter().map(named).collect()
}

#[test]
fn every_structural_difference_is_told_and_nothing_else() {
    let revisions = revisions();
    assert!(revisions.len() >= 4);
    let mut count = 0;
    let mut faults = Vec::new();
    for pair in revisions.windows(2) {
        let [(old_name, old), (new_name, new)] = pair else {
            unreachable!()
        };
        let differences = Plain::of(old, new);
        let report = compare(old, new);
        count += differences.len();
        for difference in &differences {
            if !report
                .changes
                .iter()
                .any(|change| covers(change, difference))
            {
                faults.push(format!(
                    "{old_name} {new_name}: not reported: {difference:?}"
                ));
            }
        }
        for change in &report.changes {
            if !differences
                .iter()
                .any(|difference| covers(change, difference))
            {
                faults.push(format!(
                    "{old_name} {new_name}: {} at {:?} is no difference",
                    change.rule,
                    change.place()
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(count > 200, "{count}");
}
