//! The walk through two contracts in step: every pair of shared parts is compared once.

use std::collections::{HashMap, VecDeque};

use serde_json::{Map, Value};

use super::cursor::{Cursor, component_schema};
use super::equal::{is_prose, prose_differences, same_part};
use super::resolve::{Resolved, in_step, resolve};
use crate::change::Side;
use crate::kind::Kind;

/// What kind of part a unit compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// An operation, or one side of it; it is not shared.
    Own,
    /// A schema.
    Schema,
    /// A schema, of which it has been told around it whether it may be `null`.
    NullHandledSchema,
    /// A parameter.
    Parameter,
    /// A header.
    Header,
    /// The body of a request.
    Body,
    /// An answer.
    Response,
}

/// From where the walk came to a unit that no other unit leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// From an operation, by its number, and from one of its sides.
    Operation(usize, Option<Side>),
    /// From the document as a whole: it concerns every client.
    Document,
    /// From the components, because no operation of both contracts leads there.
    Components,
    /// From other units.
    Inner,
}

/// A pair of parts that is compared once, however many places lead to it.
#[derive(Debug)]
pub struct Unit {
    /// What it compares.
    pub part: Part,
    /// The pointer of the old part.
    pub old: String,
    /// The pointer of the new part.
    pub new: String,
    /// From where the walk came.
    pub root: Root,
    /// What was found, without what stands in other units.
    pub found: Vec<Found>,
    /// The units that stand inside of this one.
    pub inner: Vec<usize>,
}

/// One difference, before anything is known of its reach.
#[derive(Clone, Debug)]
pub struct Found {
    /// What happened.
    pub kind: Kind,
    /// Where it stood.
    pub old: Option<String>,
    /// Where it stands.
    pub new: Option<String>,
    /// What stood there, in short.
    pub old_value: Option<Value>,
    /// What stands there, in short.
    pub new_value: Option<Value>,
}

/// The walk, with what it has found so far.
pub struct Walker<'d> {
    /// The old contract.
    pub old: &'d Value,
    /// The new contract.
    pub new: &'d Value,
    /// The units.
    pub units: Vec<Unit>,
    /// How many pieces of prose differ.
    pub prose: usize,
    known: HashMap<(Part, String, String), usize>,
    open: VecDeque<(usize, Cursor<'d>, Cursor<'d>)>,
}

impl<'d> Walker<'d> {
    /// A walk that has not begun.
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
    pub fn root(&mut self, root: Root, old: &Cursor<'_>, new: &Cursor<'_>) -> usize {
        self.unit(Part::Own, root, old, new)
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

    /// Compares two parts that other places may share, now or later, and returns their unit.
    pub fn shared(&mut self, unit: usize, part: Part, old: Cursor<'d>, new: Cursor<'d>) -> usize {
        let key = (part, old.pointer.clone(), new.pointer.clone());
        let inner = match self.known.get(&key) {
            Some(inner) => *inner,
            None => {
                let inner = self.unit(part, Root::Inner, &old, &new);
                self.known.insert(key, inner);
                self.open.push_back((inner, old, new));
                inner
            }
        };
        self.units[unit].inner.push(inner);
        inner
    }

    /// Compares two schemas that other places may share.
    pub fn shared_schema(&mut self, unit: usize, old: Resolved<'d>, new: Resolved<'d>) {
        let part = if old.nullable || new.nullable {
            Part::NullHandledSchema
        } else {
            Part::Schema
        };
        self.shared(unit, part, old.at, new.at);
    }

    /// Whether a pair of parts has been met.
    pub fn has_met(&self, part: Part, old: &str, new: &str) -> bool {
        self.known
            .contains_key(&(part, old.to_owned(), new.to_owned()))
    }

    /// Goes on until nothing is open.
    pub fn finish(&mut self) {
        while let Some((unit, old, new)) = self.open.pop_front() {
            if self.is_same(unit, &old, &new) {
                continue;
            }
            match self.units[unit].part {
                part @ (Part::Schema | Part::NullHandledSchema) => {
                    let places = (old.clone(), new.clone());
                    let (old, new) = in_step(old, new, self.old, self.new);
                    self.annotations(unit, (&old, &new), &places);
                    self.keywords(unit, &old, &new, part == Part::Schema);
                }
                Part::Parameter => self.parameter(unit, &old, &new),
                Part::Header => self.header(unit, &old, &new),
                Part::Body => self.body(unit, &old, &new),
                Part::Response => self.response(unit, &old, &new),
                Part::Own => {}
            }
        }
    }

    /// Reports whether two parts are written alike; then only their references are left to compare.
    ///
    /// Most parts of two revisions are alike, and this is far faster than to look at each keyword.
    pub(super) fn is_same(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) -> bool {
        let mut targets = Vec::new();
        let alike = is_alike(old.value, new.value)
            && !old.has("headers")
            && schema_references(old.value, &mut targets);
        if alike {
            for target in targets {
                let at = |document: &'d Value| Cursor {
                    value: document.pointer(target).unwrap_or(&Value::Null),
                    pointer: target.to_owned(),
                };
                let (old, new) = (at(self.old), at(self.new));
                if old.value.is_null() || new.value.is_null() {
                    return false;
                }
                let (old, new) = (resolve(old, self.old), resolve(new, self.new));
                if old.nullable != new.nullable {
                    return false;
                }
                self.shared_schema(unit, old, new);
            }
        }
        alike
    }

    /// Reports a difference of two parts that both exist.
    pub fn changed(
        &mut self,
        unit: usize,
        kind: Kind,
        (old, new): (&Cursor<'d>, &Cursor<'d>),
        values: Values,
    ) {
        self.report(unit, kind, Some(old), Some(new), values);
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
    ) -> Option<(Cursor<'d>, Cursor<'d>)> {
        match (old, new) {
            (Some(old), Some(new)) => return Some((old, new)),
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
    pub fn rest(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>, handled: &[&str]) {
        let empty = Map::new();
        let (old_map, new_map) = (old.map().unwrap_or(&empty), new.map().unwrap_or(&empty));
        self.prose += prose_differences(old_map, new_map);
        let keys = old_map
            .keys()
            .chain(new_map.keys().filter(|key| !old_map.contains_key(*key)));
        for key in keys {
            if is_prose(key) || handled.contains(&key.as_str()) {
                continue;
            }
            let (before, after) = (old.get(key), new.get(key));
            let same = match (&before, &after) {
                (Some(before), Some(after)) => same_part(before.value, after.value),
                _ => false,
            };
            if !same {
                let kind = Kind::KeywordChanged;
                self.report(unit, kind, before.as_ref(), after.as_ref(), (None, None));
            }
        }
    }

    /// Reports the texts under a key that only one of two lists has.
    pub fn listed(
        &mut self,
        unit: usize,
        (old, new): (&Cursor<'d>, &Cursor<'d>),
        (before, after): (&[&str], &[&str]),
        [added, removed]: [Kind; 2],
    ) {
        for text in before.iter().filter(|text| !after.contains(text)) {
            self.removed(unit, removed, old, Some(Value::from(*text)));
        }
        for text in after.iter().filter(|text| !before.contains(text)) {
            self.added(unit, added, new, Some(Value::from(*text)));
        }
    }

    /// Reports that a part is deprecated now, or no longer is.
    pub fn deprecation(&mut self, unit: usize, old: &Cursor<'d>, new: &Cursor<'d>) {
        let kinds = [Kind::Deprecated, Kind::Undeprecated];
        self.flag(unit, old, new, "deprecated", kinds);
    }

    /// Reports a keyword that is either `true` or not, by its kinds for on and off.
    pub fn flag(
        &mut self,
        unit: usize,
        old: &Cursor<'d>,
        new: &Cursor<'d>,
        key: &str,
        kinds: [Kind; 2],
    ) {
        self.switched(unit, (old.flag(key), new.flag(key)), kinds, (old, new));
    }

    /// Reports what was off and is on, or the other way round, by its kinds for on and off.
    pub fn switched(
        &mut self,
        unit: usize,
        states: (bool, bool),
        [on, off]: [Kind; 2],
        places: (&Cursor<'d>, &Cursor<'d>),
    ) {
        match states {
            (false, true) => self.changed(unit, on, places, (None, None)),
            (true, false) => self.changed(unit, off, places, (None, None)),
            _ => {}
        }
    }
}

/// The old and the new value of a change, where they can be shown.
pub type Values = (Option<Value>, Option<Value>);

/// A part of the old and of the new contract, where it exists.
pub type Option2<'d> = (Option<Cursor<'d>>, Option<Cursor<'d>>);

/// Whether two values are the same in the same order, which is cheap to see.
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

/// Adds the pointers that a value refers to; not all may be those of component schemas.
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
