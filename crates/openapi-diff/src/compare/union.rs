//! Matches the branches of `oneOf`, `anyOf` and `allOf`, and compares them.

use openapi_document::members;
use serde_json::Value;

use super::cursor::Cursor;
use super::matching::Matching;
use super::resolve::is_null;
use super::shape::Shape;
use super::summary::summary;
use super::walker::{Both, Walker};
use crate::kind::Kind;

/// The least likeness, in thousandths, of two branches that are one that changed.
const ALIKE: usize = 500;

/// A branch, with everything that identifies it.
struct Branch<'d> {
    at: Cursor<'d>,
    mark: Option<(&'d String, &'d Value)>,
    shape: Shape,
    /// A hash of the shape.
    hash: u64,
}

impl<'d> Branch<'d> {
    fn of(at: Cursor<'d>) -> Self {
        let shape = at.shape();
        Self {
            mark: mark(at.resolved().value),
            hash: shape.mark(),
            shape,
            at,
        }
    }

    /// Scores how well two branches fit, by the surest reason.
    fn fits(&self, other: &Self) -> Option<(usize, u64)> {
        let likeness = || self.shape.likeness(&other.shape);
        let reference = |branch: &Self| branch.at.text("$ref");
        let is_same_name = reference(self) == reference(other);
        let score = if self.hash == other.hash {
            // An equal one under the same name is the best of several equal ones.
            4000 + usize::from(is_same_name)
        } else if self.at.value == other.at.value || is_same_name && reference(self).is_some() {
            3000
        } else if self.mark.is_some() && self.mark == other.mark {
            2000 + likeness() / 2
        } else if let (Some(one), Some(two)) = (&self.mark, &other.mark)
            && (one.0 == two.0 || one.1 == two.1)
        {
            // Another value is another branch; the same one under another name is this branch.
            (one.1 == two.1).then_some(1500)?
        } else {
            1000 + Some(likeness()).filter(|alike| *alike >= ALIKE)? / 2
        };
        Some((score, self.hash ^ other.hash))
    }

    fn summary(&self) -> Value {
        match &self.mark {
            Some((name, value)) => Value::from(format!("{name} {value}")),
            None => summary(self.at.value),
        }
    }
}

/// Returns the property with one value that identifies a branch, and the value.
pub fn mark(branch: &Value) -> Option<(&String, &Value)> {
    members(branch.get("properties")).find_map(|(name, property)| {
        let one = match property.get("enum").and_then(Value::as_array) {
            Some(values) => values.first().filter(|_| values.len() == 1),
            None => property.get("const"),
        };
        Some((name, one?))
    })
}

impl<'d> Walker<'d> {
    /// Compares the branches under one keyword.
    pub(super) fn branches(&mut self, at: &Both<'d>, key: &str) {
        let is_all = key == "allOf";
        let (whole, one) = match is_all {
            true => (Kind::AllOfAdded, Kind::PartAdded),
            false => (Kind::UnionAdded, Kind::BranchAdded),
        };
        if self.both(at.unit, at.get(key), whole, |_| None).is_none() {
            return;
        }
        // A branch that is `null` is reported as nullable.
        let list = |at: &Cursor<'d>| -> Vec<Branch<'d>> {
            let entries = at.entries(key).into_iter();
            let branches = entries.filter(|at| is_all || !is_null(at.value));
            branches.map(Branch::of).collect()
        };
        let mut matching = Matching::none(list(&at.old), list(&at.new));
        matching.best(Branch::fits);
        // One that is left over on each side is one that changed, unless marks distinguish them.
        matching.last(is_one);
        // The list is a set: one that equals another one adds nothing to it.
        let pairs = &matching.pairs;
        let repeats = |branch: &Branch<'_>| pairs.iter().any(|(old, _)| old.hash == branch.hash);
        matching.old.retain(|branch| !repeats(branch));
        let repeats = |branch: &Branch<'_>| pairs.iter().any(|(_, new)| new.hash == branch.hash);
        matching.new.retain(|branch| !repeats(branch));
        self.left_over(at.unit, &matching, |branch| {
            (&branch.at, one, Some(branch.summary()))
        });
        for (old, new) in matching.pairs {
            self.schema(&at.with((old.at, new.at)));
        }
    }
}

/// Reports whether the last branch of each side is the same one in another form.
fn is_one(old: &Branch<'_>, new: &Branch<'_>) -> bool {
    let small = |branch: &Branch<'_>| !branch.shape.is_telling();
    match (&old.mark, &new.mark) {
        // The same but for the value of the mark.
        (Some(_), Some(_)) => old.shape.likeness(&new.shape) >= 800,
        // A branch without any keyword has lost those that it had.
        _ => (small(old) && small(new)) || old.shape.says_nothing() || new.shape.says_nothing(),
    }
}
