//! A schema that becomes a union, such as a text that may now be an object, or the reverse.

use serde_json::Value;

use super::cursor::Cursor;
use super::resolve::{is_null, resolve, types};
use super::schema::HANDLED;
use super::shape::Shape;
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
        let (kind, plain, branches) = match (branches(&at.old), branches(&at.new)) {
            (None, Some(branches)) if is_plain(&at.old) => (Kind::UnionAdded, &at.old, branches),
            (Some(branches), None) if is_plain(&at.new) => (Kind::UnionRemoved, &at.new, branches),
            _ => return false,
        };
        let added = kind == Kind::UnionAdded;
        let (home, away) = if added {
            (self.old, self.new)
        } else {
            (self.new, self.old)
        };
        let values = at.values(|at| Some(summary(at.value)));
        self.changed(at, kind, values);
        if let Some(branch) = same_branch((plain, home), branches, away) {
            let mut within = at.clone();
            *(if added {
                &mut within.new
            } else {
                &mut within.old
            }) = branch;
            self.constraints(&within);
        }
        self.deprecation(at);
        self.keyword(at, "default", [Kind::DefaultChanged; 3]);
        self.rest(at, &HANDLED);
        true
    }
}

/// Returns the branches of a schema that is a union and nothing else.
fn branches<'d>(at: &Cursor<'d>) -> Option<Vec<Cursor<'d>>> {
    let says = |key: &str| at.value.get(key).is_some();
    if ["allOf", "enum", "items", "properties", "type"]
        .into_iter()
        .any(says)
    {
        return None;
    }
    match (says("oneOf"), says("anyOf")) {
        (true, false) => Some(at.entries("oneOf")),
        (false, true) => Some(at.entries("anyOf")),
        _ => None,
    }
}

fn is_plain(at: &Cursor<'_>) -> bool {
    let says = |key: &str| at.value.get(key).is_some();
    says("type") && !["allOf", "anyOf", "oneOf"].into_iter().any(says)
}

/// Returns the branch that a plain schema has become.
fn same_branch<'d>(
    (plain, home): (&Cursor<'d>, &'d Value),
    branches: Vec<Cursor<'d>>,
    away: &'d Value,
) -> Option<Cursor<'d>> {
    let shape = Shape::of(plain.value, home);
    let is_object = types(plain).contains("object");
    branches
        .into_iter()
        .filter(|branch| !is_null(branch.value))
        .map(|branch| resolve(branch, away).at)
        .filter(|branch| types(branch) == types(plain))
        .map(|branch| (shape.likeness(&Shape::of(branch.value, away)), branch))
        .filter(|(likeness, _)| !is_object || *likeness >= ALIKE)
        .max_by_key(|(likeness, branch)| (*likeness, std::cmp::Reverse(branch.pointer.clone())))
        .map(|(_, branch)| branch)
}
