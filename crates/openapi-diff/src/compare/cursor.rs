//! A value with its JSON pointer.
//!
//! A schema with an `allOf` is looked at together with its parts, at any depth and behind their
//! references, because a value has to fit all of them: in which part a keyword is written makes no
//! difference. [`Cursor::joined`] gathers the parts, and the accessors look into them.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use serde_json::{Map, Value};

use super::equal::is_prose;
use openapi_document::{join, segments, target};

/// The value of a cursor at a member that is missing.
static MISSING: Value = Value::Null;

/// A value with its JSON pointer.
#[derive(Clone, Debug)]
pub struct Cursor<'d> {
    /// The document.
    pub document: &'d Value,
    /// The value.
    pub value: &'d Value,
    /// Its JSON pointer, behind all references.
    pub pointer: String,
    /// Further schemas that the same value has to fit.
    parts: Option<Rc<[Self]>>,
    /// True for a property that a referenced part of a schema declares, and not the schema itself.
    pub of_part: bool,
}

impl<'d> Cursor<'d> {
    /// Returns the root of a document.
    pub fn root(document: &'d Value) -> Self {
        Self {
            document,
            value: document,
            pointer: String::new(),
            parts: None,
            of_part: false,
        }
    }

    /// Returns another value of the document.
    fn at(&self, pointer: String, value: &'d Value) -> Self {
        let document = self.document;
        Self {
            document,
            value,
            pointer,
            parts: None,
            of_part: false,
        }
    }

    /// Returns the members, if it is an object.
    pub fn map(&self) -> Option<&'d Map<String, Value>> {
        self.value.as_object()
    }

    /// Iterates over the value itself and the parts that were joined with it.
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.parts.iter().flat_map(|parts| parts.iter()))
    }

    /// Returns the value without the parts that were joined with it.
    pub fn alone(&self) -> Self {
        let (document, value) = (self.document, self.value);
        Self {
            document,
            value,
            pointer: self.pointer.clone(),
            parts: None,
            of_part: self.of_part,
        }
    }

    /// Reports whether parts were joined with the value.
    pub fn is_joint(&self) -> bool {
        self.parts.is_some()
    }

    /// Returns the value, or the first part of it, that states a keyword.
    pub fn stating(&self, key: &str) -> &Self {
        let mut each = self.each();
        each.find(|at| at.value.get(key).is_some()).unwrap_or(self)
    }

    /// Returns the value of a member.
    pub fn look(&self, key: &str) -> Option<&'d Value> {
        self.stating(key).value.get(key)
    }

    /// Returns a member.
    pub fn get(&self, key: &str) -> Option<Self> {
        self.has(key).then(|| self.member(key))
    }

    /// Returns a member, with `null` as its value if it is missing.
    pub fn member(&self, key: &str) -> Self {
        let at = self.stating(key);
        let value = at.value.get(key).unwrap_or(&MISSING);
        self.at(join(&at.pointer, key), value)
    }

    /// Reports whether the value is a schema that excludes anything.
    pub fn says_something(&self) -> bool {
        let words = self.map().into_iter().flat_map(Map::keys);
        *self.value == Value::Bool(false) || words.into_iter().any(|key| !is_prose(key))
    }

    /// Reports whether a member exists.
    pub fn has(&self, key: &str) -> bool {
        self.look(key).is_some()
    }

    /// Returns the properties of a schema and its parts; one that several declare has to fit all.
    pub fn properties(&self) -> Vec<Self> {
        let own = |at: &Self| at.value.get("properties").is_some();
        let mut holders = self.each().filter(|at| own(at));
        let Some(first) = holders.next() else {
            return Vec::new();
        };
        let inside = format!("{}/", self.pointer);
        let declared = |holder: &Self| -> Vec<Self> {
            let is_own = holder.pointer == self.pointer || holder.pointer.starts_with(&inside);
            let properties = holder.own("properties");
            let of_part = !is_own;
            let all = properties.members().map(|(_, at)| Self { of_part, ..at });
            all.collect()
        };
        let mut found = declared(first);
        let mut known: HashMap<String, usize> = HashMap::new();
        for (number, other) in holders.enumerate() {
            if number == 0 {
                known.extend(
                    found
                        .iter()
                        .enumerate()
                        .map(|(index, at)| (at.name(), index)),
                );
            }
            for at in declared(other) {
                let name = at.name();
                match known.get(&name) {
                    Some(index) if at.value == found[*index].value => {}
                    Some(index) => {
                        found[*index].of_part &= at.of_part;
                        let parts = found[*index].parts.iter().flat_map(|parts| parts.iter());
                        let parts: Vec<Self> = parts.cloned().chain([at]).collect();
                        found[*index].parts = Some(parts.into());
                    }
                    None => {
                        known.insert(name, found.len());
                        found.push(at);
                    }
                }
            }
        }
        found
    }

    /// Returns a member of the value itself, without its parts.
    pub fn own_get(&self, key: &str) -> Option<Self> {
        self.value.get(key).map(|_| self.own(key))
    }

    /// Returns a member of the value itself.
    fn own(&self, key: &str) -> Self {
        let value = self.value.get(key).unwrap_or(&MISSING);
        self.at(join(&self.pointer, key), value)
    }

    /// Joins the parts of an `allOf` with the schema that has it, without those that say nothing.
    pub fn joined(&self) -> Self {
        if self.parts.is_none() && self.value.get("allOf").is_none() {
            return self.clone();
        }
        let mut parts = Vec::new();
        let mut met = HashSet::new();
        for part in self.each() {
            part.gather(&mut parts, &mut met);
        }
        let mut parts = parts.into_iter();
        let first = parts.next().unwrap_or_else(|| self.clone());
        let parts: Rc<[Self]> = parts.collect();
        Self {
            // Of a property that several parts declare, the first declaration is the place.
            parts: Some(parts),
            ..first
        }
    }

    fn gather(&self, parts: &mut Vec<Self>, met: &mut HashSet<*const Value>) {
        let at = self.alone().resolved();
        if !met.insert(std::ptr::from_ref(at.value)) {
            return;
        }
        let inner = at.own("allOf");
        let inner = inner
            .value
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let place = join(&at.pointer, "allOf");
        if parts.is_empty() || at.says_something() {
            parts.push(at.clone());
        }
        for (index, value) in inner.iter().enumerate() {
            let part = at.at(format!("{place}/{index}"), value);
            part.gather(parts, met);
        }
    }

    /// Returns the pointers that identify the value together with its parts.
    pub fn key(&self) -> String {
        let mut pointers = self.each().map(|at| at.pointer.as_str());
        match &self.parts {
            None => self.pointer.clone(),
            Some(_) => pointers.by_ref().collect::<Vec<_>>().join(" "),
        }
    }

    /// Iterates over the members of an object with their names.
    pub fn members(&self) -> impl Iterator<Item = (&'d str, Self)> + '_ {
        let members = self.map().into_iter().flatten();
        members.map(|(name, value)| (name.as_str(), self.at(join(&self.pointer, name), value)))
    }

    /// Returns the entries of the value, if it is a list.
    pub fn items(&self) -> Vec<Self> {
        let list = self.value.as_array().into_iter().flatten().enumerate();
        list.map(|(index, value)| self.at(format!("{}/{index}", self.pointer), value))
            .collect()
    }

    /// Returns the entries of the list under a key.
    pub fn entries(&self, key: &str) -> Vec<Self> {
        let list = self.list(key).iter().enumerate();
        let pointer = join(&self.stating(key).pointer, key);
        list.map(|(index, value)| self.at(format!("{pointer}/{index}"), value))
            .collect()
    }

    /// Returns the list under a key, empty if there is none.
    pub fn list(&self, key: &str) -> &'d [Value] {
        let list = self.look(key).and_then(Value::as_array);
        list.map_or(&[], Vec::as_slice)
    }

    /// Iterates over the texts of the list under a key.
    pub fn texts(&self, key: &str) -> impl Iterator<Item = &'d str> + use<'d> {
        self.list(key).iter().filter_map(Value::as_str)
    }

    /// Returns the text of a member.
    pub fn text(&self, key: &str) -> Option<&'d str> {
        self.look(key)?.as_str()
    }

    /// Reports whether a member is `true`.
    pub fn flag(&self, key: &str) -> bool {
        self.look(key) == Some(&Value::Bool(true))
    }

    /// Returns the last segment of the pointer, without its escapes.
    pub fn name(&self) -> String {
        let last = self.pointer.rfind('/').unwrap_or_default();
        segments(&self.pointer[last..]).pop().unwrap_or_default()
    }

    /// Follows references. One that leads nowhere or in a circle stays as it is.
    pub fn resolved(&self) -> Self {
        self.target().unwrap_or_else(|| self.clone())
    }

    /// Returns the place behind the references, if there are any and they lead somewhere.
    pub fn target(&self) -> Option<Self> {
        let (pointer, value) = target(self.document, self.value)?;
        // A value that has to fit more than the reference is not the target alone.
        (!self.is_joint()).then(|| self.at(pointer.to_owned(), value))
    }
}

/// Reports whether `readOnly` and `writeOnly` mean anything at a place: at a property and in what it
/// refers to, and not at a body, a parameter or an entry of a list. A component may have any name.
pub fn is_markable(mut pointer: &str) -> bool {
    while let Some((outer, number)) = pointer.rsplit_once("/allOf/")
        && !number.contains('/')
    {
        pointer = outer;
    }
    let mut words = pointer.rsplit('/');
    let (last, holder) = (words.next(), words.next());
    holder == Some("properties")
        || component_schema(pointer).is_some()
        || !matches!(
            last,
            Some("schema" | "items" | "additionalProperties" | "not")
        )
}

/// Returns the name of the component schema that a pointer leads to, but not into.
pub fn component_schema(pointer: &str) -> Option<&str> {
    pointer
        .strip_prefix("/components/schemas/")
        .filter(|name| !name.contains('/'))
}
