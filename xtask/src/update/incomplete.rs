//! Hand-written lists of operations, or of the values or fields of a type, that lack a new one.

use std::collections::{BTreeMap, BTreeSet};

use openapi_codegen::pipeline::Run;
use openapi_codegen::public_api::PublicApi;

use super::broken::Broken;
use super::edit::line_of;
use super::words::{self, Users};

/// The least number of values or fields that make a list.
const LEAST: usize = 3;
/// The lines of a list for each of its entries.
const LINES: usize = 3;

/// Finds the places that name most operations, most values of an enum or most fields of a record, and
/// not a new one.
pub fn find(users: &Users, runs: (&Run, &Run), apis: (&PublicApi, &PublicApi)) -> Vec<Broken> {
    let (before, after) = (values(runs.0), values(runs.1));
    let quoted = |text: &str, one: &str| places(text, &format!("\"{one}\""));
    let mut found = Vec::new();
    for (owner, old) in &before {
        let fresh: Vec<&str> = after
            .get(owner)
            .map_or_else(Vec::new, |new| new.difference(old).copied().collect());
        for value in fresh {
            let reason = format!("{owner} has a new value: {value:?}");
            found.extend(lists(users, old, value, quoted, &reason));
            let variants = apis.0.types.get(*owner);
            let named: BTreeSet<&str> = variants
                .into_iter()
                .flatten()
                .map(|(one, _)| &**one)
                .collect();
            let matched = |text: &str, one: &str| places(text, &format!("{owner}::{one}"));
            let variant = openapi_codegen::naming::pascal(value);
            found.extend(lists(users, &named, &variant, matched, &reason));
        }
    }
    let ids = |run: &'_ Run| -> BTreeSet<String> {
        run.entries.iter().map(|entry| entry.id.clone()).collect()
    };
    let (old, new) = (ids(runs.0), ids(runs.1));
    let known: BTreeSet<&str> = old.intersection(&new).map(|id| &**id).collect();
    for id in new.difference(&old) {
        let reason = format!("{id} is a new operation");
        found.extend(lists(users, &known, id, quoted, &reason));
    }
    for (owner, old) in &apis.0.types {
        let Some(new) = apis
            .1
            .types
            .get(owner)
            .filter(|_| !before.contains_key(&**owner))
        else {
            continue;
        };
        let known: BTreeSet<&str> = old.keys().map(|name| &**name).collect();
        let read = |text: &str, one: &str| {
            let mut places = places(text, &format!(".{one}"));
            places.retain(|at| !text[at + 1 + one.len()..].starts_with('('));
            places
        };
        for field in new.keys().filter(|name| !old.contains_key(*name)) {
            let reason = format!("{owner} has a new field: {field}");
            let mut own = lists(users, &known, field, read, &reason);
            let names_owner = |one: &Broken| {
                let mut files = users.0.iter();
                files
                    .any(|(file, text)| *file == one.file && !words::places(text, owner).is_empty())
            };
            own.retain(names_owner);
            found.extend(own);
        }
    }
    found
}

/// Returns the values of each enum by its generated type.
fn values(run: &Run) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (pointer, origin) in run.sources.iter() {
        let schema = run.corrected.pointer(pointer);
        let list = schema.and_then(|schema| schema.get("enum")?.as_array());
        if let (Some(name), Some(list)) = (&origin.inner, list) {
            let texts = list.iter().filter_map(|value| value.as_str());
            found.entry(name).or_default().extend(texts);
        }
    }
    found
}

/// Finds the first line of each part of a file that has most of some names, and not a new one.
fn lists(
    users: &Users,
    names: &BTreeSet<&str>,
    new: &str,
    places: impl Fn(&str, &str) -> Vec<usize>,
    reason: &str,
) -> Vec<Broken> {
    let most = LEAST.max((names.len() * 2).div_ceil(3));
    let length = LINES * names.len();
    let mut found = Vec::new();
    for (file, text) in users.0.iter().filter(|(file, _)| file.ends_with(".rs")) {
        let mut lines: Vec<(usize, &str)> = Vec::new();
        for name in names {
            let places = places(text, name).into_iter();
            lines.extend(places.map(|at| (line_of(text, at), *name)));
        }
        lines.sort_unstable();
        let known: Vec<usize> = places(text, new)
            .into_iter()
            .map(|at| line_of(text, at))
            .collect();
        let mut rest = &lines[..];
        while let [(first, _), ..] = *rest {
            let end = rest.partition_point(|(line, _)| *line < first + length);
            let distinct: BTreeSet<&str> = rest[..end].iter().map(|(_, name)| *name).collect();
            let last = rest[end - 1].0;
            if distinct.len() < most {
                rest = &rest[1..];
                continue;
            }
            // The first or the last entry may be the new one.
            let around = first.saturating_sub(LINES)..=last + LINES;
            if !known.iter().any(|line| around.contains(line)) {
                found.push(Broken {
                    file: file.clone(),
                    line: Some(first),
                    reason: format!("{reason}, and others are listed here"),
                });
            }
            rest = &rest[end..];
        }
    }
    found
}

fn places(text: &str, name: &str) -> Vec<usize> {
    let is_whole = |at: &usize| {
        let after = &text[at + name.len()..];
        !after.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_')
    };
    let found = text.match_indices(name).map(|(at, _)| at);
    found.filter(is_whole).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_without_the_new_value_is_found_at_its_first_line() {
        let text = "fn a() {\n    match word {\n        \"one\" => 1,\n        \"two\" => 2,\n        \"three\" => 3,\n    }\n}\n\
            // \"one\" alone.\n";
        let users = Users(vec![("a.rs".to_owned(), text.to_owned())]);
        let names = ["one", "two", "three"].into();
        let quoted = |text: &str, one: &str| places(text, &format!("\"{one}\""));
        let found = |new: &str| -> Vec<Option<usize>> {
            let found = lists(&users, &names, new, quoted, "T has a new value");
            found.into_iter().map(|one| one.line).collect()
        };
        assert_eq!(found("four"), [Some(3)]);
        assert_eq!(found("three"), []);
        assert_eq!(lists(&users, &["one"].into(), "two", quoted, "").len(), 0);
    }
}
