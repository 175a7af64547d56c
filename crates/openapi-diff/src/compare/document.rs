//! The parts beside the operations: servers, tags, and the components that no operation reaches.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cursor::{Cursor, component_schema};
use super::equal::{differences, is_prose, same_part};
use super::matching::Matching;
use super::messages::by_exact_name;
use super::shape::{Shape, renamed};
use super::summary::summary;
use super::walker::{Both, Option2, Part, Root, Walker};
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
    pub fn document(&mut self, at: &Both<'d>) {
        self.servers(at);
        for pair in by_exact_name(at.get("paths")) {
            if let (Some(old), Some(new)) = pair {
                let unit = at.unit;
                let at = Both { unit, old, new };
                self.servers(&at);
                let handled = [&["$ref", "parameters", "servers"][..], &METHODS].concat();
                self.rest(&at, &handled);
            }
        }
        let tags = |at: &Cursor<'d>| -> Vec<&'d str> {
            let tags = at.list("tags").iter();
            tags.filter_map(|tag| tag.get("name")?.as_str()).collect()
        };
        self.tags(at, &tags(&at.old), &tags(&at.new));
        let info = at.map(|at| at.member("info"));
        if let (Some(old), Some(new)) = (info.old.map(), info.new.map()) {
            self.prose += differences(old, new, |_| true);
        }
        let values = at.values(|at| at.text("openapi").map(Value::from));
        if values.0 != values.1 {
            let place = at.map(|at| at.member("openapi"));
            self.changed(&place, Kind::SpecificationChanged, values);
        }
        self.rest(at, &HANDLED);
    }

    /// Compares the servers of a document, a path or an operation by their addresses.
    pub(super) fn servers(&mut self, at: &Both<'d>) {
        let url = |at: &Cursor<'d>| at.text("url").map(|url| url.trim_end_matches('/'));
        // An address counts once, and an entry without one is not a server.
        let list = |at: &Cursor<'d>| -> Vec<Cursor<'d>> {
            let mut servers = at.entries("servers");
            let mut seen = BTreeSet::new();
            servers.retain(|at| url(at).is_some_and(|url| seen.insert(url)));
            servers
        };
        let (before, after) = (list(&at.old), list(&at.new));
        let mut matching = Matching::none(before.len(), after.len());
        matching.first(|i, j| url(&before[i]) == url(&after[j]));
        let unit = at.unit;
        let pair = |(i, j): (usize, usize)| Both {
            unit,
            old: before[i].clone(),
            new: after[j].clone(),
        };
        for at in matching.pairs.iter().copied().map(pair) {
            if !same_part(at.old.value, at.new.value) {
                self.changed(&at, Kind::ServerChanged, (None, None));
            }
        }
        let value = |at: &Cursor<'d>| at.text("url").map(Value::from);
        if let ([i], [j]) = (&matching.old[..], &matching.new[..]) {
            let at = pair((*i, *j));
            self.changed(&at, Kind::ServerChanged, at.values(value));
            return;
        }
        for old in matching.old.into_iter().map(|i| &before[i]) {
            self.removed(unit, Kind::ServerRemoved, old, value(old));
        }
        for new in matching.new.into_iter().map(|j| &after[j]) {
            self.added(unit, Kind::ServerAdded, new, value(new));
        }
    }

    /// Compares the components: which exist, and those that no operation has led to.
    pub fn components(&mut self) {
        let (old, new) = (Cursor::root(self.old), Cursor::root(self.new));
        for (before, after) in by_exact_name((old.get("components"), new.get("components"))) {
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
            self.section(part, by_exact_name((before, after)));
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
            self.removed(root.unit, removed, at, shown(at));
        }
        for at in moved.new.into_iter().map(|j| &fresh[j]) {
            self.added(root.unit, added, at, shown(at));
        }
        for (i, j) in moved.pairs {
            let mut at = Both {
                unit: root.unit,
                old: gone[i].clone(),
                new: fresh[j].clone(),
            };
            // The rename concerns the operations that lead to the pair, and not this root.
            at.unit = self.shared(part, at.clone());
            self.units[root.unit].inner.pop();
            self.finish();
            if is_schema {
                let values = at.values(|at| component_schema(&at.pointer).map(Value::from));
                self.changed(&at, Kind::SchemaRenamed, values);
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
                let at = self.root(Root::Document, &old, &new);
                self.changed(&at, Kind::KeywordChanged, (None, None));
            }
            return;
        }
        let (old, old_moved) = old.resolve(self.old);
        let (new, new_moved) = new.resolve(self.new);
        let is_alias = old_moved && new_moved && old.pointer == new.pointer;
        if !is_alias && !self.has_met(part, &old.pointer, &new.pointer) {
            let at = self.root(Root::Components, &old, &new);
            self.shared(part, at);
            self.finish();
        }
    }
}
