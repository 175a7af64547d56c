//! Matches the branches of `oneOf` and `anyOf`, and compares them.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

use openapi_document::members;
use serde_json::Value;

use super::cursor::Cursor;
use super::equal::{canonical, is_prose, same_part};
use super::matching::Matching;
use super::resolve::{is_null, only_requires, types};
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
        let lists = |at: &Cursor<'d>| -> (Vec<Cursor<'d>>, Vec<Cursor<'d>>) {
            let each = at.each();
            let lists = each.flat_map(|at| KEYS.iter().filter_map(|key| at.own_get(key)));
            lists.partition(only_requires)
        };
        let ((old_rules, old), (new_rules, new)) = (lists(&at.old), lists(&at.new));
        self.rules_of_presence(at, old_rules, new_rules);
        let mut matching = Matching::none(old, new);
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

    /// Compares unions that only say which properties go together.
    fn rules_of_presence(&mut self, at: &Both<'d>, old: Vec<Cursor<'d>>, new: Vec<Cursor<'d>>) {
        let set = |at: &Cursor<'d>| -> BTreeSet<String> {
            let plain = |branch: &Cursor<'d>| {
                let mut plain = branch.value.clone();
                if let Some(map) = plain.as_object_mut() {
                    map.retain(|key, _| !is_prose(key) && key != "type");
                }
                canonical(&plain)
            };
            at.items().iter().map(plain).collect()
        };
        let mut rules = Matching::none(old, new);
        rules.keyed(|at| Some((at.name(), set(at))));
        rules.pairs.clear();
        rules.first(|_, _| true);
        self.left_over(at.unit, &rules, |at| (at, Kind::ConstraintAdded, None));
        for pair in rules.pairs {
            self.changed(&at.with(pair), Kind::ConstraintChanged, (None, None));
        }
    }

    /// Compares the branches of two unions.
    fn branches(&mut self, at: &Both<'d>) {
        let list = |at: &Cursor<'d>| -> Vec<Branch<'d>> {
            let mut found = Vec::new();
            flatten(at, &mut found, 0);
            found.into_iter().map(Branch::of).collect()
        };
        let (old, new) = (list(&at.old), list(&at.new));
        let same_kind = [&old, &new].map(|branches| later_of_a_kind(branches));
        let is_one = [&old, &new].map(|branches| branches.len() == 1);
        let mut matching = Matching::none(old, new);
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
        matching.last(is_same);
        // The list is a set: one that repeats another one adds nothing to it.
        let pairs = &matching.pairs;
        let repeats = |branch: &Branch<'_>| pairs.iter().any(|(old, _)| old.repeats(branch));
        matching.old.retain(|branch| !repeats(branch));
        let repeats = |branch: &Branch<'_>| pairs.iter().any(|(_, new)| new.repeats(branch));
        matching.new.retain(|branch| !repeats(branch));
        if is_one[0] != is_one[1] {
            // A union of one schema means that schema.
            let kind = if is_one[0] {
                Kind::UnionAdded
            } else {
                Kind::UnionRemoved
            };
            self.changed(
                at,
                kind,
                at.values(|at| Some(Value::from(at.items().len()))),
            );
        } else {
            self.left_over(at.unit, &matching, |branch| {
                (&branch.at, Kind::BranchAdded, Some(branch.summary()))
            });
        }
        for (old, new) in matching.pairs {
            let at = at.with((old.at, new.at));
            let titles = at.values(|at| at.value.get("title").cloned());
            let is_later =
                same_kind[0].contains(&at.old.pointer) || same_kind[1].contains(&at.new.pointer);
            if !is_tagged {
                self.type_name(&at);
                if titles.0 != titles.1 && is_later {
                    self.changed(&at, Kind::TypeRenamed, titles);
                }
            }
            // The `null` of an inline branch is that of the union.
            self.compared(&at, !at.old.has("$ref") && !at.new.has("$ref"));
        }
    }
}

/// Returns the pointers of the inline branches whose kind an earlier one has, too, so that their
/// titles tell their variants apart.
fn later_of_a_kind(branches: &[Branch<'_>]) -> HashSet<String> {
    let mut met = HashSet::new();
    let inline = branches.iter().filter(|one| one.reference().is_none());
    let later = inline.filter(|one| !met.insert(types(&one.at)));
    later.map(|one| one.at.pointer.clone()).collect()
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
fn is_same(old: &Branch<'_>, new: &Branch<'_>) -> bool {
    let small = |branch: &Branch<'_>| !branch.shape().is_telling();
    match (&old.mark, &new.mark) {
        // The same but for the value of the mark.
        (Some(_), Some(_)) => old.shape().likeness(new.shape()) >= 800,
        // A branch without any keyword has lost those that it had.
        _ => (small(old) && small(new)) || old.shape().says_nothing() || new.shape().says_nothing(),
    }
}
