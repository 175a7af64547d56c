//! The renames that the comparison of two contracts recognizes.

use std::collections::{BTreeMap, BTreeSet};

use openapi_codegen::naming::type_name;
use openapi_codegen::pipeline::Run;
use openapi_diff::{Change, Kind, Report, label};
use openapi_document::{Operation, join, operations, schema_ref, segments};
use serde::Serialize;
use serde_json::Value;

use super::super::edit::Edit;
use crate::effects::Spots;

/// A part that has another name now, with what is to be changed for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rename {
    /// The part that has the name.
    #[serde(flatten)]
    pub part: Part,
    /// The name in the old contract.
    pub old: String,
    /// The name in the new contract.
    pub new: String,
    /// The changes that follow.
    pub edits: Vec<Edit>,
    /// The places that may mean something else.
    pub unsure: Vec<Unsure>,
}

/// The part of a contract, or of the generated code, that has a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "part", rename_all = "kebab-case")]
pub enum Part {
    /// An operation, by its operationId.
    Operation,
    /// A component schema.
    Schema,
    /// A path template.
    Path,
    /// A path parameter.
    Parameter {
        /// The operations that have it, by their new ids.
        operations: Vec<String>,
    },
    /// A property.
    Property {
        /// The generated type that has it as a field.
        owner: String,
        /// Its place in the old contract.
        #[serde(skip)]
        old_place: String,
        /// Its place in the new contract.
        #[serde(skip)]
        new_place: String,
    },
    /// A schema in the place where it is used, which is a component now.
    Place {
        /// Its place in the old contract.
        #[serde(skip)]
        pointer: String,
        /// Its place in the names file, if that names its type.
        #[serde(skip)]
        locator: Option<String>,
    },
    /// A generated type whose name follows from another rename.
    Type,
}

/// A place that has a name which may mean something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unsure {
    /// The file, relative to the root of the workspace.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The name.
    pub name: String,
    /// The reason.
    pub reason: String,
}

impl Rename {
    pub(super) fn new(part: Part, old: impl Into<String>, new: impl Into<String>) -> Self {
        Self {
            part,
            old: old.into(),
            new: new.into(),
            edits: Vec::new(),
            unsure: Vec::new(),
        }
    }

    /// Returns true if the new name means in code and in strings what it says, without an escape.
    pub(super) fn is_literal(&self) -> bool {
        let marks = match self.part {
            Part::Path => "_-.$/:@ {}",
            _ => "_-.$/:@ ",
        };
        let mut letters = self.new.chars();
        letters.all(|letter| letter.is_alphanumeric() || marks.contains(letter))
    }

    /// Returns the kind of the part in words.
    pub fn word(&self) -> String {
        let word = match &self.part {
            Part::Operation => "operation",
            Part::Schema | Part::Place { .. } => "schema",
            Part::Path => "path",
            Part::Parameter { .. } => "path parameter",
            Part::Property { owner, .. } => return format!("property of {owner}:"),
            Part::Type => "type",
        };
        word.to_owned()
    }

    /// Returns whether another rename is one of the same field, from another place.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let owner = |rename: &Self| match &rename.part {
            Part::Property { owner, .. } => Some(owner.clone()),
            _ => None,
        };
        let owner_of = owner(self);
        owner_of.is_some()
            && owner_of == owner(other)
            && (&self.old, &self.new) == (&other.old, &other.new)
    }

    /// Returns whether the type of a renamed property still has its old name, from another schema.
    pub(super) fn is_shared(&self, new: &Run) -> bool {
        let Part::Property { owner, .. } = &self.part else {
            return false;
        };
        let key = (owner.clone(), self.old.clone());
        new.code.members.contains_key(&key)
    }

    /// Returns the place of the new contract that has what the old one has at a place.
    ///
    /// Of a schema or path only: returns whether it is the renamed one.
    fn translate(&self, place: &mut Vec<String>) -> bool {
        let is = |place: &[String], words: &[&str]| {
            place.len() >= words.len() && place.iter().zip(words).all(|(one, other)| one == other)
        };
        match &self.part {
            Part::Schema if is(place, &["components", "schemas", &self.old]) => {
                place[2].clone_from(&self.new);
                return true;
            }
            Part::Path if is(place, &["paths", &self.old]) => {
                place[1].clone_from(&self.new);
                return true;
            }
            Part::Place { pointer, .. } => {
                let old = segments(pointer);
                if place.starts_with(&old) {
                    let component = ["components", "schemas", &self.new];
                    place.splice(..old.len(), component.map(str::to_owned));
                    return true;
                }
            }
            Part::Property { old_place, .. } => {
                let old = segments(old_place);
                if place.starts_with(&old) {
                    place[old.len() - 1].clone_from(&self.new);
                }
            }
            _ => {}
        }
        false
    }
}

/// Returns the place of the new contract that has what the old one has at a place.
pub(super) fn translated(renames: &[Rename], pointer: &str) -> String {
    let mut place = segments(pointer);
    // The places of properties are those of the old contract.
    let (properties, others): (Vec<_>, Vec<_>) = renames
        .iter()
        .partition(|rename| matches!(rename.part, Part::Property { .. }));
    for rename in properties {
        rename.translate(&mut place);
    }
    // One alone: two schemas may have swapped their names.
    others.iter().any(|rename| rename.translate(&mut place));
    place
        .iter()
        .fold(String::new(), |pointer, word| join(&pointer, word))
}

/// Returns the renames between two contracts, those of outer parts first.
///
/// `spots` are those of the code that was generated from the old one.
pub(super) fn find(report: &Report, old: &Value, new: &Value, spots: &Spots<'_>) -> Vec<Rename> {
    let mut found = Vec::new();
    for (kind, part) in [
        (Kind::OperationIdChanged, Part::Operation),
        (Kind::SchemaRenamed, Part::Schema),
    ] {
        let changes = report.changes.iter().filter(|change| change.kind == kind);
        let named = changes.filter_map(names);
        found.extend(named.map(|(old, new)| Rename::new(part.clone(), old, new)));
    }
    let ids: BTreeMap<String, String> = found
        .iter()
        .filter(|rename| rename.part == Part::Operation)
        .map(|rename| (rename.old.clone(), rename.new.clone()))
        .collect();
    found.extend(paths(old, new, &ids));
    components(
        old,
        new,
        "",
        &mut |pointer, name| {
            let locator = spots.spot(&pointer, old).origin.locator;
            let shown = label(&pointer, old);
            found.push(Rename::new(Part::Place { pointer, locator }, shown, name));
        },
        (old, new),
    );
    for change in &report.changes {
        let (Kind::PropertyRenamed, Some((was, is))) = (change.kind, names(change)) else {
            continue;
        };
        let places = (&change.old_place, &change.new_place);
        let (Some(old_place), Some(new_place)) = places else {
            continue;
        };
        let origin = spots.spot(&old_place.pointer, old).origin;
        if let Some((owner, _)) = origin.field {
            let part = Part::Property {
                owner,
                old_place: old_place.pointer.clone(),
                new_place: new_place.pointer.clone(),
            };
            found.push(Rename::new(part, was, is));
        }
    }
    found
}

/// Finds the schemas of an old contract in whose place a new one has a reference to a component that
/// the old one lacks.
fn components(
    old: &Value,
    new: &Value,
    place: &str,
    add: &mut dyn FnMut(String, &str),
    documents: (&Value, &Value),
) {
    match (old, new) {
        (Value::Object(was), Value::Object(is)) => {
            let name = schema_ref(new).filter(|_| !was.contains_key("$ref"));
            let is_fresh = |name: &&str| {
                let [before, after] =
                    [documents.0, documents.1].map(|of| &of["components"]["schemas"]);
                before.get(name).is_none() && after[name]["type"] == old["type"]
            };
            if let Some(name) = name.filter(is_fresh) {
                add(place.to_owned(), name);
                return;
            }
            for (key, value) in was {
                if let Some(other) = is.get(key) {
                    components(value, other, &join(place, key), add, documents);
                }
            }
        }
        (Value::Array(was), Value::Array(is)) => {
            for (number, (one, other)) in was.iter().zip(is).enumerate() {
                components(one, other, &format!("{place}/{number}"), add, documents);
            }
        }
        _ => {}
    }
}

/// The mark behind the name of a removed part in what people wrote about it, where another part has
/// its name now.
pub const GONE: &str = " (removed)";

/// Returns the operations and schemas that lost their name to a renamed one and have no other, as
/// renames that mark what people wrote about them.
pub(super) fn gone(renames: &[Rename], old: &Value) -> Vec<Rename> {
    let ids: BTreeSet<&str> = operations(old)
        .filter_map(|operation| operation.value["operationId"].as_str())
        .collect();
    let lost = renames.iter().filter(|rename| {
        let mut others = renames.iter().filter(|other| other.part == rename.part);
        let was = match rename.part {
            Part::Operation => ids.contains(rename.new.as_str()),
            Part::Schema => old["components"]["schemas"].get(&rename.new).is_some(),
            _ => false,
        };
        was && others.all(|other| other.old != rename.new)
    });
    let marked = lost.map(|rename| {
        let name = &rename.new;
        Rename::new(rename.part.clone(), name, format!("{name}{GONE}"))
    });
    marked.collect()
}

/// Returns the two names of a renamed part.
fn names(change: &Change) -> Option<(&str, &str)> {
    Some((
        change.old.as_ref()?.as_str()?,
        change.new.as_ref()?.as_str()?,
    ))
}

/// Finds the paths whose operations all have one other path now, and parameters with another name.
fn paths(old: &Value, new: &Value, ids: &BTreeMap<String, String>) -> Vec<Rename> {
    let id = |operation: &Operation<'_>| operation.value["operationId"].as_str().map(str::to_owned);
    let now: BTreeMap<String, &str> = operations(new)
        .filter_map(|operation| Some((id(&operation)?, operation.path)))
        .collect();
    let taken: BTreeSet<&str> = operations(new).map(|operation| operation.path).collect();
    let mut moved: BTreeMap<&str, (BTreeSet<&str>, Vec<String>)> = BTreeMap::new();
    for operation in operations(old).filter(|operation| !taken.contains(operation.path)) {
        let own = id(&operation).map(|id| ids.get(&id).cloned().unwrap_or(id));
        if let Some((path, own)) = own.and_then(|own| Some((*now.get(&own)?, own))) {
            let (paths, operations) = moved.entry(operation.path).or_default();
            paths.insert(path);
            operations.push(own);
        }
    }
    let mut found: Vec<Rename> = Vec::new();
    for (path, (targets, operations)) in moved {
        let [target] = targets.into_iter().collect::<Vec<_>>()[..] else {
            continue;
        };
        for (was, is) in parameters(path).zip(parameters(target)) {
            if was != is {
                let same = found.iter_mut().find_map(|other| match &mut other.part {
                    Part::Parameter { operations } if (&*other.old, &*other.new) == (was, is) => {
                        Some(operations)
                    }
                    _ => None,
                });
                match same {
                    Some(known) => known.extend(operations.iter().cloned()),
                    None => {
                        let operations = operations.clone();
                        found.push(Rename::new(Part::Parameter { operations }, was, is));
                    }
                }
            }
        }
        found.push(Rename::new(Part::Path, path, target));
    }
    found
}

/// Returns the names of the parameters in a path template.
fn parameters(path: &str) -> impl Iterator<Item = &str> {
    let parts = path.split('{').skip(1);
    parts.filter_map(|part| Some(part.split_once('}')?.0))
}

/// Returns the component that holds the query parameters of an operation.
pub(super) fn query_component(operation: &str) -> String {
    format!("{}Query", type_name(operation))
}
