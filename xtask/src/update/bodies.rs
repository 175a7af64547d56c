//! Hand-written bodies that a contract does not allow any more.
//!
//! Those are the responses of a local server and the requests of tests, which no compiler checks.

use std::collections::{BTreeMap, BTreeSet};

use openapi_diff::{Change, Kind, Report, Side};
use openapi_document::segments;

use super::broken::Broken;
use super::edit::line_of;
use super::words::Users;

/// The most changed places of a response that its line names.
const SHOWN: usize = 3;
/// The number of lines around a mention of an operation that may make its request.
const NEAR: usize = 6;

/// Finds the lines that make the response of an operation, where the contract has another one now,
/// and those that make a request without what it requires now.
pub fn find(users: &Users, changes: &Report) -> Vec<Broken> {
    let mut responses: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
    let mut found = Vec::new();
    for change in &changes.changes {
        for reached in &change.operations {
            let id = reached.operation.as_str();
            if reached.sides.contains(&Side::Response) && is_unlike(change.kind) {
                responses.entry(id).or_default().push(change);
            }
            let is_required = matches!(
                change.kind,
                Kind::RequiredPropertyAdded | Kind::BecameRequired
            );
            if let (Some(name), true) = (property(change), is_required)
                && reached.sides.contains(&Side::Request)
            {
                found.extend(requests(users, id, &name));
            }
        }
    }
    for (id, changes) in responses {
        found.extend(handlers(users, id, &changes));
    }
    found
}

/// Returns whether a body of the old contract may be wrong in the new one.
fn is_unlike(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::RequiredPropertyAdded
            | Kind::RequiredPropertyRemoved
            | Kind::OptionalPropertyRemoved
            | Kind::BecameRequired
            | Kind::TypeChanged
            | Kind::TimeFormatChanged
            | Kind::FormatAdded
            | Kind::FormatChanged
            | Kind::FormatNarrowed
            | Kind::BecameNotNullable
            | Kind::EnumValueRemoved
            | Kind::EnumAdded
            | Kind::ConstAdded
            | Kind::ConstChanged
    )
}

/// Returns the word that a body has for a change: a lost value, or the property.
fn word(change: &Change) -> Option<String> {
    match (change.kind, &change.old) {
        (Kind::EnumValueRemoved, Some(value)) => value.as_str().map(str::to_owned),
        _ => property(change),
    }
}

/// Returns the last property at the place of a change, by its old name.
fn property(change: &Change) -> Option<String> {
    let place = change.old_place.as_ref().or(change.new_place.as_ref())?;
    let words = segments(&place.pointer);
    let at = words.iter().rposition(|word| word == "properties")?;
    words.get(at + 1).cloned()
}

/// Finds the arms that dispatch an operation to its handler, and the changed properties in the
/// modules that these name.
fn handlers(users: &Users, id: &str, changes: &[&Change]) -> Vec<Broken> {
    let labels: BTreeSet<&str> = changes.iter().map(|change| change.label()).collect();
    let mut shown = labels
        .iter()
        .take(SHOWN)
        .copied()
        .collect::<Vec<_>>()
        .join(", ");
    if labels.len() > SHOWN {
        shown += &format!(" and {} more", labels.len() - SHOWN);
    }
    let reason = format!("the response of {id} is another one, and its handler is here: {shown}");
    let names: BTreeSet<String> = changes.iter().filter_map(|change| word(change)).collect();
    let quoted = format!("\"{id}\"");
    let mut found = Vec::new();
    for (file, text) in code(users).filter(|(file, _)| file.contains("/src/")) {
        for (number, line) in text.lines().enumerate() {
            let arm = line.trim_start();
            let Some((ids, handler)) = arm.split_once(" => ") else {
                continue;
            };
            if !arm.starts_with('"') || !ids.contains(&quoted) || !handler.contains('(') {
                continue;
            }
            let mut modules = handler.split("::").collect::<Vec<_>>();
            modules.pop();
            let modules = modules.iter().filter_map(|before| {
                let letter = |letter: char| letter.is_alphanumeric() || letter == '_';
                before
                    .rsplit(|one| !letter(one))
                    .next()
                    .filter(|name| !name.is_empty())
            });
            let modules: Vec<&str> = modules.collect();
            found.push(at(file, number + 1, &reason));
            for (other, text) in code(users).filter(|(other, _)| is_of(other, file, &modules)) {
                for name in &names {
                    for (at_name, _) in text.match_indices(&format!("\"{name}\"")) {
                        let reason = format!("{name} of the response of {id} is another one");
                        found.push(at(other, line_of(text, at_name), &reason));
                    }
                }
            }
        }
    }
    found
}

/// Returns whether a file is one of some modules in the package of another file.
fn is_of(file: &str, other: &str, modules: &[&str]) -> bool {
    let package = |file: &'_ str| {
        file.split_once("/src/")
            .map(|(package, _)| package.to_owned())
    };
    let in_package = package(file).is_some() && package(file) == package(other);
    in_package
        && modules.iter().any(|module| {
            file.ends_with(&format!("/{module}.rs")) || file.contains(&format!("/{module}/"))
        })
}

/// Finds the lines that make a request of an operation from JSON without a property.
fn requests(users: &Users, id: &str, property: &str) -> Vec<Broken> {
    let reason = format!("{property} is required in a request of {id}");
    let (id, property) = (format!("\"{id}\""), format!("\"{property}\""));
    let mut found = Vec::new();
    for (file, text) in code(users) {
        let lines: Vec<&str> = text.lines().collect();
        for (number, _) in lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.contains(&id))
        {
            let around = number.saturating_sub(NEAR)..lines.len().min(number + NEAR + 1);
            let near = |word: &str| lines[around.clone()].iter().any(|line| line.contains(word));
            if near("json!(") && !near(&property) {
                found.push(at(file, number + 1, &reason));
            }
        }
    }
    found
}

fn code(users: &Users) -> impl Iterator<Item = (&String, &String)> {
    let files = users.0.iter().filter(|(file, _)| file.ends_with(".rs"));
    files.map(|(file, text)| (file, text))
}

fn at(file: &str, line: usize, reason: &str) -> Broken {
    Broken {
        file: file.to_owned(),
        line: Some(line),
        reason: reason.to_owned(),
    }
}
