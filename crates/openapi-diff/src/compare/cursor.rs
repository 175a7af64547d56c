//! A value with its JSON pointer.

use serde_json::{Map, Value};

use openapi_document::{join, target};

/// The value of a cursor at a member that is missing.
static MISSING: Value = Value::Null;

/// A value with its JSON pointer.
#[derive(Clone, Debug)]
pub struct Cursor<'d> {
    /// The value.
    pub value: &'d Value,
    /// Its JSON pointer, behind all references.
    pub pointer: String,
}

impl<'d> Cursor<'d> {
    /// Returns the root of a document.
    pub fn root(document: &'d Value) -> Self {
        Self {
            value: document,
            pointer: String::new(),
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
        Self {
            value: self.value.get(key).unwrap_or(&MISSING),
            pointer: join(&self.pointer, key),
        }
    }

    /// Reports whether a member exists.
    pub fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }

    /// Iterates over the members of an object with their names.
    pub fn members(&self) -> impl Iterator<Item = (&'d str, Self)> + '_ {
        self.map().into_iter().flatten().map(|(name, value)| {
            let pointer = join(&self.pointer, name);
            (name.as_str(), Self { value, pointer })
        })
    }

    /// Returns the entries of the list under a key.
    pub fn entries(&self, key: &str) -> Vec<Self> {
        let list = self.list(key).iter().enumerate();
        let pointer = join(&self.pointer, key);
        list.map(|(index, value)| Self {
            value,
            pointer: format!("{pointer}/{index}"),
        })
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

    /// Returns the last segment of the pointer as it is written.
    pub fn name(&self) -> &str {
        self.pointer.rsplit('/').next().unwrap_or_default()
    }

    /// Follows references. One that leads nowhere or in a circle stays as it is.
    pub fn resolved(self, document: &'d Value) -> Self {
        self.resolve(document).0
    }

    /// Follows references, and reports whether there was one.
    pub fn resolve(self, document: &'d Value) -> (Self, bool) {
        match target(document, self.value) {
            Some((pointer, value)) => {
                let pointer = pointer.to_owned();
                (Self { value, pointer }, true)
            }
            None => (self, false),
        }
    }
}

/// Returns the name of the component schema that a pointer leads to, but not into.
pub fn component_schema(pointer: &str) -> Option<&str> {
    pointer
        .strip_prefix("/components/schemas/")
        .filter(|name| !name.contains('/'))
}
