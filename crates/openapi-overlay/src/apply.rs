//! Runs the actions of an overlay on a document.

use std::cmp::Reverse;

use serde_json::Value;

use super::action::{Action, Effect, Overlay};
use super::change::{self, Change};
use super::merge::merge;
use super::stale::{Outcome, Reason, StaleAction};
use openapi_document::{Result, segments};

/// The result of applying an overlay to a document.
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
    /// JSON pointers of the values inserted, replaced, appended or removed, as they were at that
    /// time: a later action may move the entries of a list.
    pub pointers: Vec<String>,
}

impl Overlay {
    /// Applies every action, in order.
    ///
    /// # Errors
    ///
    /// One error lists every action that matched nothing, changed nothing or was rejected. The
    /// document is then as it was before.
    pub fn apply(&self, doc: &mut Value) -> Result<Applied> {
        let before = doc.clone();
        let applied = self.apply_lenient(doc);
        if applied.stale.is_empty() {
            return Ok(applied);
        }
        *doc = before;
        Err(StaleAction::error(&applied.stale).in_file(&self.file))
    }

    /// Applies the actions that can be applied, in order, and reports the others.
    ///
    /// A rejected action changes nothing at any of its targets.
    pub fn apply_lenient(&self, doc: &mut Value) -> Applied {
        let mut done = Vec::new();
        let mut stale = Vec::new();
        for (index, action) in self.actions.iter().enumerate() {
            match action.run(doc) {
                Ok(changes) => done.push((index, changes)),
                Err(reason) => stale.push((index, reason)),
            }
        }
        stale.extend(put_back(doc, &done));
        stale.sort_by_key(|(index, _)| *index);
        stale.retain(|(index, reason)| {
            !(reason.is_fixed_upstream() && self.actions[*index].optional)
        });
        let stale = stale.into_iter();
        let stale =
            stale.map(|(index, reason)| StaleAction::new(index, &self.actions[index], reason));
        let touched = done.into_iter().map(|(action, changes)| Touched {
            action,
            pointers: changes.iter().flat_map(Change::pointers).collect(),
        });
        Applied {
            touched: touched.collect(),
            stale: stale.collect(),
        }
    }
}

impl Action {
    /// Changes the document and returns the changes. After an error the document is as it was
    /// before.
    fn run(&self, doc: &mut Value) -> Outcome<Vec<Change>> {
        match self.effect {
            Effect::Nothing => return Err(Reason::NoEffect),
            Effect::Both => return Err(Reason::UpdateAndCopy),
            _ => {}
        }
        let mut targets = self.target.select(doc);
        if targets.is_empty() {
            return Err(Reason::NoMatch);
        }
        let changes = match &self.effect {
            Effect::Remove => {
                // From the back: an inner place before the one around it, and later entries of a
                // list before earlier ones, so that every place is still valid in its turn.
                if targets.iter().any(String::is_empty) {
                    return Err(Reason::Root);
                }
                targets.sort_by_cached_key(|at| {
                    let segments = segments(at).into_iter();
                    let key = segments.map(|segment| (segment.parse::<usize>().ok(), segment));
                    Reverse(key.collect::<Vec<_>>())
                });
                let removed = targets.into_iter().filter_map(|at| change::remove(doc, at));
                removed.collect()
            }
            Effect::Nothing | Effect::Both => Vec::new(),
            Effect::Update(value) => update(doc, &targets, value)?,
            Effect::Copy(source) => {
                let nodes = source.path.query(doc);
                let matches = nodes.len();
                let value = nodes
                    .exactly_one()
                    .map_err(|_| Reason::Source { matches })?;
                update(doc, &targets, &value.clone())?
            }
        };
        match changes.is_empty() {
            true => Err(Reason::NoChange),
            false => Ok(changes),
        }
    }
}

fn update(doc: &mut Value, targets: &[String], value: &Value) -> Outcome<Vec<Change>> {
    let shape = |value: &Value| (value.is_object(), value.is_array());
    let mut shapes = targets.iter().map(|at| doc.pointer(at).map(shape));
    let first = shapes.next();
    if let Some(other) = shapes.position(|shape| Some(shape) != first) {
        return Err(Reason::MixedTargets {
            pointer: targets[other + 1].clone(),
        });
    }
    let before: Vec<Option<Value>> = targets.iter().map(|at| doc.pointer(at).cloned()).collect();
    let mut changes = Vec::new();
    let merged = targets.iter().try_for_each(|at| match doc.pointer_mut(at) {
        // A merge never moves a value, so a target within another one is still in its place.
        Some(target) => merge(target, at, value, &mut changes),
        None => Ok(()),
    });
    if merged.is_err() {
        for (at, old) in targets.iter().zip(before) {
            if let (Some(target), Some(old)) = (doc.pointer_mut(at), old) {
                *target = old;
            }
        }
    }
    merged.map(|()| changes)
}

/// Finds the actions that only remove members which the finished document has again, unchanged.
fn put_back(doc: &Value, done: &[(usize, Vec<Change>)]) -> Vec<(usize, Reason)> {
    let removed = |change: &Change| match change {
        // An index is not sufficient: another entry may have moved there.
        Change::RemovedMember { at, old } if doc.pointer(at) == Some(old) => Some(at.clone()),
        _ => None,
    };
    let puts_back = |changes: &[Change], removed: &str| {
        changes.iter().any(|change| match change {
            Change::Inserted { at } => {
                let rest = removed.strip_prefix(at.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            }
            _ => false,
        })
    };
    let stale = |(order, (action, changes)): (usize, &(usize, Vec<Change>))| {
        let removed: Option<Vec<String>> = changes.iter().map(removed).collect();
        let first = removed?.into_iter().next()?;
        let mut later = done[order + 1..].iter();
        let (by, _) = later.find(|(_, later)| puts_back(later, &first))?;
        Some((*action, Reason::PutBack { by: *by }))
    };
    done.iter().enumerate().filter_map(stale).collect()
}
