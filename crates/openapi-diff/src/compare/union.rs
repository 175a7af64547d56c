//! Matches the branches of `oneOf` and `anyOf`, and compares them.

use std::cell::OnceCell;

use openapi_document::members;
use serde_json::Value;

use super::cursor::Cursor;
use super::equal::{is_prose, same_part};
use super::matching::Matching;
use super::resolve::is_null;
use super::shape::Shape;
use super::summary::summary;
use super::walker::{Both, Walker};
use crate::kind::Kind;

/// The least likeness, in thousandths, of two branches that are one that changed.
const ALIKE: usize = 500;

/// The keywords of a union.
const KEYS: [&str; 2] = ["oneOf", "anyOf"];

/// A branch, with everything that identifies it.
struct Branch<'d> {
    at: Cursor<'d>,
    mark: Option<(&'d String, &'d Value)>,
    /// The shape and its hash, which cost a walk through the branch.
    shape: OnceCell<(Shape, u64)>,
}

impl<'d> Branch<'d> {
    fn of(at: Cursor<'d>) -> Self {
        Self {
            mark: mark(at.resolved().value),
            shape: OnceCell::new(),
            at,
        }
    }

    fn shape(&self) -> &Shape {
        &self.shaped().0
    }

    fn hash(&self) -> u64 {
        self.shaped().1
    }

    fn shaped(&self) -> &(Shape, u64) {
        self.shape.get_or_init(|| {
            let shape = self.at.shape();
            let hash = shape.mark();
            (shape, hash)
        })
    }

    fn reference(&self) -> Option<&'d str> {
        self.at.text("$ref")
    }

    /// Reports whether two branches of one union are the same one, which counts once.
    fn repeats(&self, other: &Self) -> bool {
        match (self.reference(), other.reference()) {
            (None, None) => same_part(self.at.value, other.at.value),
            (one, other) => one == other,
        }
    }

    /// Scores how well two branches fit, by the surest reason.
    fn fits(&self, other: &Self) -> Option<(usize, u64)> {
        let likeness = || self.shape().likeness(other.shape());
        let score = if self.reference().is_none() && self.repeats(other) {
            4001
        } else if self.hash() == other.hash() {
            4000
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
        Some((score, self.hash() ^ other.hash()))
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
    /// Compares the unions of two schemas and their parts.
    pub(super) fn unions(&mut self, at: &Both<'d>) {
        let lists = |at: &Cursor<'d>| -> Vec<Cursor<'d>> {
            let each = at.each();
            let lists = each.flat_map(|at| KEYS.iter().filter_map(|key| at.own_get(key)));
            lists.collect()
        };
        let mut matching = Matching::none(lists(&at.old), lists(&at.new));
        matching.keyed(|at| Some(at.name()));
        matching.first(|_, _| true);
        self.left_over(at.unit, &matching, |at| (at, Kind::UnionAdded, None));
        for pair in matching.pairs {
            let at = at.with(pair);
            if at.old.name() != at.new.name() {
                let names = at.values(|at| Some(Value::from(at.name())));
                self.changed(&at, Kind::UnionFormChanged, names);
            }
            self.branches(&at);
        }
    }

    /// Compares the branches of two unions.
    fn branches(&mut self, at: &Both<'d>) {
        let list = |at: &Cursor<'d>| -> Vec<Branch<'d>> {
            let mut found = Vec::new();
            flatten(at, &mut found, 0);
            found.into_iter().map(Branch::of).collect()
        };
        let mut matching = Matching::none(list(&at.old), list(&at.new));
        let tag = |branches: &[Branch<'d>]| -> Option<&'d String> {
            let mut tags = branches.iter().map(|branch| Some(branch.mark?.0));
            let first = tags.next()??;
            tags.all(|tag| tag == Some(first)).then_some(first)
        };
        // The branches of a tagged union are named by their tags.
        let is_tagged = tag(&matching.old).is_some() && tag(&matching.old) == tag(&matching.new);
        matching.keyed(Branch::reference);
        matching.best(Branch::fits);
        // One that is left over on each side is one that changed, unless marks distinguish them.
        matching.last(is_one);
        // The list is a set: one that repeats another one adds nothing to it.
        let pairs = &matching.pairs;
        let repeats = |branch: &Branch<'_>| pairs.iter().any(|(old, _)| old.repeats(branch));
        matching.old.retain(|branch| !repeats(branch));
        let repeats = |branch: &Branch<'_>| pairs.iter().any(|(_, new)| new.repeats(branch));
        matching.new.retain(|branch| !repeats(branch));
        self.left_over(at.unit, &matching, |branch| {
            (&branch.at, Kind::BranchAdded, Some(branch.summary()))
        });
        for (old, new) in matching.pairs {
            let at = at.with((old.at, new.at));
            match is_tagged {
                true => self.unnamed_schema(&at),
                false => self.schema(&at),
            }
        }
    }
}

/// Collects the branches of a union with those of inner unions in their place, without `null`,
/// which is compared as nullable.
fn flatten<'d>(list: &Cursor<'d>, found: &mut Vec<Cursor<'d>>, depth: usize) {
    for branch in list.items() {
        let mut words = branch
            .map()
            .into_iter()
            .flatten()
            .map(|(key, _)| key.as_str());
        let mut words = words.by_ref().filter(|key| !is_prose(key));
        match (words.next(), words.next()) {
            (Some(key), None) if KEYS.contains(&key) && depth < 8 => {
                flatten(&branch.member(key), found, depth + 1);
            }
            _ if is_null(branch.value) => {}
            _ => found.push(branch),
        }
    }
}

/// Reports whether the last branch of each side is the same one in another form.
fn is_one(old: &Branch<'_>, new: &Branch<'_>) -> bool {
    let small = |branch: &Branch<'_>| !branch.shape().is_telling();
    match (&old.mark, &new.mark) {
        // The same but for the value of the mark.
        (Some(_), Some(_)) => old.shape().likeness(new.shape()) >= 800,
        // A branch without any keyword has lost those that it had.
        _ => (small(old) && small(new)) || old.shape().says_nothing() || new.shape().says_nothing(),
    }
}
