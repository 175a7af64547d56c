//! Marks overlay actions that hide a change of the contract, until a person has looked at them.

use openapi_diff::Report;
use openapi_document::Result;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::edit::{Piece, replaced};
use super::json_text::strings;
use crate::effects::hidden::{Hidden, by_action};
use crate::findings::CHANGED;
use crate::project::Project;

/// Adds to the drafts of the overlays what has changed beneath each action; `check` fails for it.
///
/// An overlay in YAML is left as it is.
///
/// # Errors
///
/// If an overlay cannot be read.
pub fn add(project: &mut Project, changes: &Report, hidden: &[Hidden]) -> Result<()> {
    let actions = by_action(hidden);
    for file in project.inputs.overlays.clone() {
        let text = project.source(&file)?.text()?.to_owned();
        if serde_json::from_str::<IgnoredAny>(&text).is_err() {
            continue;
        }
        let tokens = strings(&text);
        let key = |pointer: String| {
            let mut keys = tokens.iter().filter(|token| token.is_key);
            keys.find(|token| token.pointer == pointer)
        };
        let own = actions.iter().filter(|(of, ..)| *of == file);
        let pieces = own.filter_map(|(_, action, numbers)| {
            let target = key(format!("/actions/{action}/target"))?;
            let is_marked = key(format!("/actions/{action}/{CHANGED}")).is_some();
            let start = target.range.start - 1;
            let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let indent = &text[line..start];
            let end = match indent.trim().is_empty() {
                true => format!("\n{indent}"),
                false => " ".to_owned(),
            };
            let words = Value::from(in_words(changes, numbers));
            let mark = format!("\"{CHANGED}\": {words},{end}");
            (!is_marked).then_some((start..start, mark))
        });
        let pieces: Vec<Piece> = pieces.collect();
        if !pieces.is_empty() {
            project.draft(&file, replaced(&text, pieces));
        }
    }
    Ok(())
}

/// Names the outermost of some changes, with its rule and its place, and counts the others.
fn in_words(changes: &Report, numbers: &[usize]) -> String {
    let own = numbers.iter().map(|number| &changes.changes[*number]);
    let pointer = |change: &openapi_diff::Change| {
        let place = change.place();
        place.map_or_else(String::new, |place| place.pointer.clone())
    };
    let outermost = own.min_by_key(|change| pointer(change).len());
    let first = outermost.map_or_else(String::new, |change| {
        format!(
            "{} ({} at {})",
            change.headline(),
            change.rule,
            pointer(change)
        )
    });
    match numbers.len() {
        0 | 1 => first,
        2 => format!("{first}, and another change"),
        more => format!("{first}, and {} more", more - 1),
    }
}
