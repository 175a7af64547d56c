//! The security requirements of the operations, and the security schemes.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::cursor::Cursor;
use super::equal::same_part;
use super::operations::Pair;
use super::walker::{Both, Root, Values, Walker};
use crate::kind::Kind;

/// One alternative of a requirement: schemes with their scopes that are required together.
type Alternative = BTreeSet<String>;

impl<'d> Walker<'d> {
    /// Compares the security requirements and schemes.
    pub fn security(&mut self, document: &Both<'d>, pairs: &[Pair<'d>]) {
        let (old, new) = (&document.old, &document.new);
        let inherits = |(old, new): &Pair<'d>| !old.at.has(KEY) && !new.at.has(KEY);
        if let Some((kind, values)) = difference(&alternatives(old), &alternatives(new)) {
            // A change of the common requirement is reported once.
            let root = self.root(Root::Components, old, new);
            self.changed(&root.map(|at| at.member(KEY)), kind, values);
            self.concerns(root.unit, pairs, inherits);
        }
        for (number, pair) in pairs.iter().enumerate().filter(|(_, pair)| !inherits(pair)) {
            let (before, after) = (&pair.0.at, &pair.1.at);
            let required = (required(before, old), required(after, new));
            if let Some((kind, values)) = difference(&required.0, &required.1) {
                let at = self.root(Root::Operation(number, None), before, after);
                self.changed(&at.map(|at| at.member(KEY)), kind, values);
            }
        }
        let schemes = document.map(|at| at.member("components").member("securitySchemes"));
        for name in schemes.names() {
            let unit = self.root(Root::Components, old, new).unit;
            let added = Kind::SecuritySchemeAdded;
            if let Some(at) = self.both(unit, schemes.get(name), added, |_| None)
                && !same_part(at.old.value, at.new.value)
            {
                self.changed(&at, Kind::SecuritySchemeChanged, (None, None));
            }
            let uses = |at: &Cursor<'d>, root: &Cursor<'d>| {
                let required = required(at, root);
                let mut schemes = required.iter().flatten();
                schemes.any(|scheme| scheme.split(' ').next() == Some(name))
            };
            self.concerns(unit, pairs, |(before, after)| {
                uses(&before.at, old) || uses(&after.at, new)
            });
        }
    }

    /// Leads the operations that a unit concerns to it, where it has found anything.
    fn concerns(&mut self, unit: usize, pairs: &[Pair<'d>], concerns: impl Fn(&Pair<'d>) -> bool) {
        if self.units[unit].found.is_empty() {
            return;
        }
        for (number, pair) in pairs.iter().enumerate().filter(|(_, pair)| concerns(pair)) {
            let own = self.root(Root::Operation(number, None), &pair.0.at, &pair.1.at);
            self.units[own.unit].inner.push(unit);
        }
    }
}

const KEY: &str = "security";

/// Returns the alternatives of an operation, or those of its document if it has none of its own.
fn required(operation: &Cursor<'_>, root: &Cursor<'_>) -> BTreeSet<Alternative> {
    alternatives(if operation.has(KEY) { operation } else { root })
}

/// Returns the alternatives at a place; one without schemes means that nothing is required.
fn alternatives(at: &Cursor<'_>) -> BTreeSet<Alternative> {
    let schemes = |alternative: Cursor<'_>| -> Alternative {
        let schemes = alternative.members().map(|(name, _)| {
            let mut scopes: Vec<&str> = alternative.texts(name).collect();
            scopes.sort_unstable();
            [&[name][..], &scopes].concat().join(" ")
        });
        schemes.collect()
    };
    let mut listed: BTreeSet<_> = at.entries(KEY).into_iter().map(schemes).collect();
    if listed.is_empty() {
        listed.insert(Alternative::new());
    }
    listed
}

/// Compares two requirements.
fn difference(old: &BTreeSet<Alternative>, new: &BTreeSet<Alternative>) -> Option<(Kind, Values)> {
    // A caller who satisfies an alternative satisfies one that requires less.
    let within = |one: &BTreeSet<Alternative>, two: &BTreeSet<Alternative>| {
        one.iter()
            .all(|way| two.iter().any(|other| other.is_subset(way)))
    };
    let kind = match (within(old, new), within(new, old)) {
        _ if old == new => return None,
        (true, false) => Kind::SecurityLoosened,
        (false, true) => Kind::SecurityTightened,
        _ => Kind::SecurityChanged,
    };
    let shown = |required: &BTreeSet<Alternative>| -> Option<Value> { Some(json!(required)) };
    Some((kind, (shown(old), shown(new))))
}
