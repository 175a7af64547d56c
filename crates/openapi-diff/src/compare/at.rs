//! A value and where it stands in its contract, and the way along references.

use std::collections::HashSet;

use serde_json::{Map, Value};

use openapi_document::join;

/// A value with its JSON pointer.
#[derive(Clone, Debug)]
pub struct At<'d> {
    /// The value.
    pub value: &'d Value,
    /// Its JSON pointer, behind all references.
    pub pointer: String,
}

impl<'d> At<'d> {
    /// The root of a document.
    pub fn root(document: &'d Value) -> Self {
        Self {
            value: document,
            pointer: String::new(),
        }
    }

    /// The members, if it is an object.
    pub fn map(&self) -> Option<&'d Map<String, Value>> {
        self.value.as_object()
    }

    /// A member.
    pub fn get(&self, key: &str) -> Option<At<'d>> {
        Some(At {
            value: self.value.get(key)?,
            pointer: join(&self.pointer, key),
        })
    }

    /// An entry of a list.
    pub fn index(&self, index: usize) -> Option<At<'d>> {
        Some(At {
            value: self.value.get(index)?,
            pointer: format!("{}/{index}", self.pointer),
        })
    }

    /// The members of an object with their names.
    pub fn members(&self) -> impl Iterator<Item = (&'d str, At<'d>)> + '_ {
        self.map().into_iter().flatten().map(|(name, value)| {
            let at = At {
                value,
                pointer: join(&self.pointer, name),
            };
            (name.as_str(), at)
        })
    }

    /// The entries of a list.
    pub fn entries(&self) -> Vec<At<'d>> {
        let list = self.value.as_array().map_or(&[][..], Vec::as_slice);
        (0..list.len())
            .filter_map(|index| self.index(index))
            .collect()
    }

    /// The text of a member.
    pub fn text(&self, key: &str) -> Option<&'d str> {
        self.value.get(key)?.as_str()
    }

    /// Whether a member is `true`.
    pub fn flag(&self, key: &str) -> bool {
        self.value.get(key) == Some(&Value::Bool(true))
    }

    /// What stands behind the references from here on, and whether there was one.
    ///
    /// A reference that leads nowhere or round in a circle stands for itself.
    pub fn resolved(self, document: &'d Value) -> (At<'d>, bool) {
        let mut at = self.clone();
        let mut seen = HashSet::new();
        while let Some(target) = at.text("$ref") {
            let found = target.strip_prefix('#').and_then(|pointer| {
                Some(At {
                    value: document.pointer(pointer)?,
                    pointer: pointer.to_owned(),
                })
            });
            match found {
                Some(found) if seen.insert(found.pointer.clone()) => at = found,
                _ => return (self, false),
            }
        }
        (at, !seen.is_empty())
    }
}

/// The component schema that a pointer is, if it is one itself and nothing inside of it.
pub fn component_schema(pointer: &str) -> Option<&str> {
    pointer
        .strip_prefix("/components/schemas/")
        .filter(|name| !name.contains('/'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_are_followed_to_their_end() {
        let document = json!({
            "a": {"$ref": "#/b"}, "b": {"$ref": "#/c~1d"}, "c/d": {"x": 1},
            "round": {"$ref": "#/round"}, "nowhere": {"$ref": "#/no"}, "abroad": {"$ref": "x.json"}
        });
        let behind = |name: &str| {
            let (at, moved) = At::root(&document).get(name).unwrap().resolved(&document);
            (at.pointer, moved)
        };
        assert_eq!(behind("a"), ("/c~1d".to_owned(), true));
        for stays in ["round", "nowhere", "abroad", "c/d"] {
            assert!(!behind(stays).1, "{stays}");
        }
    }
}
