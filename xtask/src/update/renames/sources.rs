//! Renames in hand-written code and text that name generated items.

use openapi_codegen::naming::{pascal, snake};
use openapi_codegen::pipeline::Run;

use super::super::edit::{line_of, replace_in};
use super::super::words::{self, Names, Users};
use super::found::{Part, Rename, Unsure};

/// A name as code and text write it.
struct Spelling {
    old: String,
    new: String,
    /// The text before it that leaves no doubt of its meaning.
    behind: &'static str,
}

/// Carries a rename through the files that name generated items.
///
/// `names` are those of the new contract and its code: a name that is still there may mean
/// something else.
pub(super) fn carry(
    users: &mut Users,
    rename: &mut Rename,
    (old, new): (&Run, &Run),
    names: &Names,
) {
    for Spelling { old, new, behind } in spellings(rename, old, new) {
        let reason = if !behind.is_empty() {
            None
        } else if names.has(&old) {
            Some("something else still has this name")
        } else if words::is_plain(&old) {
            Some("it may be an ordinary word")
        } else if users.define(&old) {
            Some("hand-written code defines this name too")
        } else {
            None
        };
        for (file, text) in &mut users.0 {
            let mut places = words::places(text, &old);
            places.retain(|at| text[..*at].ends_with(behind));
            let Some(reason) = reason else {
                let pieces = places
                    .into_iter()
                    .map(|at| (at..at + old.len(), new.clone()));
                rename
                    .edits
                    .extend(replace_in(file, text, pieces.collect()));
                continue;
            };
            let shown = places.into_iter().filter(|at| words::is_code(text, *at));
            rename.unsure.extend(shown.map(|at| Unsure {
                file: file.clone(),
                line: line_of(text, at),
                name: old.clone(),
                reason: reason.to_owned(),
            }));
        }
    }
}

/// Lists the calls of a function that another operation has now.
pub(super) fn mention(users: &Users, rename: &mut Rename) {
    let name = snake(&rename.new);
    for (file, text) in &users.0 {
        let places = words::places(text, &name).into_iter();
        let calls = places.filter(|at| text[..*at].ends_with("api."));
        rename.unsure.extend(calls.map(|at| Unsure {
            file: file.clone(),
            line: line_of(text, at),
            name: name.clone(),
            reason: "what had this name is removed, and something else has it now".to_owned(),
        }));
    }
}

/// Returns the names of a part in code and text, those that can mean nothing else first.
fn spellings(rename: &Rename, before: &Run, after: &Run) -> Vec<Spelling> {
    let (old, new) = (&rename.old, &rename.new);
    let spelling = |old: &str, new: &str, behind| Spelling {
        old: old.to_owned(),
        new: new.to_owned(),
        behind,
    };
    let mut found = match &rename.part {
        Part::Operation => {
            let (function, renamed) = (snake(old), snake(new));
            let remains = after.entries.iter().any(|entry| entry.function == function);
            let behind = if remains { "" } else { "api." };
            vec![
                spelling(&function, &renamed, behind),
                spelling(&function, &renamed, ""),
                spelling(&pascal(old), &pascal(new), ""),
                spelling(old, new, ""),
            ]
        }
        Part::Property { owner, .. } => {
            let member = |run: &Run, wire: &str| {
                let key = (owner.clone(), wire.to_owned());
                run.code
                    .members
                    .get(&key)
                    .cloned()
                    .unwrap_or_else(|| snake(wire))
            };
            let (field, renamed) = (member(before, old), member(after, new));
            vec![spelling(&field, &renamed, ""), spelling(old, new, "")]
        }
        Part::Schema | Part::Type | Part::Path => vec![spelling(old, new, "")],
        Part::Parameter { .. } => Vec::new(),
    };
    found.retain(|spelling| spelling.old != spelling.new);
    found.dedup_by(|one, other| one.old == other.old && one.behind == other.behind);
    found
}
