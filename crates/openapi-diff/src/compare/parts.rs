//! Pairs the parts of two schemas that were joined of several.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::cursor::{Cursor, component_schema};
use super::equal::{canonical, same_part};
use super::matching::Matching;
use super::walker::{Both, Walker};
use crate::kind::Kind;

/// The parts of two schemas, in pairs as far as they have partners.
pub type Parts<'d> = Matching<Cursor<'d>>;

impl<'d> Both<'d> {
    /// Pairs the parts: first those of one name, then equal ones, then the others in their order.
    pub fn parts(&self) -> Parts<'d> {
        let each = |at: &Cursor<'d>| at.each().map(Cursor::alone).collect();
        let mut parts = Matching::none(each(&self.old), each(&self.new));
        parts.keyed(|at: &Cursor<'d>| component_schema(&at.pointer).map(str::to_owned));
        parts.keyed(|at| Some(canonical(at.value)));
        parts.first(|old, new| same_part(old.value, new.value));
        if parts.old.len() == parts.new.len() {
            parts.first(|_, _| true);
        }
        parts
    }
}

impl<'d> Walker<'d> {
    /// Reports that two schemas have the same properties, but in other parts.
    pub(super) fn moved_parts(
        &mut self,
        at: &Both<'d>,
        parts: &Parts<'d>,
        properties: &[(Cursor<'d>, Cursor<'d>)],
    ) {
        let name = |at: &Cursor<'d>| component_schema(&at.pointer).map(str::to_owned);
        let is_component = |at: &Cursor<'d>| name(at).is_some();
        let own = |at: &Cursor<'d>, own: &Cursor<'d>| at.pointer == own.pointer;
        let mut is_other = [(&parts.old, &at.old), (&parts.new, &at.new)]
            .into_iter()
            .any(|(left, whole)| left.iter().any(|at| is_component(at) && !own(at, whole)));
        let is_named = |walker: &Self, kinds: &[Kind]| {
            let mut found = walker.units[at.unit].found.iter();
            found
                .any(|one| kinds.contains(&one.kind) && one.old.as_deref() == Some(&at.old.pointer))
        };
        // The type of the one part that has one is the type of the place.
        let has_type = is_named(self, &[Kind::TypeRenamed]);
        let mut partners = HashMap::new();
        for (old, new) in &parts.pairs {
            partners.insert(old.pointer.clone(), new.pointer.clone());
            if own(old, &at.old) || own(new, &at.new) {
                continue;
            }
            is_other |= is_component(old) != is_component(new);
            if let (Some(before), Some(after)) = (name(old), name(new))
                && before != after
                && !has_type
            {
                let values = (Some(Value::from(before)), Some(Value::from(after)));
                self.changed(at, Kind::PartRenamed, values);
            }
        }
        is_other |= properties.iter().any(|(old, new)| {
            let moved = old.of_part != new.of_part;
            moved
                || old.of_part && partners.get(holder(old)).map(String::as_str) != Some(holder(new))
        });
        // A type that is generated of one part only has the name of another place then.
        if is_other && !is_named(self, &[Kind::TypeRenamed, Kind::PartRenamed]) {
            let shown = |at: &Cursor<'d>| {
                let names = at.each().filter(|part| !own(part, at)).filter_map(name);
                Some(json!(names.collect::<Vec<_>>()))
            };
            self.changed(at, Kind::PartsChanged, at.values(shown));
        }
    }
}

/// Returns the pointer of the schema that declares a property.
fn holder<'c>(property: &'c Cursor<'_>) -> &'c str {
    let (properties, _) = property.pointer.rsplit_once('/').unwrap_or_default();
    properties.strip_suffix("/properties").unwrap_or_default()
}
