//! The parts beside the operations: servers, tags, and the components that no operation reaches.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cursor::{Cursor, component_schema};
use super::equal::{differences, is_prose, same_part};
use super::matching::Matching;
use super::messages::by_exact_name;
use super::shape::{Shape, renamed};
use super::summary::summary;
use super::walker::{Option2, Part, Root, Walker};
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

/// The least likeness, in thousandths, of a component and the one that is now in its place.
const ALIKE: usize = 500;

impl<'d> Walker<'d> {
    /// Compares the parts beside the operations.
    pub fn document(&mut self, unit: usize) {
        let (old, new) = (Cursor::root(self.old), Cursor::root(self.new));
        self.servers(unit, &old, &new);
        for pair in by_exact_name(old.get("paths"), new.get("paths")) {
            if let (Some(old), Some(new)) = pair {
                self.servers(unit, &old, &new);
                let handled = [&["$ref", "parameters", "servers"][..], &METHODS].concat();
                self.rest(unit, &old, &new, &handled);
            }
        }
        let tags = |at: &Cursor<'d>| -> Vec<&'d str> {
            let tags = at.list("tags").iter();
            tags.filter_map(|tag| tag.get("name")?.as_str()).collect()
        };
        self.listed(
            unit,
            (&old.member("tags"), &new.member("tags")),
            (&tags(&old), &tags(&new)),
            [Kind::TagAdded, Kind::TagRemoved],
        );
        if let (Some(old), Some(new)) = (old.member("info").map(), new.member("info").map()) {
            self.prose += differences(old, new, |_| true);
        }
        let (before, after) = (old.text("openapi"), new.text("openapi"));
        if before != after {
            let places = (&old.member("openapi"), &new.member("openapi"));
            let values = (before.map(Value::from), after.map(Value::from));
            self.changed(unit, Kind::SpecificationChanged, places, values);
        }
        self.rest(unit, &old, &new, &HANDLED);
    }

    /// Compares the servers of a document, a path or an operation by their addresses.
    pub(super) fn servers(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) {
        let url = |at: &Cursor<'d>| at.text("url").map(|url| url.trim_end_matches('/'));
        // An address counts once, and an entry without one is not a server.
        let list = |at: &Cursor<'d>| -> Vec<Cursor<'d>> {
            let mut servers = at.entries("servers");
            let mut seen = BTreeSet::new();
            servers.retain(|at| url(at).is_some_and(|url| seen.insert(url)));
            servers
        };
        let (before, after) = (list(old), list(new));
        let mut matching = Matching::none(before.len(), after.len());
        matching.first(|i, j| url(&before[i]) == url(&after[j]));
        for (old, new) in matching
            .pairs
            .iter()
            .map(|(i, j)| (&before[*i], &after[*j]))
        {
            if !same_part(old.value, new.value) {
                self.changed(unit, Kind::ServerChanged, (old, new), (None, None));
            }
        }
        let value = |at: &Cursor<'d>| at.text("url").map(Value::from);
        if let ([i], [j]) = (&matching.old[..], &matching.new[..]) {
            let (old, new) = (&before[*i], &after[*j]);
            let values = (value(old), value(new));
            self.changed(unit, Kind::ServerChanged, (old, new), values);
            return;
        }
        for at in matching.old.into_iter().map(|i| &before[i]) {
            self.removed(unit, Kind::ServerRemoved, at, value(at));
        }
        for at in matching.new.into_iter().map(|j| &after[j]) {
            self.added(unit, Kind::ServerAdded, at, value(at));
        }
    }

    /// Compares the components: which exist, and those that no operation has led to.
    pub fn components(&mut self) {
        let (old, new) = (Cursor::root(self.old), Cursor::root(self.new));
        for (before, after) in by_exact_name(old.get("components"), new.get("components")) {
            let section = before.as_ref().or(after.as_ref()).map(Cursor::name);
            let part = match section.unwrap_or_default() {
                "schemas" => Part::Schema,
                "parameters" => Part::Parameter,
                "headers" => Part::Header,
                "requestBodies" => Part::Body,
                "responses" => Part::Response,
                "securitySchemes" => continue,
                name if is_prose(name) => continue,
                // Links, callbacks and path items are compared as a whole.
                _ => Part::Own,
            };
            self.section(part, by_exact_name(before, after));
        }
    }

    fn section(&mut self, part: Part, pairs: Vec<Option2<'d>>) {
        let is_schema = part == Part::Schema;
        let (mut gone, mut fresh) = (Vec::new(), Vec::new());
        for pair in pairs {
            match pair {
                (Some(old), Some(new)) => self.unmet(part, old, new),
                (old, new) => {
                    gone.extend(old);
                    fresh.extend(new);
                }
            }
        }
        let shapes = |list: &[Cursor<'d>], document| -> Vec<Shape> {
            let values = list.iter().map(|at| at.value);
            values.map(|value| Shape::of(value, document)).collect()
        };
        let (old_shapes, new_shapes) = (shapes(&gone, self.old), shapes(&fresh, self.new));
        let mut moved = Matching::none(gone.len(), fresh.len());
        moved.unique(|i, j| {
            let (old, new) = (&gone[i], &fresh[j]);
            let (before, after) = (&old_shapes[i], &new_shapes[j]);
            // An operation led from one to the other.
            (self.has_met(part, &old.pointer, &new.pointer) && before.likeness(after) >= ALIKE)
                || renamed((old.name(), before), (new.name(), after))
        });
        // A component that is written inline on the other side has not changed.
        moved.old.retain(|i| !self.is_inline(part, &gone[*i], true));
        moved
            .new
            .retain(|j| !self.is_inline(part, &fresh[*j], false));
        let root = self.root(
            Root::Components,
            &Cursor::root(self.old),
            &Cursor::root(self.new),
        );
        let (added, removed) = if is_schema {
            (Kind::SchemaAdded, Kind::SchemaRemoved)
        } else {
            (Kind::ComponentAdded, Kind::ComponentRemoved)
        };
        let shown = |at: &Cursor<'d>| is_schema.then(|| summary(at.value));
        for at in moved.old.into_iter().map(|i| &gone[i]) {
            self.removed(root, removed, at, shown(at));
        }
        for at in moved.new.into_iter().map(|j| &fresh[j]) {
            self.added(root, added, at, shown(at));
        }
        for (i, j) in moved.pairs {
            let (old, new) = (&gone[i], &fresh[j]);
            // The rename concerns the operations that lead to the pair, and not this root.
            let unit = self.shared(root, part, old.clone(), new.clone());
            self.units[root].inner.pop();
            self.finish();
            if is_schema {
                let name = |at: &Cursor<'d>| component_schema(&at.pointer).map(Value::from);
                let values = (name(old), name(new));
                self.changed(unit, Kind::SchemaRenamed, (old, new), values);
            }
        }
    }

    /// Reports whether an equal part that is not a component is in the place of a component.
    fn is_inline(&self, part: Part, at: &Cursor<'d>, is_old: bool) -> bool {
        self.units.iter().any(|unit| {
            let (this, other) = if is_old {
                (&unit.old, &unit.new)
            } else {
                (&unit.new, &unit.old)
            };
            let same_part =
                unit.part == part || part == Part::Schema && unit.part == Part::NullHandledSchema;
            same_part
                && *this == at.pointer
                && !other.starts_with("/components/")
                && unit.found.is_empty()
        })
    }

    /// Compares two components of one name, unless an operation has led to them.
    fn unmet(&mut self, part: Part, old: Cursor<'d>, new: Cursor<'d>) {
        if part == Part::Own {
            if !same_part(old.value, new.value) {
                let unit = self.root(Root::Document, &old, &new);
                self.changed(unit, Kind::KeywordChanged, (&old, &new), (None, None));
            }
            return;
        }
        let (old, old_moved) = old.resolve(self.old);
        let (new, new_moved) = new.resolve(self.new);
        let is_alias = old_moved && new_moved && old.pointer == new.pointer;
        if !is_alias && !self.has_met(part, &old.pointer, &new.pointer) {
            let unit = self.root(Root::Components, &old, &new);
            self.shared(unit, part, old, new);
            self.finish();
        }
    }
}
