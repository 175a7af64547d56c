//! Runs the actions of an overlay on a document.

use std::ops::Range;

use serde_json::Value;

use super::action::{Action, Effect, Overlay};
use super::location::{Location, Step};
use super::merge::merge;
use super::stale::{Outcome, Reason, StaleAction};
use super::undo_log::{self, Change};
use openapi_document::Result;

/// The outcome of applying an overlay to a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// The actions that changed the document, with their changes.
    pub touched: Vec<Touched>,
    /// The actions that did nothing or were rejected; empty after [`Overlay::apply`].
    pub stale: Vec<StaleAction>,
}

/// The locations that one action changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The index of the action in the overlay.
    pub action: usize,
    /// JSON pointers of the values inserted, replaced, appended or removed, at the time of the
    /// action: a later action may move the entries of a list.
    pub pointers: Vec<String>,
}

impl Overlay {
    /// Applies every action, in order.
    ///
    /// # Errors
    ///
    /// Returns an error that lists every action that matched nothing, changed nothing or was
    /// rejected. The document is then unchanged.
    pub fn apply(&self, doc: &mut Value) -> Result<Applied> {
        let mut run = self.run(doc)?;
        if run.applied.stale.is_empty() {
            return Ok(run.applied);
        }
        undo_log::undo(doc, &mut run.changes, 0)?;
        Err(StaleAction::error(&run.applied.stale).in_file(&self.file))
    }

    /// Applies the actions that can be applied, in order, and reports the others.
    ///
    /// A rejected action does not change any of its targets.
    ///
    /// # Errors
    ///
    /// Fails only if the engine itself has a bug and cannot undo a rejected action.
    pub fn apply_lenient(&self, doc: &mut Value) -> Result<Applied> {
        self.run(doc).map(|run| run.applied)
    }

    fn run(&self, doc: &mut Value) -> Result<Run> {
        let mut changes = Vec::new();
        let mut spans = Vec::new();
        let mut stale = Vec::new();
        for (index, action) in self.actions.iter().enumerate() {
            let start = changes.len();
            match action.run(doc, &mut changes) {
                Ok(()) => spans.push((index, start..changes.len())),
                Err(reason) => {
                    undo_log::undo(doc, &mut changes, start)?;
                    stale.push((index, reason));
                }
            }
        }
        stale.extend(put_back(doc, &changes, &spans));
        stale.retain(|(index, reason)| {
            !(reason.is_fixed_upstream()
                && self.actions.get(*index).is_some_and(Action::is_optional))
        });
        stale.sort_by_key(|(index, _)| *index);

        let touched = spans
            .into_iter()
            .map(|(action, span)| Touched {
                action,
                pointers: changes[span].iter().flat_map(Change::pointers).collect(),
            })
            .collect();
        let stale = stale
            .into_iter()
            .filter_map(|(index, reason)| {
                let action = self.actions.get(index)?;
                Some(StaleAction::new(index, action, reason))
            })
            .collect();
        let applied = Applied { touched, stale };
        Ok(Run { applied, changes })
    }
}

struct Run {
    applied: Applied,
    changes: Vec<Change>,
}

impl Action {
    /// Changes the document and records the changes.
    fn run(&self, doc: &mut Value, changes: &mut Vec<Change>) -> Outcome {
        let mut targets: Vec<Location> = Location::select(&self.target.path, doc)
            .into_iter()
            .collect();
        if targets.is_empty() {
            return Err(Reason::NoMatch);
        }
        let start = changes.len();
        match &self.effect {
            Effect::Remove => {
                // In reverse order: nested values are removed first, and later entries of a list
                // before earlier ones, so that every location remains valid until its turn.
                targets.sort_unstable_by(|a, b| b.cmp(a));
                for at in targets {
                    changes.push(undo_log::remove(doc, at).ok_or(Reason::Root)?);
                }
            }
            Effect::Update(value) => update(doc, targets, value, changes)?,
            Effect::Copy(source) => {
                let nodes = source.path.query(doc);
                let value = nodes.exactly_one().map_err(|_| Reason::Source {
                    matches: nodes.len(),
                })?;
                let value = value.clone();
                update(doc, targets, &value, changes)?;
            }
        }
        if changes.len() == start {
            return Err(Reason::NoChange);
        }
        Ok(())
    }
}

fn update(
    doc: &mut Value,
    targets: Vec<Location>,
    value: &Value,
    changes: &mut Vec<Change>,
) -> Outcome {
    let shape = |value: &Value| (value.is_object(), value.is_array());
    let mut shapes = targets.iter().map(|at| at.get(doc).map(shape));
    let first = shapes.next();
    if let Some(other) = shapes.position(|shape| Some(shape) != first) {
        return Err(Reason::MixedTargets {
            pointer: targets[other + 1].pointer(),
        });
    }
    for at in targets {
        // A merge never moves a value, so a target within another one remains valid.
        if let Some(target) = at.get_mut(doc) {
            merge(target, at, value, changes)?;
        }
    }
    Ok(())
}

/// Returns the actions that only remove members which the final document has again, unchanged.
fn put_back(
    doc: &Value,
    changes: &[Change],
    spans: &[(usize, Range<usize>)],
) -> Vec<(usize, Reason)> {
    let restored = |change: &Change| match change {
        // An index is not sufficient: another entry may have moved there.
        Change::Removed { at, old, .. } if matches!(at.last(), Some(Step::Name(_))) => {
            at.get(doc) == Some(old)
        }
        _ => false,
    };
    let puts_back = |span: &Range<usize>, removed: &Location| {
        changes[span.clone()].iter().any(|change| match change {
            Change::Inserted { at } => at.contains(removed),
            _ => false,
        })
    };
    spans
        .iter()
        .enumerate()
        .filter(|(_, (_, span))| changes[span.clone()].iter().all(restored))
        .filter_map(|(order, (action, span))| {
            let removed = match changes.get(span.start)? {
                Change::Removed { at, .. } => at,
                _ => return None,
            };
            let (by, _) = spans[order + 1..]
                .iter()
                .find(|(_, later)| puts_back(later, removed))?;
            Some((*action, Reason::PutBack { by: *by }))
        })
        .collect()
}
