//! A schema that becomes a union, such as a text that may now be an object, or the reverse.

use super::cursor::Cursor;
use super::resolve::{is_null, resolve, types};
use super::summary::summary;
use super::walker::{Both, Walker};
use crate::kind::Kind;

/// The least likeness, in thousandths, of an object and the branch that it has become.
const ALIKE: usize = 500;

impl<'d> Walker<'d> {
    /// Compares a plain schema with a union in its place, if that is what the two are.
    ///
    /// That is one change: the type still exists, in a branch.
    pub(super) fn widened(&mut self, at: &Both<'d>) -> bool {
        let mut within = at.clone();
        let (kind, found) = match (branches(&at.old), branches(&at.new)) {
            (None, Some(branches)) if is_plain(&at.old) => {
                let branch = same_branch(&at.old, branches);
                let found = branch.map(|branch| within.new = branch);
                (Kind::UnionAdded, found)
            }
            (Some(branches), None) if is_plain(&at.new) => {
                let branch = same_branch(&at.new, branches);
                let found = branch.map(|branch| within.old = branch);
                (Kind::UnionRemoved, found)
            }
            _ => return false,
        };
        self.changed(at, kind, at.values(|at| Some(summary(at.value))));
        if found.is_some() {
            self.object(&within, None);
            self.constraints(&within);
        }
        self.remainder(at);
        true
    }
}

/// Returns the branches of a schema that is a union and nothing else.
fn branches<'d>(at: &Cursor<'d>) -> Option<Vec<Cursor<'d>>> {
    const OTHERS: [&str; 5] = ["allOf", "enum", "items", "properties", "type"];
    if OTHERS.into_iter().any(|key| at.has(key)) {
        return None;
    }
    match (at.has("oneOf"), at.has("anyOf")) {
        (true, false) => Some(at.entries("oneOf")),
        (false, true) => Some(at.entries("anyOf")),
        _ => None,
    }
}

fn is_plain(at: &Cursor<'_>) -> bool {
    at.has("type")
        && !["allOf", "anyOf", "oneOf"]
            .into_iter()
            .any(|key| at.has(key))
}

/// Returns the branch that a plain schema has become.
fn same_branch<'d>(plain: &Cursor<'d>, branches: Vec<Cursor<'d>>) -> Option<Cursor<'d>> {
    let shape = plain.shape();
    let is_object = types(plain).contains("object");
    branches
        .into_iter()
        .filter(|branch| !is_null(branch.value))
        .map(|branch| resolve(branch).at)
        .filter(|branch| types(branch) == types(plain))
        .map(|branch| (shape.likeness(&branch.shape()), branch))
        .filter(|(likeness, _)| !is_object || *likeness >= ALIKE)
        .max_by_key(|(likeness, branch)| (*likeness, std::cmp::Reverse(branch.pointer.clone())))
        .map(|(_, branch)| branch)
}
