//! Hand-written files that a change of the generated code breaks.

use std::collections::{BTreeMap, BTreeSet};

use openapi_codegen::naming::pascal;
use openapi_codegen::pipeline::Run;
use openapi_codegen::public_api::PublicApi;
use openapi_diff::Report;
use openapi_document::Result;
use serde::Serialize;

use super::bodies;
use super::edit::line_of;
use super::incomplete;
use super::words::{self, Names, Users};
use crate::project::Project;

/// A line that will not compile, or that says something else than the code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Broken {
    /// The file, relative to the root of the workspace.
    pub file: String,
    /// The line, from 1; none for a file that lacks something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The reason.
    pub reason: String,
}

/// Finds the lines of the drafts of a project that name what is gone or has another type, and the
/// tables that lack a new operation.
///
/// # Errors
///
/// If a file cannot be read, or the generated code is not valid Rust.
pub fn find(project: &Project, changes: &Report, (old, new): (&Run, &Run)) -> Result<Vec<Broken>> {
    let (before, after) = (PublicApi::of(old)?, PublicApi::of(new)?);
    let names = Names::of(new, &after);
    let methods = project.facade_methods()?;
    let mut reasons: BTreeMap<String, String> = BTreeMap::new();
    for entry in &old.entries {
        if !new.entries.iter().any(|other| other.id == entry.id) {
            let reason = format!("the operation {} is gone", entry.id);
            for name in [&entry.id, &entry.function, &pascal(&entry.id)] {
                reasons.insert(name.clone(), reason.clone());
            }
            if !new.entries.iter().any(|other| other.path == entry.path) {
                reasons.insert(entry.path.clone(), reason.clone());
            }
            let method = methods.get(&entry.id).and_then(|of| of.rsplit_once("::"));
            let method = method.filter(|(_, name)| !words::is_plain(name));
            reasons.extend(method.map(|(_, name)| (name.to_owned(), reason)));
        }
    }
    for name in before
        .types
        .keys()
        .filter(|name| !after.types.contains_key(*name))
    {
        reasons.insert(name.clone(), format!("the type {name} is gone"));
    }
    // By the names of fields, which other types may have too: those are looked for with their type.
    let mut qualified: Vec<(String, String, String)> = Vec::new();
    for (owner, members) in &before.types {
        let Some(now) = after.types.get(owner) else {
            continue;
        };
        for (member, text) in members.iter().filter(|(member, _)| !member.is_empty()) {
            let reason = match now.get(member) {
                None => format!("{owner}::{member} is gone"),
                Some(other) if other != text => {
                    format!("{owner}::{member} was {text} and is {other}")
                }
                Some(_) => continue,
            };
            qualified.push((owner.clone(), member.clone(), reason));
        }
    }
    let gone = |name: &String| !names.has(name);
    reasons.retain(|name, _| gone(name));
    let mut found = BTreeSet::new();
    let (constructed, constructs) = (constructors(old), constructors(new));
    let users = Users::read(project)?;
    for (file, text) in &users.0 {
        let mut add = |at: usize, reason: &String| {
            found.insert(Broken {
                file: file.clone(),
                line: Some(line_of(text, at)),
                reason: reason.clone(),
            });
        };
        for (name, reason) in &reasons {
            for at in words::places(text, name) {
                add(at, reason);
            }
        }
        for (owner, arguments) in &constructed {
            let now = constructs.get(owner).filter(|now| *now != arguments);
            let call = format!("{owner}::new(");
            for (at, _) in text.match_indices(&call) {
                let is_whole = words::places(&text[..at + owner.len()], owner).contains(&at);
                if let Some(now) = now.filter(|_| is_whole) {
                    add(at, &format!("{owner}::new takes other arguments: {now}"));
                }
            }
        }
        for (owner, member, reason) in &qualified {
            let shared = after
                .types
                .iter()
                .any(|(other, members)| other != owner && members.contains_key(member));
            let near = !shared || !words::places(text, owner).is_empty();
            for at in words::places(text, member).into_iter().filter(|_| near) {
                let of_owner = text[..at].ends_with(&format!("{owner}::"));
                if of_owner || text[..at].ends_with('.') {
                    add(at, reason);
                }
            }
        }
    }
    found.extend(incomplete::find(&users, (old, new), (&before, &after)));
    found.extend(bodies::find(&users, changes));
    found.extend(lacking(project, old, new)?);
    Ok(found.into_iter().collect())
}

/// Returns the arguments of the constructor of each type.
fn constructors(run: &Run) -> BTreeMap<&str, String> {
    let mut found = BTreeMap::new();
    for text in run.code.files.values() {
        for block in text.split("\nimpl ").skip(1) {
            let own = block.split("\n}\n").next().unwrap_or_default();
            let parts = own.split_once(" {\n").and_then(|(name, body)| {
                let (_, rest) = body.split_once("pub fn new(")?;
                Some((name, rest.split_once(") -> ")?.0))
            });
            if let Some((name, arguments)) = parts.filter(|(name, _)| !name.contains(' ')) {
                let words: Vec<&str> = arguments.split_whitespace().collect();
                let arguments = words.join(" ");
                found.insert(name, arguments.trim_end_matches(',').to_owned());
            }
        }
    }
    found
}

/// Finds the tables of the facade's tests that lack an operation.
fn lacking(project: &Project, old: &Run, new: &Run) -> Result<Vec<Broken>> {
    let Some(facade) = &project.facade else {
        return Ok(Vec::new());
    };
    let rows = project.source(&facade.rows)?;
    let requests = project.source(&facade.requests)?;
    let (rows, requests) = (rows.text()?, requests.text()?);
    let mut found = Vec::new();
    let known: BTreeSet<&String> = old.entries.iter().map(|entry| &entry.id).collect();
    for entry in new
        .entries
        .iter()
        .filter(|entry| !known.contains(&entry.id))
    {
        let mut add = |file: &String, what: String| {
            found.push(Broken {
                file: file.clone(),
                line: None,
                reason: what,
            });
        };
        let id = &entry.id;
        if words::places(rows, &pascal(id)).is_empty() {
            add(&facade.rows, format!("there is no row for {}", pascal(id)));
        }
        if entry.request.is_some() && words::places(requests, id).is_empty() {
            add(&facade.requests, format!("there is no request for {id}"));
        }
    }
    Ok(found)
}
