//! Overlay actions that have nothing to correct any more, moved to the retired entries.

use std::collections::BTreeSet;

use openapi_codegen::pipeline::Inputs;
use openapi_diff::Report;
use openapi_document::{Contract, Error, METHODS, Result, members, operations, segments};
use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::edit::replaced;
use super::follow_ups::State;
use super::json_text::entries;
use super::renames::{self, Carried, Part, Rename};
use super::retire;
use crate::overlays;
use crate::project::Project;

/// The most actions without which a contract is tried.
const ROUNDS: usize = 8;

/// An overlay action that was moved to the retired entries.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RetiredAction {
    /// The file, relative to the root of the workspace.
    pub file: String,
    /// The number that the action had.
    pub action: usize,
    /// The reason, with the target of the action.
    pub reason: String,
}

impl RetiredAction {
    /// Returns the action with its reason, as reports name it.
    pub fn shown(&self) -> String {
        format!("{}#/actions/{}: {}", self.file, self.action, self.reason)
    }
}

/// Returns the number that an action of a file had before others were moved, which are in the order
/// of their numbers.
pub fn old_number(retired: &[RetiredAction], file: &str, number: usize) -> usize {
    let own = retired.iter().filter(|one| one.file == file);
    own.fold(number, |number, one| {
        number + usize::from(one.action <= number)
    })
}

/// Carries the renames of a contract through; an action that fits the old contract alone, so that
/// nothing can be generated with it, is moved.
///
/// Only the actions of an operation or schema that the error names are tried.
///
/// # Errors
///
/// As of [`renames::carry`], if no action is at fault.
pub fn fitting(
    (project, vendored, run): State<'_>,
    (changes, contract): (&Report, &Contract),
    revision: &str,
) -> Result<(Carried, Vec<RetiredAction>)> {
    let attempt = |project: &Project| {
        let inputs = project.inputs(None)?;
        renames::carry(project, changes, (&inputs, run), contract)
    };
    let (mut project, mut moved) = (project.clone(), Vec::new());
    let mut first = None;
    for _ in 0..ROUNDS {
        let error = match attempt(&project) {
            Ok(carried) => return Ok((carried, moved)),
            Err(error) => error,
        };
        let text = error.to_string();
        first.get_or_insert(error);
        let (applied, _) = overlays::apply(&project.inputs(None)?)?;
        let touched = vendored.overlays.iter().zip(&applied);
        let touched = touched.flat_map(|(source, (_, applied))| {
            applied
                .touched
                .iter()
                .map(|one| (source.name.as_str(), one))
        });
        let is_named = |pointer: &String| {
            let part = part(&vendored.contract.value, pointer);
            part.is_some_and(|(_, name)| text.contains(&name))
        };
        let mut named = touched.filter(|(_, one)| one.pointers.iter().any(is_named));
        let next = named.find_map(|(file, one)| {
            let mut without = project.clone();
            let reason = format!("nothing can be generated with it: {text}");
            let retired = cut(&mut without, revision, &[(file, one.action, reason)]).ok()?;
            let fits = match attempt(&without) {
                Ok(_) => true,
                Err(other) => other.to_string() != text,
            };
            (fits && !retired.is_empty()).then_some((without, retired))
        });
        let Some((without, retired)) = next else {
            break;
        };
        project = without;
        add(&mut moved, retired);
    }
    Err(first.unwrap_or_else(|| Error::new("nothing can be generated")))
}

/// Moves the actions that a new contract makes stale because the operation or component is gone
/// that they are about, after those that were moved already.
///
/// # Errors
///
/// If an overlay or the file of the retired entries cannot be read.
pub fn of_the_gone(
    project: &mut Project,
    (old, new): (&Inputs, &Value),
    renames: &[Rename],
    moved: &mut Vec<RetiredAction>,
    revision: &str,
) -> Result<()> {
    let (before, _) = overlays::apply(old)?;
    let inputs = project.inputs(None)?;
    let (after, _) = overlays::apply_to(&inputs, new)?;
    let gone = Gone::of(&old.contract.value, new, renames);
    let mut found = Vec::new();
    for ((source, (_, before)), (_, after)) in inputs.overlays.iter().zip(&before).zip(&after) {
        for action in &after.stale {
            let number = old_number(moved, &source.name, action.index);
            let mut touched = before.touched.iter();
            let places = touched.find(|touched| touched.action == number);
            let places = places.map_or(&[][..], |touched| &touched.pointers);
            let reasons: Option<BTreeSet<String>> =
                places.iter().map(|place| gone.reason(place)).collect();
            if let Some(reason) = reasons.and_then(|reasons| reasons.into_iter().next()) {
                found.push((source.name.as_str(), action.index, reason));
            }
        }
    }
    let retired = cut(project, revision, &found)?;
    add(moved, retired);
    Ok(())
}

/// Adds actions by the numbers that they had before others were moved.
fn add(moved: &mut Vec<RetiredAction>, more: Vec<RetiredAction>) {
    let known = moved.clone();
    moved.extend(more.into_iter().map(|one| RetiredAction {
        action: old_number(&known, &one.file, one.action),
        ..one
    }));
    moved.sort();
}

/// The operations and components that a new contract does not have.
struct Gone<'a> {
    old: &'a Value,
    new: &'a Value,
    renames: &'a [Rename],
    ids: BTreeSet<&'a str>,
}

impl<'a> Gone<'a> {
    fn of(old: &'a Value, new: &'a Value, renames: &'a [Rename]) -> Self {
        let ids = operations(new).filter_map(|operation| operation.value["operationId"].as_str());
        let ids = ids.collect();
        Self {
            old,
            new,
            renames,
            ids,
        }
    }

    /// Returns what is gone at a place; nothing if the place may be elsewhere.
    fn reason(&self, place: &str) -> Option<String> {
        let (pointer, name) = part(self.old, place)?;
        let is_renamed = |rename: &Rename| match rename.part {
            Part::Operation | Part::Schema | Part::Path => rename.old == name,
            _ => false,
        };
        let item = &self.old["paths"][&name];
        let mut ids = members(Some(item)).filter_map(|(_, one)| one["operationId"].as_str());
        let remains = self.new.pointer(&pointer).is_some()
            || self.ids.contains(name.as_str())
            || ids.any(|id| self.ids.contains(id))
            || self.renames.iter().any(is_renamed);
        (!remains).then(|| format!("{name} is gone"))
    }
}

/// Returns the operation, path or component around a place, with its name.
fn part(document: &Value, place: &str) -> Option<(String, String)> {
    let words = segments(place);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let (depth, name) = match words[..] {
        ["paths", path, method, ..] if METHODS.contains(&method) => {
            let id = document["paths"][path][method]["operationId"].as_str();
            (3, id?)
        }
        ["paths", path, ..] => (2, path),
        ["components", _, name, ..] => (3, name),
        _ => return None,
    };
    let end = place.match_indices('/').nth(depth);
    let pointer = end.map_or(place, |(end, _)| &place[..end]);
    document.pointer(pointer)?;
    Some((pointer.to_owned(), name.to_owned()))
}

/// Cuts actions out of their files and keeps them; those of overlays in YAML are left.
fn cut(
    project: &mut Project,
    revision: &str,
    actions: &[(&str, usize, String)],
) -> Result<Vec<RetiredAction>> {
    let Some(kept) = &project.inputs.retired.clone() else {
        return Ok(Vec::new());
    };
    let mut retired = retire::read(project, kept)?;
    let mut moved = Vec::new();
    for file in project.inputs.overlays.clone() {
        let own = actions.iter().filter(|(of, ..)| *of == file);
        let text = project.source(&file)?.text()?.to_owned();
        let entries = match serde_json::from_str::<IgnoredAny>(&text) {
            Ok(_) => entries(&text, "actions"),
            Err(_) => Vec::new(),
        };
        let (mut pieces, mut texts) = (Vec::new(), Vec::new());
        for (_, action, reason) in own {
            let Some(range) = entries.get(*action) else {
                continue;
            };
            let entry = &text[range.clone()];
            texts.push(toml::Value::from(entry));
            // With the space and the comma that separate it from the next one, or the last one.
            let end = match entries.get(action + 1) {
                Some(next) => range.start..next.start,
                None => {
                    text[..range.start]
                        .trim_end_matches([',', ' ', '\n', '\r', '\t'])
                        .len()..range.end
                }
            };
            pieces.push((end, String::new()));
            let value: Value = serde_json::from_str(entry).map_err(|error| {
                Error::new("an action cannot be read")
                    .in_file(&file)
                    .caused_by(error)
            })?;
            let target = value["target"].as_str().unwrap_or_default();
            moved.push(RetiredAction {
                file: file.clone(),
                action: *action,
                reason: format!("{reason} ({target})"),
            });
        }
        if !pieces.is_empty() {
            let path = [revision, "overlays", &file];
            let known = retired
                .get(revision)
                .and_then(|own| own.get("overlays")?.get(&file)?.as_array());
            let all = known.cloned().unwrap_or_default().into_iter().chain(texts);
            retire::keep(&mut retired, kept, &path, toml::Value::Array(all.collect()))?;
            project.draft(&file, replaced(&text, pieces));
        }
    }
    if !moved.is_empty() {
        retire::write(project, kept, &retired)?;
    }
    Ok(moved)
}
