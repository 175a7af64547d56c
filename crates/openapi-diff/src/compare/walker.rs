//! The walk through two contracts in step: every pair of shared parts is compared once.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use serde_json::{Map, Value};

use super::cursor::Cursor;
use super::equal::{EXTENSIONS, differences, is_prose, same_part};
use super::matching::Matching;
use crate::change::Side;
use crate::date::Calendar;
use crate::kind::Kind;

/// The kind of part that a unit compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// An operation, or one side of it; it is not shared.
    Own,
    /// A schema; true if its `null` was compared at the place that leads to it.
    Schema(bool),
    /// A place with a schema, which may be a reference.
    Place,
    /// A parameter.
    Parameter,
    /// A header.
    Header,
    /// The body of a request.
    Body,
    /// A response; true if it is one of an error.
    Response(bool),
}

/// The origin of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Root {
    /// An operation, by its number, and one of its sides.
    Operation(usize, Option<Side>),
    /// A callback of an operation, by the operation's number, and the side of the operation that it
    /// belongs to. No code is generated from it.
    Callback(usize, Side),
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
    /// Returns another pair of the same unit.
    pub fn with(&self, (old, new): (Cursor<'d>, Cursor<'d>)) -> Self {
        let unit = self.unit;
        Self { unit, old, new }
    }

    /// Returns the member of each part that has it.
    pub fn get(&self, key: &str) -> Option2<'d> {
        (self.old.get(key), self.new.get(key))
    }

    /// Returns the names of the members that either part has.
    pub fn names(&self) -> Vec<&'d str> {
        let names = |at: &Cursor<'d>| -> Vec<&'d str> {
            let maps = at.each().filter_map(Cursor::map);
            maps.flat_map(Map::keys).map(String::as_str).collect()
        };
        let (old, new) = (names(&self.old), names(&self.new));
        let mut met = HashSet::new();
        let all = old.into_iter().chain(new);
        all.filter(|name| met.insert(*name)).collect()
    }

    /// Pairs the members under a key by name.
    pub fn members(&self, key: &str) -> Matching<Cursor<'d>> {
        self.map(|at| at.member(key)).own_members()
    }

    /// Pairs the members by name.
    pub fn own_members(&self) -> Matching<Cursor<'d>> {
        let members = |at: &Cursor<'d>| at.members().map(|(_, at)| at).collect();
        let mut matching = Matching::none(members(&self.old), members(&self.new));
        matching.keyed(|at| Some(at.name()));
        matching
    }

    /// Returns the same parts for another unit.
    pub fn in_unit(&self, unit: usize) -> Self {
        Self {
            unit,
            ..self.clone()
        }
    }

    /// Applies a function to both parts.
    pub fn map(&self, map: impl Fn(&Cursor<'d>) -> Cursor<'d>) -> Self {
        self.with((map(&self.old), map(&self.new)))
    }

    /// Returns the values that a function shows of both parts.
    pub fn values(&self, shown: impl Fn(&Cursor<'d>) -> Option<Value>) -> Values {
        (shown(&self.old), shown(&self.new))
    }
}

/// The walk, with its findings so far.
#[derive(Default)]
pub struct Walker<'d> {
    /// The units.
    pub units: Vec<Unit>,
    /// The number of pieces of prose that differ.
    pub prose: usize,
    /// The day of the comparison, for announced ends.
    pub calendar: Option<Calendar>,
    /// The properties of the error bodies of the old and of the new contract.
    pub errors: [HashSet<&'d str>; 2],
    /// The names that the components of the old and of the new contract take.
    pub rivals: [HashSet<String>; 2],
    /// True if those names differ.
    pub has_other_rivals: bool,
    /// The shared units that optional properties lead to, each with their number.
    pub optional: HashMap<usize, usize>,
    /// The units that join a component of both contracts with other parts.
    pub joins: HashMap<(String, String), Vec<usize>>,
    /// The number of `not` around the schemas that are compared.
    pub depth: u8,
    /// The number of units that the insides of `not` have taken.
    pub inside: usize,
    /// The pairs of places whose prose has been counted.
    counted: HashSet<(String, String)>,
    known: HashMap<(Part, String, String), usize>,
    open: VecDeque<Both<'d>>,
}

impl<'d> Walker<'d> {
    /// Creates a walk without findings.
    pub fn on(calendar: Option<Calendar>) -> Self {
        Self {
            calendar,
            ..Self::default()
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
        let key = (part, at.old.key(), at.new.key());
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
                Part::Schema(null_is_handled) => {
                    let (old, new) = self.in_step(&at);
                    self.keywords(&at, &old, &new, !null_is_handled);
                }
                Part::Place => self.schema(&at),
                Part::Parameter => self.parameter(&at),
                Part::Header => self.header(&at),
                Part::Body => self.body(&at),
                Part::Response(is_error) => self.response(&at, is_error),
                Part::Own => {}
            }
        }
    }

    /// Reports whether no difference can be in two parts, because they are written alike and refer
    /// to nothing.
    ///
    /// Most parts of two revisions are alike, and this is far faster than to look at each keyword.
    pub fn is_same(&self, at: &Both<'d>) -> bool {
        // The types in them may get other names.
        !self.has_other_rivals && is_same(at)
    }

    /// Reports a difference of two parts that both exist.
    pub fn changed(&mut self, at: &Both<'d>, kind: Kind, values: Values) {
        self.report(at.unit, kind, Some(&at.old), Some(&at.new), values);
    }

    /// Reports the parts that a matching has left over. `part` returns the place of an entry, the
    /// kind if it was added, and its value.
    pub fn left_over<T>(
        &mut self,
        unit: usize,
        matching: &Matching<T>,
        part: impl Fn(&T) -> (&Cursor<'d>, Kind, Option<Value>),
    ) {
        for (at, added, value) in matching.old.iter().map(&part) {
            self.report(unit, added.mirrored(), Some(at), None, (value, None));
            self.removed(unit, at);
        }
        for (at, added, value) in matching.new.iter().map(&part) {
            self.report(unit, added, None, Some(at), (None, value));
        }
    }

    /// Reports a part that only one contract has, or returns the part of both.
    pub fn both(
        &mut self,
        unit: usize,
        (old, new): Option2<'d>,
        added: Kind,
        shown: impl Fn(&Value) -> Option<Value>,
    ) -> Option<Both<'d>> {
        if let (Some(old), Some(new)) = (old.clone(), new.clone()) {
            return Some(Both { unit, old, new });
        }
        let matching = Matching::none(Vec::from_iter(old), Vec::from_iter(new));
        self.left_over(unit, &matching, |at| (at, added, shown(at.value)));
        None
    }

    /// Reports the members under a key that only one part has, and returns those of both. They are
    /// paired by name, then by what their names mean.
    pub fn members(
        &mut self,
        at: &Both<'d>,
        key: &str,
        meaning: impl Fn(&str) -> String,
        added: Kind,
        shown: impl Fn(&Cursor<'d>) -> Option<Value>,
    ) -> Vec<Both<'d>> {
        let mut matching = at.members(key);
        matching.keyed(|at| Some(meaning(&at.name())));
        self.left_over(at.unit, &matching, |at| (at, added, shown(at)));
        let pairs = matching.pairs.into_iter();
        pairs.map(|pair| at.with(pair)).collect()
    }

    pub(super) fn report(
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
        let [old, new] = [&at.old, &at.new].map(|at| at.map().unwrap_or(&empty));
        // A part that several schemas join is looked at for each.
        let places = (at.old.pointer.clone(), at.new.pointer.clone());
        if self.counted.insert(places) {
            self.prose += differences(old, new, is_prose);
        }
        let names = at.names().into_iter();
        let is_handled = |key: &str| handled.contains(&key) || EXTENSIONS.contains(&key);
        for key in names.filter(|key| !is_prose(key) && !is_handled(key)) {
            let (before, after) = at.get(key);
            let values = before.as_ref().zip(after.as_ref());
            if !values.is_some_and(|(before, after)| same_part(before.value, after.value)) {
                let kind = Kind::KeywordChanged;
                self.report(at.unit, kind, before.as_ref(), after.as_ref(), (None, None));
            }
        }
    }

    /// Reports the tags that only one of two parts has.
    pub fn tags(&mut self, at: &Both<'d>) {
        let tags = |at: &Cursor<'d>| -> BTreeSet<&'d str> {
            let names = at.list("tags").iter();
            let names = names.map(|tag| tag.get("name").unwrap_or(tag));
            names.filter_map(Value::as_str).collect()
        };
        let (old, new) = (tags(&at.old), tags(&at.new));
        let only = |at: &Cursor<'d>, one: &BTreeSet<&'d str>, two| -> Vec<_> {
            let only = one.difference(two);
            only.map(|tag| (at.member("tags"), *tag)).collect()
        };
        let tags = Matching::none(only(&at.old, &old, &new), only(&at.new, &new, &old));
        self.left_over(at.unit, &tags, |(at, tag)| {
            (at, Kind::TagAdded, Some(Value::from(*tag)))
        });
    }

    /// Reports that a part is deprecated now, or no longer is.
    pub fn deprecation(&mut self, at: &Both<'d>) {
        self.flag(at, "deprecated", Kind::Deprecated);
        self.sunset(at);
    }

    /// Reports a keyword that is either `true` or not, by its kind for on.
    pub fn flag(&mut self, at: &Both<'d>, key: &str, on: Kind) {
        self.switched(at, (at.old.flag(key), at.new.flag(key)), on);
    }

    /// Reports what was off and is on, or the other way round, by its kind for on.
    pub fn switched(&mut self, at: &Both<'d>, (was, is): (bool, bool), on: Kind) {
        if was != is {
            let kind = if is { on } else { on.mirrored() };
            self.changed(at, kind, (None, None));
        }
    }
}

/// The old and the new value of a change, where they can be shown.
pub type Values = (Option<Value>, Option<Value>);

/// A part of the old and of the new contract, where it exists.
pub type Option2<'d> = (Option<Cursor<'d>>, Option<Cursor<'d>>);

/// Reports whether two parts are written alike and refer to nothing.
fn is_same(at: &Both<'_>) -> bool {
    fn refers(value: &Value) -> bool {
        match value {
            Value::Object(map) => map.contains_key("$ref") || map.values().any(refers),
            Value::Array(list) => list.iter().any(refers),
            _ => false,
        }
    }
    // Equal objects may have their properties in another order, which required ones show.
    fn reordered(old: &Value, new: &Value) -> bool {
        match (old, new) {
            (Value::Object(old), Value::Object(new)) => {
                let is_ordered = old.get("required").and_then(Value::as_array);
                let is_ordered = is_ordered.is_some_and(|names| names.len() > 1);
                let keys = |map: &Map<String, Value>| -> Vec<String> {
                    let properties = map.get("properties").and_then(Value::as_object);
                    properties
                        .into_iter()
                        .flat_map(Map::keys)
                        .cloned()
                        .collect()
                };
                (is_ordered && keys(old) != keys(new))
                    || old.iter().any(|(key, value)| {
                        new.get(key).is_some_and(|other| reordered(value, other))
                    })
            }
            (Value::Array(old), Value::Array(new)) => {
                old.iter().zip(new).any(|(old, new)| reordered(old, new))
            }
            _ => false,
        }
    }
    let is_joint = at.old.is_joint() || at.new.is_joint();
    !is_joint
        && at.old.value == at.new.value
        && !refers(at.old.value)
        && !reordered(at.old.value, at.new.value)
}
