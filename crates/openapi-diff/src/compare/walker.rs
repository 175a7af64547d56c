//! The walk through two contracts in step: every pair of shared parts is compared once.

use std::collections::{HashMap, VecDeque};

use serde_json::{Map, Value};

use super::cursor::{Cursor, component_schema};
use super::equal::{is_prose, prose_differences, same_part};
use super::resolve::{Resolved, resolve};
use crate::change::Side;
use crate::kind::Kind;

/// The kind of part that a unit compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// An operation, or one side of it; it is not shared.
    Own,
    /// A schema.
    Schema,
    /// A schema whose `null` was compared at the place that leads to it.
    NullHandledSchema,
    /// A parameter.
    Parameter,
    /// A header.
    Header,
    /// The body of a request.
    Body,
    /// A response.
    Response,
}

/// The origin of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// An operation, by its number, and one of its sides.
    Operation(usize, Option<Side>),
    /// The document as a whole: it concerns every client.
    Document,
    /// The components, because no operation of both contracts leads there.
    Components,
    /// Other units.
    Inner,
}

/// A pair of parts that is compared once, however many places lead to it.
#[derive(Debug)]
pub struct Unit {
    /// The kind of part.
    pub part: Part,
    /// The pointer of the old part.
    pub old: String,
    /// The pointer of the new part.
    pub new: String,
    /// The origin.
    pub root: Root,
    /// The differences, without those of inner units.
    pub found: Vec<Found>,
    /// The units that this one leads to.
    pub inner: Vec<usize>,
}

/// One difference, before its reach is known.
#[derive(Clone, Debug)]
pub struct Found {
    /// The kind of change.
    pub kind: Kind,
    /// The old pointer.
    pub old: Option<String>,
    /// The new pointer.
    pub new: Option<String>,
    /// The old value, in short.
    pub old_value: Option<Value>,
    /// The new value, in short.
    pub new_value: Option<Value>,
}

/// A part of both contracts, and the unit that its differences belong to.
#[derive(Clone, Debug)]
pub struct Both<'d> {
    /// The unit.
    pub unit: usize,
    /// The part of the old contract.
    pub old: Cursor<'d>,
    /// The part of the new contract.
    pub new: Cursor<'d>,
}

impl<'d> Both<'d> {
    /// Returns the member of each part that has it.
    pub fn get(&self, key: &str) -> Option2<'d> {
        (self.old.get(key), self.new.get(key))
    }

    /// Applies a function to both parts.
    pub fn map(&self, map: impl Fn(&Cursor<'d>) -> Cursor<'d>) -> Self {
        Self {
            unit: self.unit,
            old: map(&self.old),
            new: map(&self.new),
        }
    }

    /// Returns the values that a function shows of both parts.
    pub fn values(&self, shown: impl Fn(&Cursor<'d>) -> Option<Value>) -> Values {
        (shown(&self.old), shown(&self.new))
    }
}

/// The walk, with its findings so far.
pub struct Walker<'d> {
    /// The old contract.
    pub old: &'d Value,
    /// The new contract.
    pub new: &'d Value,
    /// The units.
    pub units: Vec<Unit>,
    /// The number of pieces of prose that differ.
    pub prose: usize,
    known: HashMap<(Part, String, String), usize>,
    open: VecDeque<Both<'d>>,
}

impl<'d> Walker<'d> {
    /// Creates a walk that has not begun.
    pub fn new(old: &'d Value, new: &'d Value) -> Self {
        Self {
            old,
            new,
            units: Vec::new(),
            prose: 0,
            known: HashMap::new(),
            open: VecDeque::new(),
        }
    }

    /// Creates a unit of its own, which nothing else leads to.
    pub fn root(&mut self, root: Root, old: &Cursor<'d>, new: &Cursor<'d>) -> Both<'d> {
        Both {
            unit: self.unit(Part::Own, root, old, new),
            old: old.clone(),
            new: new.clone(),
        }
    }

    fn unit(&mut self, part: Part, root: Root, old: &Cursor<'_>, new: &Cursor<'_>) -> usize {
        self.units.push(Unit {
            part,
            old: old.pointer.clone(),
            new: new.pointer.clone(),
            root,
            found: Vec::new(),
            inner: Vec::new(),
        });
        self.units.len() - 1
    }

    /// Compares two parts that other units may share, now or later, and returns their unit.
    pub fn shared(&mut self, part: Part, at: Both<'d>) -> usize {
        let key = (part, at.old.pointer.clone(), at.new.pointer.clone());
        let inner = match self.known.get(&key) {
            Some(inner) => *inner,
            None => {
                let unit = self.unit(part, Root::Inner, &at.old, &at.new);
                self.known.insert(key, unit);
                self.open.push_back(Both { unit, ..at });
                unit
            }
        };
        self.units[at.unit].inner.push(inner);
        inner
    }

    /// Compares two parts, behind their references, that other units may share.
    pub fn shared_resolved(&mut self, part: Part, at: Both<'d>) {
        let at = Both {
            unit: at.unit,
            old: at.old.resolved(self.old),
            new: at.new.resolved(self.new),
        };
        self.shared(part, at);
    }

    /// Compares two schemas that other units may share.
    pub fn shared_schema(&mut self, unit: usize, old: Resolved<'d>, new: Resolved<'d>) {
        let part = if old.nullable || new.nullable {
            Part::NullHandledSchema
        } else {
            Part::Schema
        };
        let (old, new) = (old.at, new.at);
        self.shared(part, Both { unit, old, new });
    }

    /// Reports whether a pair of parts has been met.
    pub fn has_met(&self, part: Part, old: &str, new: &str) -> bool {
        self.known
            .contains_key(&(part, old.to_owned(), new.to_owned()))
    }

    /// Continues until nothing is open.
    pub fn finish(&mut self) {
        while let Some(at) = self.open.pop_front() {
            if self.is_same(&at) {
                continue;
            }
            match self.units[at.unit].part {
                part @ (Part::Schema | Part::NullHandledSchema) => {
                    let (old, new) = self.in_step(&at);
                    self.keywords(at.unit, &old, &new, part == Part::Schema);
                }
                Part::Parameter => self.parameter(&at),
                Part::Header => self.header(&at),
                Part::Body => self.body(&at),
                Part::Response => self.response(&at),
                Part::Own => {}
            }
        }
    }

    /// Reports whether two parts are written alike; then only their references are left to compare.
    ///
    /// Most parts of two revisions are alike, and this is far faster than to look at each keyword.
    pub(super) fn is_same(&mut self, at: &Both<'d>) -> bool {
        let mut targets = Vec::new();
        let alike = is_alike(at.old.value, at.new.value)
            && !at.old.has("headers")
            && schema_references(at.old.value, &mut targets);
        if alike {
            for target in targets {
                let [old, new] = [self.old, self.new].map(|document: &'d Value| Cursor {
                    value: document.pointer(target).unwrap_or(&Value::Null),
                    pointer: target.to_owned(),
                });
                if old.value.is_null() || new.value.is_null() {
                    return false;
                }
                let (old, new) = (resolve(old, self.old), resolve(new, self.new));
                if old.nullable != new.nullable {
                    return false;
                }
                self.shared_schema(at.unit, old, new);
            }
        }
        alike
    }

    /// Reports a difference of two parts that both exist.
    pub fn changed(&mut self, at: &Both<'d>, kind: Kind, values: Values) {
        self.report(at.unit, kind, Some(&at.old), Some(&at.new), values);
    }

    /// Reports a part that was removed.
    pub fn removed(&mut self, unit: usize, kind: Kind, old: &Cursor<'d>, value: Option<Value>) {
        self.report(unit, kind, Some(old), None, (value, None));
    }

    /// Reports a part that was added.
    pub fn added(&mut self, unit: usize, kind: Kind, new: &Cursor<'d>, value: Option<Value>) {
        self.report(unit, kind, None, Some(new), (None, value));
    }

    /// Reports a part that only one contract has, or returns the part of both.
    pub fn both(
        &mut self,
        unit: usize,
        (old, new): Option2<'d>,
        [added, removed]: [Kind; 2],
        shown: impl Fn(&Value) -> Option<Value>,
    ) -> Option<Both<'d>> {
        match (old, new) {
            (Some(old), Some(new)) => return Some(Both { unit, old, new }),
            (Some(old), None) => self.removed(unit, removed, &old, shown(old.value)),
            (None, Some(new)) => self.added(unit, added, &new, shown(new.value)),
            (None, None) => {}
        }
        None
    }

    fn report(
        &mut self,
        unit: usize,
        kind: Kind,
        old: Option<&Cursor<'d>>,
        new: Option<&Cursor<'d>>,
        (old_value, new_value): Values,
    ) {
        self.units[unit].found.push(Found {
            kind,
            old: old.map(|at| at.pointer.clone()),
            new: new.map(|at| at.pointer.clone()),
            old_value,
            new_value,
        });
    }

    /// Counts the prose of two parts and reports every keyword that nothing else looks at.
    pub fn rest(&mut self, at: &Both<'d>, handled: &[&str]) {
        let empty = Map::new();
        let [old_map, new_map] = [&at.old, &at.new].map(|at| at.map().unwrap_or(&empty));
        self.prose += prose_differences(old_map, new_map);
        let keys = old_map
            .keys()
            .chain(new_map.keys().filter(|key| !old_map.contains_key(*key)));
        for key in keys {
            if is_prose(key) || handled.contains(&key.as_str()) {
                continue;
            }
            let (before, after) = at.get(key);
            let same = match (&before, &after) {
                (Some(before), Some(after)) => same_part(before.value, after.value),
                _ => false,
            };
            if !same {
                let kind = Kind::KeywordChanged;
                self.report(at.unit, kind, before.as_ref(), after.as_ref(), (None, None));
            }
        }
    }

    /// Reports the tags that only one of two parts has.
    pub fn tags(&mut self, at: &Both<'d>, old: &[&str], new: &[&str]) {
        let place = at.map(|at| at.member("tags"));
        for tag in old.iter().filter(|tag| !new.contains(tag)) {
            self.removed(
                at.unit,
                Kind::TagRemoved,
                &place.old,
                Some(Value::from(*tag)),
            );
        }
        for tag in new.iter().filter(|tag| !old.contains(tag)) {
            self.added(at.unit, Kind::TagAdded, &place.new, Some(Value::from(*tag)));
        }
    }

    /// Reports that a part is deprecated now, or no longer is.
    pub fn deprecation(&mut self, at: &Both<'d>) {
        let kinds = [Kind::Deprecated, Kind::Undeprecated];
        self.flag(at, "deprecated", kinds);
    }

    /// Reports a keyword that is either `true` or not, by its kinds for on and off.
    pub fn flag(&mut self, at: &Both<'d>, key: &str, kinds: [Kind; 2]) {
        self.switched(at, (at.old.flag(key), at.new.flag(key)), kinds);
    }

    /// Reports what was off and is on, or the other way round, by its kinds for on and off.
    pub fn switched(&mut self, at: &Both<'d>, states: (bool, bool), [on, off]: [Kind; 2]) {
        match states {
            (false, true) => self.changed(at, on, (None, None)),
            (true, false) => self.changed(at, off, (None, None)),
            _ => {}
        }
    }
}

/// The old and the new value of a change, where they can be shown.
pub type Values = (Option<Value>, Option<Value>);

/// A part of the old and of the new contract, where it exists.
pub type Option2<'d> = (Option<Cursor<'d>>, Option<Cursor<'d>>);

/// Reports whether two values are the same in the same order, which is cheap to find out.
fn is_alike(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            old.len() == new.len()
                && old
                    .iter()
                    .zip(new)
                    .all(|(old, new)| old.0 == new.0 && is_alike(old.1, new.1))
        }
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_alike(old, new))
        }
        (old, new) => old == new,
    }
}

/// Collects the pointers that a value refers to. Returns false if one is not a component schema.
fn schema_references<'v>(value: &'v Value, targets: &mut Vec<&'v str>) -> bool {
    match value {
        Value::Object(map) => match map.get("$ref") {
            Some(Value::String(target)) => {
                let pointer = target
                    .strip_prefix('#')
                    .filter(|pointer| component_schema(pointer).is_some());
                targets.extend(pointer);
                pointer.is_some()
            }
            Some(_) => false,
            None => map.values().all(|value| schema_references(value, targets)),
        },
        Value::Array(list) => list.iter().all(|value| schema_references(value, targets)),
        _ => true,
    }
}
