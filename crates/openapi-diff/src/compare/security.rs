//! The security requirements of the operations, and the security schemes.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value, json};

use super::cursor::Cursor;
use super::equal::same_part;
use super::matching::Matching;
use super::operations::Pair;
use super::walker::{Both, Root, Values, Walker};
use crate::kind::Kind;

/// One alternative of a requirement: schemes that are required together, each with its scopes. A
/// scheme is listed without a scope, too, so that fewer scopes are a subset.
type Alternative<'d> = BTreeSet<(&'d str, Option<&'d str>)>;

impl<'d> Walker<'d> {
    /// Compares the security requirements and schemes.
    pub fn security(&mut self, document: &Both<'d>, pairs: &[Pair<'d>]) {
        let (old, new) = (&document.old, &document.new);
        let schemes = document.map(|at| at.member("components").member("securitySchemes"));
        let renamed = renamed(&schemes);
        let difference = |old, new| difference(&in_new_names(old, &renamed), &new);
        let inherits = |(old, new): &Pair<'d>| !old.at.has(KEY) && !new.at.has(KEY);
        let is_used = pairs.is_empty() || pairs.iter().any(inherits);
        if let (true, Some((kind, values))) =
            (is_used, difference(alternatives(old), alternatives(new)))
        {
            // A change of the common requirement is reported once.
            let root = self.root(Root::Components, old, new);
            self.changed(&root.map(|at| at.member(KEY)), kind, values);
            self.concerns(root.unit, pairs, inherits);
        }
        for (number, pair) in pairs.iter().enumerate().filter(|(_, pair)| !inherits(pair)) {
            let (before, after) = (&pair.0.at, &pair.1.at);
            let required = (required(before, old), required(after, new));
            if let Some((kind, values)) = difference(required.0, required.1) {
                let at = self.root(Root::Operation(number, None), before, after);
                self.changed(&at.map(|at| at.member(KEY)), kind, values);
            }
        }
        let mut used = BTreeSet::new();
        for (at, root) in pairs
            .iter()
            .flat_map(|(one, two)| [(&one.at, old), (&two.at, new)])
        {
            let listed = if at.has(KEY) { at } else { root };
            let names = listed.entries(KEY).into_iter();
            used.extend(
                names.flat_map(|at| at.members().map(|(name, _)| name).collect::<Vec<_>>()),
            );
        }
        let names = schemes.names().into_iter();
        let is_kept =
            |name: &str| renamed.contains_key(name) || renamed.values().any(|one| *one == name);
        for name in names.filter(|name| !is_kept(name)) {
            let unit = self.root(Root::Components, old, new).unit;
            let is_used = used.contains(name);
            let added = match is_used {
                true => Kind::SecuritySchemeAdded,
                false => Kind::UnusedSchemeAdded,
            };
            if let Some(at) = self.both(unit, schemes.get(name), added, |_| None)
                && !same_part(&normal(&at.old), &normal(&at.new))
            {
                let kind = match is_used {
                    true => scheme_change(&at),
                    false => Kind::UnusedSchemeChanged,
                };
                self.changed(&at, kind, (None, None));
            }
            let uses = |at: &Cursor<'d>, root: &Cursor<'d>| {
                let listed = if at.has(KEY) { at } else { root };
                listed.list(KEY).iter().any(|one| one.get(name).is_some())
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

/// Returns the new names of the schemes that have only another name, by the old ones.
fn renamed<'d>(schemes: &Both<'d>) -> HashMap<&'d str, &'d str> {
    let all = |at: &Cursor<'d>| -> Vec<(&'d str, Cursor<'d>)> { at.members().collect() };
    let mut matching = Matching::none(all(&schemes.old), all(&schemes.new));
    matching.keyed(|(name, _)| Some(*name));
    matching.pairs.clear();
    matching.first(|(_, old), (_, new)| same_part(&normal(old), &normal(new)));
    let pairs = matching.pairs.into_iter();
    pairs.map(|((old, _), (new, _))| (old, new)).collect()
}

/// Returns a scheme with the words in lower case whose case does not matter.
fn normal(scheme: &Cursor<'_>) -> Value {
    let mut scheme = scheme.resolved().value.clone();
    let is_header = scheme.get("in").and_then(Value::as_str) == Some("header");
    for key in ["scheme", "name"] {
        if let Some(Value::String(word)) = scheme.get_mut(key)
            && (key == "scheme" || is_header)
        {
            *word = word.to_lowercase();
        }
    }
    scheme
}

/// Returns requirements with the new names of schemes that were renamed.
fn in_new_names<'d>(
    required: BTreeSet<Alternative<'d>>,
    renamed: &HashMap<&'d str, &'d str>,
) -> BTreeSet<Alternative<'d>> {
    let name = |name: &'d str| renamed.get(name).copied().unwrap_or(name);
    let rename = |one: Alternative<'d>| -> Alternative<'d> {
        one.into_iter()
            .map(|(scheme, scope)| (name(scheme), scope))
            .collect()
    };
    required.into_iter().map(rename).collect()
}

/// Returns the kind of the change of a scheme that calls require.
fn scheme_change(at: &Both<'_>) -> Kind {
    let [old, new] = [&at.old, &at.new].map(|at| normal(at));
    let says = |key: &str| old.get(key) != new.get(key);
    let without_scopes = |at: &Cursor<'_>| -> Vec<(String, Value)> {
        let flows = at.member("flows");
        let flows = flows.members().map(|(name, flow)| {
            let mut flow = flow.value.clone();
            if let Some(flow) = flow.as_object_mut() {
                flow.remove("scopes");
            }
            (name.to_owned(), flow)
        });
        flows.collect()
    };
    if ["type", "in", "name", "scheme"].into_iter().any(says) {
        Kind::SecuritySchemeChanged
    } else if says("openIdConnectUrl") || without_scopes(&at.old) != without_scopes(&at.new) {
        Kind::SecurityFlowChanged
    } else if says("flows") {
        Kind::SecurityScopesChanged
    } else {
        Kind::KeywordChanged
    }
}

/// Returns the alternatives of an operation, or those of its document if it has none of its own.
fn required<'d>(operation: &Cursor<'d>, root: &Cursor<'d>) -> BTreeSet<Alternative<'d>> {
    alternatives(if operation.has(KEY) { operation } else { root })
}

/// Returns the alternatives at a place; one without schemes means that nothing is required.
fn alternatives<'d>(at: &Cursor<'d>) -> BTreeSet<Alternative<'d>> {
    let schemes = |alternative: Cursor<'d>| -> Alternative<'d> {
        let schemes = alternative.members().flat_map(|(name, _)| {
            let scopes = alternative.texts(name).map(Some);
            scopes.chain([None]).map(move |scope| (name, scope))
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
fn difference(
    old: &BTreeSet<Alternative<'_>>,
    new: &BTreeSet<Alternative<'_>>,
) -> Option<(Kind, Values)> {
    // A caller who satisfies an alternative satisfies one that requires less.
    let within = |one: &BTreeSet<Alternative<'_>>, two: &BTreeSet<Alternative<'_>>| {
        one.iter()
            .all(|way| two.iter().any(|other| other.is_subset(way)))
    };
    let kind = match (within(old, new), within(new, old)) {
        _ if old == new => return None,
        (true, false) => Kind::SecurityLoosened,
        (false, true) => Kind::SecurityTightened,
        // One that requires more beside one that requires less adds nothing.
        (true, true) => return None,
        (false, false) => Kind::SecurityChanged,
    };
    let shown = |required: &BTreeSet<Alternative<'_>>| -> Option<Value> {
        let alternatives = required.iter().map(|schemes| {
            let mut words: Vec<String> = Vec::new();
            for (scheme, scope) in schemes {
                match scope {
                    None => words.push((*scheme).to_owned()),
                    Some(scope) => {
                        if let Some(word) = words.last_mut() {
                            word.push_str(&format!(" {scope}"));
                        }
                    }
                }
            }
            words
        });
        Some(json!(alternatives.collect::<BTreeSet<_>>()))
    };
    Some((kind, (shown(old), shown(new))))
}
