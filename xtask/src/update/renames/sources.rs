//! Renames in hand-written code and text that name generated items.

use std::collections::BTreeMap;

use openapi_codegen::naming::{pascal, snake};
use openapi_codegen::pipeline::Run;
use openapi_codegen::public_api::PublicApi;

use super::super::edit::{line_of, replace_in};
use super::super::toml_text::Layout;
use super::super::words::{self, Names, Users};
use super::found::{Part, Rename, Unsure};

/// In place of the text before the name of a setter, where the field has another one.
const SETTER: &str = "setter";

/// The text before the name of a flag.
const FLAG: &str = "--";

/// The text before the name of a path parameter, where no doubt is left and where some is.
const PARAMETER: &str = "param(\"";
const PAIR: &str = "(\"";

/// A name as code and text write it.
struct Spelling {
    old: String,
    new: String,
    /// The text before it; but for a flag and a pair, one that leaves no doubt of its meaning.
    behind: &'static str,
}

/// Carries a rename through the files that name generated items.
///
/// `api` is that of the old code. `names` are those of the new contract and its code: a name that is
/// still there may mean something else. `docs` is the file of the documentation, whose keys are
/// carried as keys.
pub(super) fn carry(
    users: &mut Users,
    rename: &mut Rename,
    (old, new): (&Run, &Run),
    api: &PublicApi,
    names: &Names,
    docs: &str,
) {
    let setters = Setters::of(rename, (old, new), api);
    for Spelling { old, new, behind } in spellings(rename, old, new) {
        // The flags of the command line have the names of the fields.
        let is_flag = behind == FLAG;
        let known = if is_flag { &rename.old } else { &old };
        let reason = if new == rename.new && !rename.is_literal() {
            Some("the new name needs escapes")
        } else if !["", SETTER, FLAG, PAIR].contains(&behind) {
            None
        } else if names.has(known) {
            Some("something else still has this name")
        } else if words::is_plain(&old) && !is_flag {
            Some("it may be an ordinary word")
        } else if users.define(&old.replace('-', "_")) {
            Some("hand-written code defines this name too")
        } else {
            None
        };
        for (file, text) in &mut users.0 {
            let mut places = words::places(text, &old);
            if file == docs && !places.is_empty() {
                let layout = Layout::of(text);
                places.retain(|at| !layout.is_key(*at));
            }
            let is_json = file.ends_with(".json");
            // Libraries may have functions of this name.
            let is_other = behind == SETTER && file.ends_with(".rs") && !setters.are_in(text);
            places.retain(|at| {
                let (before, after) = (&text[..*at], &text[at + old.len()..]);
                let is_quoted = before.ends_with('"') && after.starts_with('"');
                (before.ends_with(behind) || behind == SETTER)
                    && !(is_flag && after.starts_with('-'))
                    && (!is_json || is_quoted && reason.is_none())
            });
            let is_sure =
                |at: &usize| reason.is_none() && !is_other || setters.call(text, *at, &old);
            let (sure, unsure): (Vec<_>, Vec<_>) = places.into_iter().partition(is_sure);
            let shown = unsure
                .into_iter()
                .filter(|at| is_flag || words::is_code(text, *at));
            rename.unsure.extend(shown.map(|at| {
                Unsure {
                    file: file.clone(),
                    line: line_of(text, at),
                    name: old.clone(),
                    reason: reason
                        .unwrap_or("it may be a function of another type")
                        .to_owned(),
                }
            }));
            let pieces = sure.iter().map(|at| (*at..at + old.len(), new.clone()));
            let edits = replace_in(file, text, pieces.collect());
            rename.edits.extend(edits);
        }
    }
}

/// The types that have a renamed field: the one of the rename with those that take its setters over,
/// and the others.
#[derive(Default)]
struct Setters {
    owners: Vec<String>,
    others: Vec<String>,
}

impl Setters {
    fn of(rename: &Rename, (old, new): (&Run, &Run), api: &PublicApi) -> Self {
        let Part::Property { owner, .. } = &rename.part else {
            return Self::default();
        };
        if rename.is_shared(new) {
            return Self::default();
        }
        let members = &old.code.members;
        let field = members.get(&(owner.clone(), rename.old.clone()));
        let others = members.iter().filter(|(_, other)| Some(*other) == field);
        let others = others.map(|((other, _), _)| other);
        Self {
            owners: with_setter(owner, &snake(&rename.old), old, api),
            others: others.filter(|other| *other != owner).cloned().collect(),
        }
    }

    /// Returns whether a text names one of the types.
    fn are_in(&self, text: &str) -> bool {
        let mut owners = self.owners.iter();
        owners.any(|owner| !words::places(text, owner).is_empty())
    }

    /// Returns whether a name is that of a setter called on a new value of the type, in a chain of
    /// calls that has no other type with this name.
    fn call(&self, text: &str, at: usize, name: &str) -> bool {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        let start = before.rfind([';', '{', '}']).map_or(0, |at| at + 1);
        let makes = |owner: &String| {
            let mut places = words::places(&before[start..], owner).into_iter();
            places.any(|at| before[start + at + owner.len()..].starts_with("::"))
        };
        before.ends_with('.')
            && after.starts_with('(')
            && self.owners.iter().any(makes)
            && !self.others.iter().any(makes)
    }
}

/// Returns a type with those that hold it and take over one of its setters.
fn with_setter(owner: &str, setter: &str, old: &Run, api: &PublicApi) -> Vec<String> {
    let setter = format!("    pub fn {setter}(mut self");
    let takes_over = |name: &str| {
        let start = format!("\nimpl {name} {{\n");
        old.code.files.values().any(|text| {
            let mut blocks = text.split(&start).skip(1);
            blocks.any(|block| {
                block
                    .split("\n}\n")
                    .next()
                    .is_some_and(|own| own.contains(&setter))
            })
        })
    };
    let holds = |members: &BTreeMap<String, String>| {
        let mut held = members.values();
        held.any(|held| !words::places(held, owner).is_empty())
    };
    let others = api
        .types
        .iter()
        .filter(|(name, members)| holds(members) && takes_over(name));
    let others = others.map(|(name, _)| name.clone());
    [owner.to_owned()].into_iter().chain(others).collect()
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
            // The field of a duration ends with its unit, and the setter does not.
            let (setter, other) = (snake(old), snake(new));
            vec![
                spelling(&field, &renamed, ""),
                spelling(&setter, &other, if setter == field { "" } else { SETTER }),
                spelling(&setter.replace('_', "-"), &other.replace('_', "-"), FLAG),
                spelling(old, new, ""),
            ]
        }
        Part::Schema | Part::Type | Part::Path => vec![spelling(old, new, "")],
        // As a function that reads the parameters of a request names it, and as the name of a pair.
        Part::Parameter { .. } => {
            let pair = (!words::is_plain(old)).then(|| spelling(old, new, PAIR));
            [spelling(old, new, PARAMETER)]
                .into_iter()
                .chain(pair)
                .collect()
        }
        Part::Place { .. } => Vec::new(),
    };
    found.retain(|spelling| spelling.old != spelling.new);
    found.dedup_by(|one, other| one.old == other.old && one.behind == other.behind);
    found
}
