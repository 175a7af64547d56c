//! The branches of `oneOf`, `anyOf` and `allOf`: which of the old ones is which of the new ones.

use serde_json::Value;

use super::at::At;
use super::matching::pairs;
use super::peeled::is_null;
use super::shape::Shape;
use super::summary::summary;
use super::walker::Walker;
use crate::kind::Kind;

/// From this likeness on two branches are one that changed, in thousandths.
const ALIKE: usize = 500;

/// What tells a branch.
struct Branch<'d> {
    at: At<'d>,
    reference: Option<&'d str>,
    mark: Option<(String, String)>,
    shape: Shape,
    /// What tells the shape from others at once.
    hash: u64,
}

impl<'d> Branch<'d> {
    fn of(at: At<'d>, document: &'d Value) -> Self {
        let shape = Shape::of(&at, document);
        let (behind, _) = at.clone().resolved(document);
        Self {
            reference: at.text("$ref"),
            mark: mark(&behind),
            hash: shape.mark(),
            shape,
            at,
        }
    }

    /// How well two branches fit, the surest reason first.
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
}

/// The property with one value by which a branch is told, and the value.
fn mark(at: &At<'_>) -> Option<(String, String)> {
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
    pub(super) fn branches(&mut self, unit: usize, old: &At<'d>, new: &At<'d>, key: &str) {
        let is_all = key == "allOf";
        let (before, after) = match (old.get(key), new.get(key)) {
            (None, None) => return,
            (Some(old), Some(new)) => (old, new),
            (Some(old), None) => {
                let kind = if is_all {
                    Kind::AllOfRemoved
                } else {
                    Kind::UnionRemoved
                };
                self.removed(unit, kind, old.pointer, None);
                return;
            }
            (None, Some(new)) => {
                let kind = if is_all {
                    Kind::AllOfAdded
                } else {
                    Kind::UnionAdded
                };
                self.added(unit, kind, new.pointer, None);
                return;
            }
        };
        // A branch that is `null` is told as nullable.
        let list = |at: &At<'d>, document: &'d Value| -> Vec<Branch<'d>> {
            at.entries()
                .into_iter()
                .filter(|at| is_all || !is_null(at.value))
                .map(|at| Branch::of(at, document))
                .collect()
        };
        let (before, after) = (list(&before, self.old), list(&after, self.new));
        let mut matched = pairs(before.len(), after.len(), |i, j| before[i].fits(&after[j]));
        let left = |taken: Vec<usize>, count: usize| -> Vec<usize> {
            (0..count).filter(|index| !taken.contains(index)).collect()
        };
        let mut gone = left(matched.iter().map(|pair| pair.0).collect(), before.len());
        let mut fresh = left(matched.iter().map(|pair| pair.1).collect(), after.len());
        // One that is left over on each side is one that changed, unless it is told by a mark.
        if let ([i], [j]) = (&gone[..], &fresh[..])
            && is_one(&before[*i], &after[*j])
        {
            matched.push((*i, *j));
            gone.clear();
            fresh.clear();
        }
        // The list is a set: one that says the same as another one adds nothing to it.
        gone.retain(|i| !is_repeated(&before, *i, matched.iter().map(|pair| pair.0)));
        fresh.retain(|j| !is_repeated(&after, *j, matched.iter().map(|pair| pair.1)));
        for (i, j) in matched {
            self.schema(unit, before[i].at.clone(), after[j].at.clone());
        }
        let (added, removed) = if is_all {
            (Kind::PartAdded, Kind::PartRemoved)
        } else {
            (Kind::BranchAdded, Kind::BranchRemoved)
        };
        for i in gone {
            let at = &before[i].at;
            self.removed(
                unit,
                removed,
                at.pointer.clone(),
                Some(branch_summary(&before[i])),
            );
        }
        for j in fresh {
            let at = &after[j].at;
            self.added(
                unit,
                added,
                at.pointer.clone(),
                Some(branch_summary(&after[j])),
            );
        }
    }
}

/// Whether a branch says the same as one of some others.
fn is_repeated(all: &[Branch<'_>], one: usize, mut others: impl Iterator<Item = usize>) -> bool {
    others.any(|other| all[other].hash == all[one].hash)
}

/// Whether the last branch of each side is the same one in another form.
fn is_one(old: &Branch<'_>, new: &Branch<'_>) -> bool {
    let small = |branch: &Branch<'_>| !branch.shape.is_telling();
    match (&old.mark, &new.mark) {
        // The same but for the value of the mark.
        (Some(_), Some(_)) => old.shape.likeness(&new.shape) >= 800,
        // What says nothing any more has lost what it said.
        _ => (small(old) && small(new)) || old.shape.says_nothing() || new.shape.says_nothing(),
    }
}

fn branch_summary(branch: &Branch<'_>) -> Value {
    match &branch.mark {
        Some((name, value)) => Value::from(format!("{name} {value}")),
        None => summary(branch.at.value),
    }
}
