//! What concerns a contract as a whole: security, servers, tags, and the components that no operation reaches.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::at::{At, component_schema};
use super::equal::{is_prose, same_part};
use super::exchange::both;
use super::matching::only_pairs;
use super::operations::Pair;
use super::shape::{Shape, renamed};
use super::summary::summary;
use super::walker::{Part, Root, Walker};
use crate::kind::Kind;
use openapi_document::METHODS;

const HANDLED: [&str; 8] = [
    "components",
    "info",
    "openapi",
    "paths",
    "security",
    "servers",
    "tags",
    "jsonSchemaDialect",
];

/// A way in: each scheme that is asked for with its scopes. All of one set are asked for together.
type Way = BTreeSet<String>;

impl<'d> Walker<'d> {
    /// Compares what stands beside the operations.
    pub fn document(&mut self, unit: usize) {
        let (old, new) = (At::root(self.old), At::root(self.new));
        self.servers(unit, &old, &new);
        for pair in both(old.get("paths"), new.get("paths")) {
            if let (Some(old), Some(new)) = pair {
                self.servers(unit, &old, &new);
                let handled = [&["$ref", "parameters", "servers"][..], &METHODS].concat();
                self.rest(unit, &old, &new, &handled);
            }
        }
        let names = |at: &At<'d>| -> Vec<&'d str> {
            let tags = at.value.get("tags").and_then(Value::as_array);
            let names = tags.into_iter().flatten();
            names.filter_map(|tag| tag.get("name")?.as_str()).collect()
        };
        let (before, after) = (names(&old), names(&new));
        for tag in before.iter().filter(|tag| !after.contains(tag)) {
            let value = Some(Value::from(*tag));
            self.removed(unit, Kind::TagRemoved, "/tags".to_owned(), value);
        }
        for tag in after.iter().filter(|tag| !before.contains(tag)) {
            let value = Some(Value::from(*tag));
            self.added(unit, Kind::TagAdded, "/tags".to_owned(), value);
        }
        if let (Some(Value::Object(old)), Some(Value::Object(new))) =
            (self.old.get("info"), self.new.get("info"))
        {
            let differs = old
                .iter()
                .filter(|(key, value)| new.get(*key) != Some(*value));
            let more = new.keys().filter(|key| !old.contains_key(*key));
            self.prose += differs.count() + more.count();
        }
        self.specification(unit, &old, &new);
        self.rest(unit, &old, &new, &HANDLED);
    }

    /// Compares the version of OpenAPI in which the documents are written.
    fn specification(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let (before, after) = (old.text("openapi"), new.text("openapi"));
        if before != after {
            let place = || "/openapi".to_owned();
            let values = (before.map(Value::from), after.map(Value::from));
            self.changed(unit, Kind::SpecificationChanged, place(), place(), values);
        }
    }

    /// Compares the servers of a document, a path or an operation by their addresses.
    pub(super) fn servers(&mut self, unit: usize, old: &At<'d>, new: &At<'d>) {
        let url = |at: &At<'d>| at.text("url").map(|url| url.trim_end_matches('/'));
        // One address counts once, and what has none is no server.
        let list = |at: &At<'d>| -> Vec<At<'d>> {
            let mut servers = at.get("servers").map(|at| at.entries()).unwrap_or_default();
            let mut seen = BTreeSet::new();
            servers.retain(|at| url(at).is_some_and(|url| seen.insert(url)));
            servers
        };
        let (before, after) = (list(old), list(new));
        let lacks = |list: &[At<'d>], at: &At<'d>| !list.iter().any(|other| url(other) == url(at));
        let gone: Vec<&At<'d>> = before.iter().filter(|at| lacks(&after, at)).collect();
        let fresh: Vec<&At<'d>> = after.iter().filter(|at| lacks(&before, at)).collect();
        let value = |at: &At<'d>| at.text("url").map(Value::from);
        if let ([old], [new]) = (&gone[..], &fresh[..]) {
            let values = (value(old), value(new));
            let (old, new) = (old.pointer.clone(), new.pointer.clone());
            self.changed(unit, Kind::ServerChanged, old, new, values);
        } else {
            for at in gone {
                self.removed(unit, Kind::ServerRemoved, at.pointer.clone(), value(at));
            }
            for at in fresh {
                self.added(unit, Kind::ServerAdded, at.pointer.clone(), value(at));
            }
        }
        for old in &before {
            if let Some(new) = after.iter().find(|new| url(new) == url(old))
                && !same_part(old.value, new.value)
            {
                let (old, new) = (old.pointer.clone(), new.pointer.clone());
                self.changed(unit, Kind::ServerChanged, old, new, (None, None));
            }
        }
    }

    /// Compares who may call which operation.
    pub fn security(&mut self, pairs: &[Pair<'d>]) {
        let (old, new) = (At::root(self.old), At::root(self.new));
        let inherits: Vec<usize> = (0..pairs.len())
            .filter(|number| {
                let has = |at: &At<'_>| at.value.get("security").is_some();
                !has(&pairs[*number].old.at) && !has(&pairs[*number].new.at)
            })
            .collect();
        if let Some((kind, values)) = access(ways(&old), ways(&new)) {
            // One change of the rule for all is told once.
            let root = self.root(Root::Components, &old, &new);
            let place = || "/security".to_owned();
            self.changed(root, kind, place(), place(), values);
            self.inherited(&inherits, root, pairs);
        }
        for (number, pair) in pairs.iter().enumerate() {
            if inherits.contains(&number) {
                continue;
            }
            let of = |at: &At<'d>, root: &At<'d>| {
                if at.value.get("security").is_some() {
                    ways(at)
                } else {
                    ways(root)
                }
            };
            if let Some((kind, values)) = access(of(&pair.old.at, &old), of(&pair.new.at, &new)) {
                let unit = self.root(Root::Operation(number, None), &pair.old.at, &pair.new.at);
                let place = |at: &At<'_>| format!("{}/security", at.pointer);
                let (old, new) = (place(&pair.old.at), place(&pair.new.at));
                self.changed(unit, kind, old, new, values);
            }
        }
        let schemes = |at: &At<'d>| {
            at.get("components")
                .and_then(|at| at.get("securitySchemes"))
        };
        for (before, after) in both(schemes(&old), schemes(&new)) {
            let (kind, at) = match (&before, &after) {
                (Some(before), None) => (Kind::SecuritySchemeRemoved, before),
                (None, Some(after)) => (Kind::SecuritySchemeAdded, after),
                (Some(before), Some(after)) if !same_part(before.value, after.value) => {
                    (Kind::SecuritySchemeChanged, after)
                }
                _ => continue,
            };
            let name = at.pointer.rsplit('/').next().unwrap_or_default().to_owned();
            let asked = |at: &At<'d>, root: &At<'d>| {
                let own = if at.value.get("security").is_some() {
                    at
                } else {
                    root
                };
                ways(own)
                    .iter()
                    .flatten()
                    .any(|scheme| scheme.split(' ').next() == Some(&name))
            };
            let users: Vec<usize> = (0..pairs.len())
                .filter(|number| {
                    let pair = &pairs[*number];
                    asked(&pair.old.at, &old) || asked(&pair.new.at, &new)
                })
                .collect();
            let root = self.root(Root::Components, &old, &new);
            match (before, after) {
                (Some(before), Some(after)) => {
                    self.changed(root, kind, before.pointer, after.pointer, (None, None));
                }
                (Some(before), None) => self.removed(root, kind, before.pointer, None),
                (None, Some(after)) => self.added(root, kind, after.pointer, None),
                (None, None) => {}
            }
            self.inherited(&users, root, pairs);
        }
    }

    /// Says which operations a unit concerns that none of them leads to.
    fn inherited(&mut self, numbers: &[usize], unit: usize, pairs: &[Pair<'d>]) {
        for number in numbers {
            let pair = &pairs[*number];
            let own = self.root(Root::Operation(*number, None), &pair.old.at, &pair.new.at);
            self.units[own].inner.push(unit);
        }
    }

    /// Compares the components: which there are, and those that no walk has met.
    pub fn components(&mut self) {
        let (old, new) = (At::root(self.old), At::root(self.new));
        let sections = both(old.get("components"), new.get("components"));
        for (before, after) in sections {
            let at = before.as_ref().or(after.as_ref());
            let section = at
                .and_then(|at| at.pointer.strip_prefix("/components/"))
                .unwrap_or_default()
                .to_owned();
            let part = match section.as_str() {
                "schemas" => Part::Schema,
                "parameters" => Part::Parameter,
                "headers" => Part::Header,
                "requestBodies" => Part::Body,
                "responses" => Part::Response,
                "securitySchemes" => continue,
                name if is_prose(name) => continue,
                // Links, callbacks, path items: told as one.
                _ => Part::Own,
            };
            self.section(part, both(before, after));
        }
    }

    fn section(&mut self, part: Part, pairs: Vec<(Option<At<'d>>, Option<At<'d>>)>) {
        let is_schema = part == Part::Schema;
        let (mut gone, mut fresh) = (Vec::new(), Vec::new());
        for pair in pairs {
            match pair {
                (Some(old), Some(new)) => self.unmet(part, old, new),
                (Some(old), None) => gone.push(old),
                (None, Some(new)) => fresh.push(new),
                (None, None) => {}
            }
        }
        let met = |old: &At<'d>, new: &At<'d>| self.has_met(part, &old.pointer, &new.pointer);
        let shape_of: Vec<Shape> = gone.iter().map(|at| Shape::of(at, self.old)).collect();
        let shape_now: Vec<Shape> = fresh.iter().map(|at| Shape::of(at, self.new)).collect();
        let name = |at: &At<'d>| at.pointer.rsplit('/').next().unwrap_or_default().to_owned();
        let moved = only_pairs(gone.len(), fresh.len(), |i, j| {
            let likeness = shape_of[i].likeness(&shape_now[j]);
            // Where one stood, the other stands now.
            (met(&gone[i], &fresh[j]) && likeness >= 500)
                || renamed(
                    (&name(&gone[i]), &shape_of[i]),
                    (&name(&fresh[j]), &shape_now[j]),
                )
        });
        let equal_inline = |at: &At<'d>, is_old: bool| {
            self.units.iter().any(|unit| {
                let (this, other) = if is_old {
                    (&unit.old, &unit.new)
                } else {
                    (&unit.new, &unit.old)
                };
                (unit.part == part || is_schema && unit.part == Part::NullToldSchema)
                    && *this == at.pointer
                    && !other.starts_with("/components/")
                    && unit.found.is_empty()
            })
        };
        let hidden = (
            gone.iter()
                .map(|at| equal_inline(at, true))
                .collect::<Vec<_>>(),
            fresh
                .iter()
                .map(|at| equal_inline(at, false))
                .collect::<Vec<_>>(),
        );
        let unit = self.root(Root::Components, &At::root(self.old), &At::root(self.new));
        let (added, removed) = if is_schema {
            (Kind::SchemaAdded, Kind::SchemaRemoved)
        } else {
            (Kind::ComponentAdded, Kind::ComponentRemoved)
        };
        for (i, at) in gone.iter().enumerate() {
            if !hidden.0[i] && !moved.iter().any(|pair| pair.0 == i) {
                self.removed(
                    unit,
                    removed,
                    at.pointer.clone(),
                    is_schema.then(|| summary(at.value)),
                );
            }
        }
        for (j, at) in fresh.iter().enumerate() {
            if !hidden.1[j] && !moved.iter().any(|pair| pair.1 == j) {
                self.added(
                    unit,
                    added,
                    at.pointer.clone(),
                    is_schema.then(|| summary(at.value)),
                );
            }
        }
        for (i, j) in moved {
            let (old, new) = (gone[i].clone(), fresh[j].clone());
            let values = (
                component_schema(&old.pointer).map(Value::from),
                component_schema(&new.pointer).map(Value::from),
            );
            let places = (old.pointer.clone(), new.pointer.clone());
            // The rename concerns whoever leads to the pair.
            let unit = self.unmet_unit(part, unit, old, new);
            if is_schema {
                self.changed(unit, Kind::SchemaRenamed, places.0, places.1, values);
            }
        }
    }

    /// Compares two components of one name, unless an operation has led to them.
    fn unmet(&mut self, part: Part, old: At<'d>, new: At<'d>) {
        if part == Part::Own {
            if !same_part(old.value, new.value) {
                let unit = self.root(Root::Document, &old, &new);
                let values = (None, None);
                self.changed(unit, Kind::KeywordChanged, old.pointer, new.pointer, values);
            }
            return;
        }
        let (old, old_moved) = old.resolved(self.old);
        let (new, new_moved) = new.resolved(self.new);
        if (old_moved && new_moved && old.pointer == new.pointer)
            || self.has_met(part, &old.pointer, &new.pointer)
        {
            return;
        }
        let unit = self.root(Root::Components, &old, &new);
        self.shared(unit, part, old, new);
        self.finish();
    }

    /// The unit that compares two components, made if there is none.
    fn unmet_unit(&mut self, part: Part, unit: usize, old: At<'d>, new: At<'d>) -> usize {
        self.shared(unit, part, old, new);
        let made = self.units[unit].inner.pop();
        self.finish();
        made.unwrap_or(unit)
    }
}

/// The ways in, any of which will do; no way at all means that nothing is asked for.
fn ways(at: &At<'_>) -> BTreeSet<Way> {
    let listed: BTreeSet<Way> = at
        .get("security")
        .map(|at| at.entries())
        .unwrap_or_default()
        .iter()
        .map(|way| {
            let schemes = way.members();
            schemes
                .map(|(name, scopes)| {
                    let mut scopes: Vec<&str> = scopes
                        .value
                        .as_array()
                        .into_iter()
                        .flatten()
                        .filter_map(Value::as_str)
                        .collect();
                    scopes.sort_unstable();
                    [&[name][..], &scopes].concat().join(" ")
                })
                .collect()
        })
        .collect();
    if listed.is_empty() {
        BTreeSet::from([Way::new()])
    } else {
        listed
    }
}

/// How the ways in differ, and how that is shown.
fn access(old: BTreeSet<Way>, new: BTreeSet<Way>) -> Option<(Kind, super::walker::Values)> {
    if old == new {
        return None;
    }
    let within = |one: &BTreeSet<Way>, two: &BTreeSet<Way>| {
        // Whoever can go a way can go one that asks for less.
        one.iter()
            .all(|way| two.iter().any(|other| other.is_subset(way)))
    };
    let kind = match (within(&old, &new), within(&new, &old)) {
        (true, false) => Kind::SecurityLoosened,
        (false, true) => Kind::SecurityTightened,
        _ => Kind::SecurityChanged,
    };
    Some((kind, (Some(json!(old)), Some(json!(new)))))
}
