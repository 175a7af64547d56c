//! Matches the branches of `oneOf`, `anyOf` and `allOf`, and compares them.

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
    reference: Option<&'d str>,
    mark: Option<(String, String)>,
    shape: Shape,
    /// A hash of the shape.
    hash: u64,
}

impl<'d> Branch<'d> {
    fn of(at: Cursor<'d>, document: &'d Value) -> Self {
        let shape = Shape::of(at.value, document);
        Self {
            reference: at.text("$ref"),
            mark: mark(&at.clone().resolved(document)),
            hash: shape.mark(),
            shape,
            at,
        }
    }

    /// Scores how well two branches fit, by the surest reason.
    fn fits(&self, other: &Self) -> Option<(usize, u64)> {
        let likeness = || self.shape.likeness(&other.shape);
        let score = if self.hash == other.hash {
            // An equal one under the same name is the best of several equal ones.
            4000 + usize::from(self.reference == other.reference)
        } else if self.reference.is_some() && self.reference == other.reference {
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
fn mark(at: &Cursor<'_>) -> Option<(String, String)> {
    at.get("properties")?.members().find_map(|(name, at)| {
        let one = match at.value.get("enum").and_then(Value::as_array) {
            Some(values) if values.len() == 1 => values.first(),
            Some(_) => None,
            None => at.value.get("const"),
        };
        Some((name.to_owned(), one?.to_string()))
    })
}

impl<'d> Walker<'d> {
    /// Compares the branches under one keyword.
    pub(super) fn branches(&mut self, at: &Both<'d>, key: &str) {
        let is_all = key == "allOf";
        let kinds = if is_all {
            [Kind::AllOfAdded, Kind::AllOfRemoved]
        } else {
            [Kind::UnionAdded, Kind::UnionRemoved]
        };
        if self.both(at.unit, at.get(key), kinds, |_| None).is_none() {
            return;
        }
        // A branch that is `null` is reported as nullable.
        let list = |at: &Cursor<'d>, document: &'d Value| -> Vec<Branch<'d>> {
            at.entries(key)
                .into_iter()
                .filter(|at| is_all || !is_null(at.value))
                .map(|at| Branch::of(at, document))
                .collect()
        };
        let (before, after) = (list(&at.old, self.old), list(&at.new, self.new));
        let mut matching = Matching::none(before.len(), after.len());
        matching.best(|i, j| before[i].fits(&after[j]));
        // One that is left over on each side is one that changed, unless marks distinguish them.
        if let ([i], [j]) = (&matching.old[..], &matching.new[..])
            && is_one(&before[*i], &after[*j])
        {
            matching.pair(*i, *j);
        }
        // The list is a set: one that equals another one adds nothing to it.
        let paired = matching.pairs.iter();
        let repeats = |index: usize, all: &[Branch<'_>], side: fn(&(usize, usize)) -> usize| {
            let mut paired = paired.clone();
            paired.any(|pair| all[side(pair)].hash == all[index].hash)
        };
        let [added, removed] = if is_all {
            [Kind::PartAdded, Kind::PartRemoved]
        } else {
            [Kind::BranchAdded, Kind::BranchRemoved]
        };
        for branch in matching
            .old
            .iter()
            .filter(|i| !repeats(**i, &before, |pair| pair.0))
            .map(|i| &before[*i])
        {
            self.removed(at.unit, removed, &branch.at, Some(branch.summary()));
        }
        for branch in matching
            .new
            .iter()
            .filter(|j| !repeats(**j, &after, |pair| pair.1))
            .map(|j| &after[*j])
        {
            self.added(at.unit, added, &branch.at, Some(branch.summary()));
        }
        for (i, j) in matching.pairs {
            self.schema(&Both {
                unit: at.unit,
                old: before[i].at.clone(),
                new: after[j].at.clone(),
            });
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
