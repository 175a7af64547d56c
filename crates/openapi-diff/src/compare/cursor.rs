//! A value with its JSON pointer.

use serde_json::{Map, Value};

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
}

impl<'d> Cursor<'d> {
    /// Returns the root of a document.
    pub fn root(document: &'d Value) -> Self {
        Self {
            document,
            value: document,
            pointer: String::new(),
        }
    }

    /// Returns another value of the document.
    fn at(&self, pointer: String, value: &'d Value) -> Self {
        let document = self.document;
        Self {
            document,
            value,
            pointer,
        }
    }

    /// Returns the members, if it is an object.
    pub fn map(&self) -> Option<&'d Map<String, Value>> {
        self.value.as_object()
    }

    /// Returns a member.
    pub fn get(&self, key: &str) -> Option<Self> {
        self.has(key).then(|| self.member(key))
    }

    /// Returns a member, with `null` as its value if it is missing.
    pub fn member(&self, key: &str) -> Self {
        let value = self.value.get(key).unwrap_or(&MISSING);
        self.at(join(&self.pointer, key), value)
    }

    /// Reports whether a member exists.
    pub fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }

    /// Iterates over the members of an object with their names.
    pub fn members(&self) -> impl Iterator<Item = (&'d str, Self)> + '_ {
        let members = self.map().into_iter().flatten();
        members.map(|(name, value)| (name.as_str(), self.at(join(&self.pointer, name), value)))
    }

    /// Returns the entries of the list under a key.
    pub fn entries(&self, key: &str) -> Vec<Self> {
        let list = self.list(key).iter().enumerate();
        let pointer = join(&self.pointer, key);
        list.map(|(index, value)| self.at(format!("{pointer}/{index}"), value))
            .collect()
    }

    /// Returns the list under a key, empty if there is none.
    pub fn list(&self, key: &str) -> &'d [Value] {
        let list = self.value.get(key).and_then(Value::as_array);
        list.map_or(&[], Vec::as_slice)
    }

    /// Iterates over the texts of the list under a key.
    pub fn texts(&self, key: &str) -> impl Iterator<Item = &'d str> + use<'d> {
        self.list(key).iter().filter_map(Value::as_str)
    }

    /// Returns the text of a member.
    pub fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    /// Reports whether a member is `true`.
    pub fn flag(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    /// Returns the last segment of the pointer, without its escapes.
    pub fn name(&self) -> String {
        segments(&self.pointer).pop().unwrap_or_default()
    }

    /// Follows references. One that leads nowhere or in a circle stays as it is.
    pub fn resolved(&self) -> Self {
        self.target().unwrap_or_else(|| self.clone())
    }

    /// Returns the place behind the references, if there are any and they lead somewhere.
    pub fn target(&self) -> Option<Self> {
        let (pointer, value) = target(self.document, self.value)?;
        Some(self.at(pointer.to_owned(), value))
    }
}

/// Returns the name of the component schema that a pointer leads to, but not into.
pub fn component_schema(pointer: &str) -> Option<&str> {
    pointer
        .strip_prefix("/components/schemas/")
        .filter(|name| !name.contains('/'))
}
