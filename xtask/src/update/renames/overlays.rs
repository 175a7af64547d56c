//! Renames in the targets and values of overlay actions.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use openapi_codegen::pipeline::Inputs;
use openapi_document::{Result, join, segments};
use serde::de::IgnoredAny;
use serde_json::Value;

use super::super::edit::{Edit, line_of, replaced};
use super::super::json_text::{Token, strings};
use super::found::{Part, Rename, Unsure, translated};
use crate::overlays;
use crate::project::Project;

/// The places that each action of a file touches.
type Touched = BTreeMap<usize, BTreeSet<String>>;

/// A changed piece of an action: its rename, its action, its place and the new text.
type Change = (usize, usize, Range<usize>, String);

/// Carries renames through the overlays.
///
/// An action is left as it is where it would touch other places of the new contract than those
/// that it touches in the old one.
pub(super) fn carry(
    project: &mut Project,
    renames: &mut [Rename],
    old: &Inputs,
    new: &Inputs,
) -> Result<()> {
    let before = touched(old)?;
    let mut changes: Vec<(String, Vec<Change>)> = Vec::new();
    for (source, touched) in old.overlays.iter().zip(&before) {
        let text = source.text()?;
        let is_json = serde_json::from_str::<IgnoredAny>(text).is_ok();
        let found = match is_json {
            true => changed(text, renames, touched),
            // The places of strings are known in JSON only.
            false => {
                mention(&source.name, text, renames);
                Vec::new()
            }
        };
        changes.push((source.name.clone(), found));
    }
    let mut carried = new.clone();
    for (source, (_, changes)) in carried.overlays.iter_mut().zip(&changes) {
        let pieces = changes
            .iter()
            .map(|(.., range, new)| (range.clone(), new.clone()));
        source.bytes = replaced(source.text()?, pieces.collect()).into_bytes();
    }
    let after = touched(&carried)?;
    for (((file, changes), before), after) in changes.into_iter().zip(before).zip(after) {
        let text = project.source(&file)?.text()?.to_owned();
        let empty = BTreeSet::new();
        let is_safe = |action: &usize| {
            let places = before.get(action).unwrap_or(&empty).iter();
            let places: BTreeSet<_> = places.map(|place| translated(renames, place)).collect();
            after.get(action).unwrap_or(&empty).is_subset(&places)
        };
        let (safe, others): (Vec<_>, Vec<_>) = changes
            .into_iter()
            .partition(|(number, action, ..)| renames[*number].is_literal() && is_safe(action));
        for (number, action, range, _) in others {
            let reason = match renames[number].is_literal() {
                true => format!("action {action} would touch other places"),
                false => "the new name needs escapes".to_owned(),
            };
            let unsure = Unsure {
                file: file.clone(),
                line: line_of(&text, range.start),
                name: text[range].to_owned(),
                reason,
            };
            renames[number].unsure.push(unsure);
        }
        let mut pieces = Vec::new();
        for (number, _, range, new) in safe {
            renames[number].edits.push(Edit {
                file: file.clone(),
                line: line_of(&text, range.start),
                old: text[range.clone()].to_owned(),
                new: new.clone(),
            });
            pieces.push((range, new));
        }
        if !pieces.is_empty() {
            project.draft(&file, replaced(&text, pieces));
        }
    }
    Ok(())
}

/// Lists the lines of an overlay in YAML that have an old name.
fn mention(file: &str, text: &str, renames: &mut [Rename]) {
    for rename in renames {
        let lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains(&rename.old));
        rename.unsure.extend(lines.map(|(number, _)| Unsure {
            file: file.to_owned(),
            line: number + 1,
            name: rename.old.clone(),
            reason: "overlays in YAML are not changed".to_owned(),
        }));
    }
}

/// Returns the places that each action of each overlay touches.
fn touched(inputs: &Inputs) -> Result<Vec<Touched>> {
    let (applied, _) = overlays::apply(inputs)?;
    let touched = applied.into_iter().map(|(_, applied)| {
        let actions = applied.touched.into_iter();
        let actions = actions.map(|one| (one.action, one.pointers.into_iter().collect()));
        actions.collect()
    });
    Ok(touched.collect())
}

/// Finds the pieces of an overlay that have old names.
fn changed(text: &str, renames: &[Rename], touched: &Touched) -> Vec<Change> {
    let mut found: Vec<Change> = Vec::new();
    for token in strings(text) {
        let mut words = token.pointer.splitn(4, '/').skip(1);
        let (Some("actions"), Some(action), Some(rest)) =
            (words.next(), words.next(), words.next())
        else {
            continue;
        };
        let Ok(action) = action.parse::<usize>() else {
            continue;
        };
        let places = touched.get(&action);
        let value = &text[token.range.clone()];
        for (number, rename) in renames.iter().enumerate() {
            let ranges = match rest.split_once('/') {
                None if rest == "target" && !token.is_key => in_target(rename, value, places),
                Some(("update", inner)) => in_update(rename, value, &token, inner, places),
                None if rest == "update" => in_update(rename, value, &token, "", places),
                _ => Vec::new(),
            };
            found.extend(ranges.into_iter().map(|(range, new)| {
                let start = token.range.start;
                (number, action, start + range.start..start + range.end, new)
            }));
        }
    }
    found
}

/// Finds an old name in a JSON path: as a quoted name, or behind a dot.
fn in_target(
    rename: &Rename,
    target: &str,
    places: Option<&BTreeSet<String>>,
) -> Vec<(Range<usize>, String)> {
    let (old, new) = (&rename.old, &rename.new);
    let is_about = match &rename.part {
        Part::Place { pointer, .. } => {
            let end = behind(target, pointer);
            let path = format!("$.components.schemas['{new}']");
            return end.map(|end| (0..end, path)).into_iter().collect();
        }
        Part::Schema => target.contains("components"),
        Part::Path | Part::Operation => true,
        Part::Property { old_place, .. } => {
            let around = old_place
                .rsplit_once("/properties/")
                .map_or("", |(around, _)| around);
            // A filter may lead to the property without the word.
            let start = match target.contains("properties") {
                true => around,
                false => old_place.as_str(),
            };
            let mut places = places.into_iter().flatten();
            places.any(|place| place.starts_with(start))
        }
        Part::Parameter { .. } | Part::Type => false,
    };
    let mut found = Vec::new();
    if is_about {
        for (at, _) in target.match_indices(old.as_str()) {
            let (before, after) = (&target[..at], &target[at + old.len()..]);
            let quoted = before.ends_with('\'') && after.starts_with('\'');
            let name = |letter: char| letter.is_alphanumeric() || letter == '_';
            let dotted = before.ends_with('.') && !after.starts_with(name) && old.chars().all(name);
            if quoted || dotted && new.chars().all(name) {
                found.push((at..at + old.len(), new.clone()));
            }
        }
    }
    found
}

/// Returns the end of the names in a JSON path that lead to a place.
fn behind(target: &str, place: &str) -> Option<usize> {
    let mut rest = target.strip_prefix('$')?;
    for name in segments(place) {
        // The number of an entry has no quotes.
        let quotes = ["'", "\"", ""].iter();
        let mut quoted = quotes.map(|quote| format!("[{quote}{name}{quote}]"));
        let quoted = quoted.find_map(|name| rest.strip_prefix(&*name));
        let dotted = || {
            let after = rest.strip_prefix('.')?.strip_prefix(&*name)?;
            let is_longer =
                after.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_');
            (!is_longer).then_some(after)
        };
        rest = quoted.or_else(dotted)?;
    }
    Some(target.len() - rest.len())
}

/// Finds an old name as a whole string of an action's value.
fn in_update(
    rename: &Rename,
    value: &str,
    token: &Token,
    inner: &str,
    places: Option<&BTreeSet<String>>,
) -> Vec<(Range<usize>, String)> {
    let (old, new) = (&rename.old, &rename.new);
    let reference = format!("#/components/schemas/{old}");
    let at = |place: &String| format!("{place}/{inner}");
    let mut places = places.into_iter().flatten().map(at);
    let (is_old, new) = match &rename.part {
        Part::Schema if value == reference && !token.is_key => {
            (true, format!("#/components/schemas/{new}"))
        }
        Part::Path => {
            let place = join("/paths", old);
            let is_old = token.is_key && value == old && places.any(|at| at == place);
            (is_old, new.clone())
        }
        Part::Property { old_place, .. } if value == old => {
            let around = old_place
                .rsplit_once("/properties/")
                .map_or("", |(around, _)| around);
            let required = format!("{around}/required/");
            let is_old = match token.is_key {
                true => places.any(|at| at == *old_place),
                false => places.any(|at| at.starts_with(&required)),
            };
            (is_old, new.clone())
        }
        _ => (false, String::new()),
    };
    let new = Value::from(new).to_string();
    let new = new.trim_matches('"').to_owned();
    match is_old {
        true => vec![(0..value.len(), new)],
        false => Vec::new(),
    }
}
