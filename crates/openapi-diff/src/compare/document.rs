//! The parts beside the operations: servers, tags, and the components that no operation reaches.

use std::collections::HashSet;

use serde_json::Value;

use super::cursor::{Cursor, component_schema};
use super::equal::{differences, is_prose, same_part};
use super::matching::Matching;
use super::summary::summary;
use super::type_names::type_name;
use super::walker::{Both, Part, Root, Values, Walker};
use crate::kind::Kind;
use openapi_document::METHODS;

const HANDLED: [&str; 9] = [
    "components",
    "info",
    "openapi",
    "paths",
    "security",
    "servers",
    "tags",
    "jsonSchemaDialect",
    "webhooks",
];

/// The least likeness, in thousandths, of a component and the one that is now in its place.
const ALIKE: usize = 500;

impl<'d> Walker<'d> {
    /// Compares the parts beside the operations.
    pub fn document(&mut self, at: &Both<'d>) {
        for pair in at.members("paths").pairs {
            let at = at.with(pair);
            let handled = [&["$ref", "parameters", "servers"][..], &METHODS].concat();
            self.rest(&at, &handled);
        }
        self.tags(at);
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

    /// Compares the components: which exist, and those that no operation has led to.
    pub fn components(&mut self, document: &Both<'d>) {
        let root = self.root(Root::Components, &document.old, &document.new);
        let at = root.map(|at| at.member("components"));
        for name in at.names() {
            let part = match name {
                "schemas" => Part::Schema(false),
                "parameters" => Part::Parameter,
                "headers" => Part::Header,
                "requestBodies" => Part::Body,
                "responses" => Part::Response(false),
                "securitySchemes" => continue,
                name if is_prose(name) => continue,
                // Links, callbacks and path items are compared as a whole.
                _ => Part::Own,
            };
            self.section(part, &at, at.members(name));
        }
    }

    fn section(&mut self, part: Part, root: &Both<'d>, mut matching: Matching<Cursor<'d>>) {
        let is_schema = part == Part::Schema(false);
        for (old, new) in std::mem::take(&mut matching.pairs) {
            self.unmet(part, old, new);
        }
        let mut moved = matching.shaped();
        moved.unique(|old, new| {
            // An operation led from one to the other.
            (self.has_met(part, &old.at.pointer, &new.at.pointer)
                && old.shape.likeness(&new.shape) >= ALIKE)
                || old.is_renamed(new, false)
        });
        // A component that is written inline on the other side has not changed.
        let inline = self.inline(part);
        moved.old.retain(|one| !inline.contains(&one.at.pointer));
        moved.new.retain(|one| !inline.contains(&one.at.pointer));
        let added = match is_schema {
            true => Kind::SchemaAdded,
            false => Kind::ComponentAdded,
        };
        self.left_over(root.unit, &moved, |one| {
            (&one.at, added, is_schema.then(|| summary(one.at.value)))
        });
        for (old, new) in moved.pairs {
            let mut at = root.with((old.at, new.at));
            // The rename concerns the operations that lead to the pair, and not this root.
            at.unit = self.shared(part, at.clone());
            self.units[root.unit].inner.pop();
            self.finish();
            let names = at.values(|at| component_schema(&at.pointer).map(Value::from));
            let is_renamed = |values: &Values| {
                let name = |value: &Option<Value>| value.as_ref()?.as_str().map(type_name);
                name(&values.0) != name(&values.1)
            };
            if is_schema && is_renamed(&names) {
                // It concerns those that join the schema with other parts, too.
                let unit = self.root(Root::Inner, &at.old, &at.new).unit;
                let key = (at.old.pointer.clone(), at.new.pointer.clone());
                let joins = self.joins.remove(&key).unwrap_or_default();
                for leading in joins.into_iter().chain([at.unit]) {
                    self.units[leading].inner.push(unit);
                }
                self.changed(&at.in_unit(unit), Kind::SchemaRenamed, names);
            }
        }
    }

    /// Returns the pointers of the parts that the other contract has as equal ones outside of its
    /// components.
    fn inline(&self, part: Part) -> HashSet<String> {
        let is_schema = |part| matches!(part, Part::Schema(_));
        let same = self.units.iter().filter(|unit| {
            let is_part = unit.part == part || is_schema(part) && is_schema(unit.part);
            is_part && unit.found.is_empty()
        });
        let pairs = same.flat_map(|unit| [(&unit.old, &unit.new), (&unit.new, &unit.old)]);
        let inline = pairs.filter(|(_, other)| !other.starts_with("/components/"));
        inline.map(|(this, _)| this.clone()).collect()
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
        let targets = old.target().zip(new.target());
        let is_alias = targets.is_some_and(|(old, new)| old.pointer == new.pointer);
        let (old, new) = (old.resolved(), new.resolved());
        // A response is compared as a success or as an error.
        let parts = match part {
            Part::Response(_) => vec![Part::Response(false), Part::Response(true)],
            part => vec![part],
        };
        let has_met = |part: &Part| self.has_met(*part, &old.pointer, &new.pointer);
        if !is_alias && !parts.iter().any(has_met) {
            let at = self.root(Root::Components, &old, &new);
            self.shared(part, at);
            self.finish();
        }
    }
}
