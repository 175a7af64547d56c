//! Changes of a contract that overlay actions hide.
//!
//! An action overwrites what the contract says at a place. If the contract changes there, the
//! corrected contract stays as it was, and so does the generated code.

use std::collections::BTreeSet;

use openapi_codegen::pipeline::Inputs;
use openapi_diff::{Change, Place, Report, compare};
use openapi_document::Result;
use serde_json::Value;

use super::repository::within;
use crate::overlays;

/// A change that is not in the corrected contract, and an action that writes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The number of the change in the report.
    pub change: usize,
    /// The file of the overlay.
    pub file: String,
    /// The number of the action.
    pub action: usize,
}

/// Finds the changes between two contracts that the actions of the overlays hide, ordered by change.
///
/// Each contract comes with the inputs that have its overlays.
///
/// # Errors
///
/// If an overlay cannot be read.
pub fn find(
    report: &Report,
    (old_inputs, old): (&Inputs, &Value),
    (new_inputs, new): (&Inputs, &Value),
) -> Result<Vec<Hidden>> {
    if new_inputs.overlays.is_empty() {
        return Ok(Vec::new());
    }
    let (_, before) = overlays::apply_to(old_inputs, old)?;
    let (applied, after) = overlays::apply_to(new_inputs, new)?;
    let corrected = compare(&before, &after).changes;
    let mut found = Vec::new();
    for (number, change) in report.changes.iter().enumerate() {
        if corrected.iter().any(|other| overlap(change, other)) {
            continue;
        }
        let mut touching = Vec::new();
        for (source, (_, applied)) in new_inputs.overlays.iter().zip(&applied) {
            for touched in &applied.touched {
                let values = touched.pointers.iter().filter(|at| !is_extension(at));
                let depths = values.flat_map(|at| places(change).filter_map(|one| depth(at, one)));
                touching.extend(depths.min().map(|depth| {
                    let (change, file, action) = (number, source.name.clone(), touched.action);
                    (
                        depth,
                        Hidden {
                            change,
                            file,
                            action,
                        },
                    )
                }));
            }
        }
        // An action that only writes deeper inside is not the one that hides the change.
        let nearest = touching.iter().map(|(depth, _)| *depth).min();
        touching.retain(|(depth, _)| Some(*depth) == nearest);
        found.extend(touching.into_iter().map(|(_, hidden)| hidden));
    }
    Ok(found)
}

/// Adds the actions that hide a change to its effect.
pub fn add(report: &mut Report, hidden: &[Hidden]) {
    for one in hidden {
        let effect = report.changes[one.change].effect.get_or_insert_default();
        effect.hidden.push(one.label());
    }
}

/// Groups hidden changes by action, in the order of the actions.
pub fn by_action(hidden: &[Hidden]) -> Vec<(&str, usize, Vec<usize>)> {
    let actions: BTreeSet<_> = hidden.iter().map(|one| (&one.file, one.action)).collect();
    let of = |(file, action): (&'_ String, usize)| {
        let own = hidden
            .iter()
            .filter(|one| (&one.file, one.action) == (file, action));
        own.map(|one| one.change).collect::<Vec<_>>()
    };
    let grouped = actions.into_iter();
    grouped
        .map(|key| (key.0.as_str(), key.1, of(key)))
        .collect()
}

impl Hidden {
    /// Returns the action as reports name it.
    pub fn label(&self) -> String {
        format!("{}#/actions/{}", self.file, self.action)
    }
}

/// Returns how deep within the place of a change a pointer is: zero at the place itself and around it.
fn depth(pointer: &str, place: &Place) -> Option<usize> {
    if within(&place.pointer, pointer) {
        return Some(0);
    }
    let inner = within(pointer, &place.pointer).then(|| &pointer[place.pointer.len()..]);
    inner.map(|inner| inner.matches('/').count())
}

/// Returns whether two changes concern one place, or a part of it.
fn overlap(one: &Change, other: &Change) -> bool {
    let meet = |one: &Option<Place>, other: &Option<Place>| match (one, other) {
        (Some(one), Some(other)) => near(&one.pointer, &other.pointer),
        _ => false,
    };
    meet(&one.old_place, &other.old_place) || meet(&one.new_place, &other.new_place)
}

fn places(change: &Change) -> impl Iterator<Item = &Place> {
    change.old_place.iter().chain(&change.new_place)
}

fn near(one: &str, other: &str) -> bool {
    within(one, other) || within(other, one)
}

/// Returns whether an action adds a fact there, which hides nothing.
fn is_extension(pointer: &str) -> bool {
    pointer.split('/').any(|word| word.starts_with("x-"))
}
