//! The documentation file (`docs.toml`): the documentation of types, fields, variants, operations and parameters.

use std::cell::RefCell;
use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::Deserialize;

use crate::json::toml;
use openapi_document::Result;

/// The start of an entry that is a stub, to be written by a person.
pub const STUB: &str = "STUB:";

/// Our own documentation of everything that the contract declares.
///
/// It records every lookup, to report unused entries and items without an entry.
#[derive(Debug, Default)]
pub struct Docs {
    /// The texts by their keys in the file, such as `types.Page.fields.url`.
    texts: IndexMap<String, String>,
    /// The types that have the texts of another one where they have none, with that type.
    apart: IndexMap<String, String>,
    used: RefCell<BTreeSet<String>>,
    missing: RefCell<BTreeSet<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DocsFile {
    /// Documentation of fields that mean the same in every type.
    fields: IndexMap<String, String>,
    types: IndexMap<String, TypeDocs>,
    operations: IndexMap<String, OperationDocs>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct TypeDocs {
    doc: Option<String>,
    fields: IndexMap<String, String>,
    variants: IndexMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct OperationDocs {
    doc: Option<String>,
    parameters: IndexMap<String, String>,
}

impl Docs {
    /// Parses the text of the file.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let tables = "`fields`, `types` and `operations`";
        let file: DocsFile = toml(file, text, "documentation", tables)?;
        let mut docs = Self::default();
        docs.add("fields", file.fields);
        for (name, own) in file.types {
            docs.add(
                &format!("types.{name}"),
                own.doc.map(|doc| ("doc".to_owned(), doc)),
            );
            docs.add(&format!("types.{name}.fields"), own.fields);
            docs.add(&format!("types.{name}.variants"), own.variants);
        }
        for (id, own) in file.operations {
            docs.add(
                &format!("operations.{id}"),
                own.doc.map(|doc| ("doc".to_owned(), doc)),
            );
            docs.add(&format!("operations.{id}.parameters"), own.parameters);
        }
        Ok(docs)
    }

    fn add(&mut self, table: &str, texts: impl IntoIterator<Item = (String, String)>) {
        for (key, text) in texts {
            self.texts.insert(format!("{table}.{key}"), text);
        }
    }

    /// Lets types that differ from another one of their name have its texts, where they have none.
    pub fn set_apart(&mut self, types: IndexMap<String, String>) {
        self.apart = types;
    }

    /// Returns the documentation of a type.
    pub fn type_doc(&self, name: &str) -> Option<&str> {
        self.find(self.keys(name, "doc"))
    }

    /// Returns the documentation of a field: that of this type, or that of all fields of the name.
    pub fn field(&self, type_name: &str, wire: &str) -> Option<&str> {
        let own = self.keys(type_name, &format!("fields.{wire}"));
        self.find(own.into_iter().chain([format!("fields.{wire}")]))
    }

    /// Returns the documentation of an enum value or of a branch of a union.
    pub fn variant(&self, type_name: &str, wire: &str) -> Option<&str> {
        self.find(self.keys(type_name, &format!("variants.{wire}")))
    }

    /// The keys of a text of a type.
    fn keys(&self, type_name: &str, key: &str) -> Vec<String> {
        let names = [type_name].into_iter();
        let names = names.chain(self.apart.get(type_name).map(String::as_str));
        names.map(|name| format!("types.{name}.{key}")).collect()
    }

    /// Returns the documentation of an operation.
    pub fn operation(&self, id: &str) -> Option<&str> {
        self.find([format!("operations.{id}.doc")])
    }

    /// Returns the documentation of an operation that needs none, since people write its function.
    pub fn operation_by_hand(&self, id: &str) -> Option<&str> {
        let is_there = self.texts.contains_key(&format!("operations.{id}.doc"));
        is_there.then(|| self.operation(id)).flatten()
    }

    /// Returns the documentation of a parameter.
    pub fn parameter(&self, operation: &str, name: &str) -> Option<&str> {
        let own = format!("operations.{operation}.parameters.{name}");
        self.find([own, format!("fields.{name}")])
    }

    /// Returns the missing entries, as keys of the file.
    pub fn missing(&self) -> Vec<String> {
        self.missing.borrow().iter().cloned().collect()
    }

    /// Returns the unused entries, as keys of the file. A stub that is asked for is missing only.
    pub fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        let missing = self.missing.borrow();
        let is_asked_for = |(key, text): &(&String, &String)| {
            used.contains(*key) || is_stub(text) && missing.contains(*key)
        };
        let unused = self.texts.iter().filter(|entry| !is_asked_for(entry));
        let unused = unused.map(|(key, _)| key);
        unused.cloned().collect()
    }

    /// Finds the text of the first key that has one; without any, the first key is missing.
    fn find(&self, keys: impl IntoIterator<Item = String>) -> Option<&str> {
        let mut keys = keys.into_iter();
        let own = keys.next()?;
        let key = match self.texts.contains_key(&own) {
            true => own,
            false => keys.find(|key| self.texts.contains_key(key)).unwrap_or(own),
        };
        let found = self.texts.get(&key).map(|text| text.trim());
        let found = found.filter(|text| !text.is_empty() && !is_stub(text));
        let record = match found {
            Some(_) => &self.used,
            None => &self.missing,
        };
        record.borrow_mut().insert(key);
        found
    }
}

fn is_stub(text: &str) -> bool {
    text.trim_start().starts_with(STUB)
}

/// Returns the sentence of a documentation that says what a call costs.
pub fn cost(doc: &str) -> Option<String> {
    let doc = doc.replace('\n', " ");
    let sentence = doc.split(". ").find(|sentence| says_cost(sentence))?;
    Some(sentence.trim().trim_end_matches('.').to_owned())
}

/// Returns the part of the sentence of [`cost`] that is about the usual case, as a sentence.
pub fn usual_cost(doc: &str) -> Option<String> {
    let cost = cost(doc)?;
    let part = cost.split([';', ':']).find(|part| says_cost(part))?;
    let mut letters = part.trim().to_owned();
    if let Some(first) = letters.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    Some(letters)
}

fn says_cost(text: &str) -> bool {
    let mut words = text.split(' ');
    words.any(|word| word.eq_ignore_ascii_case("costs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_is_apart_has_the_texts_of_the_other() {
        let text =
            "[types.A]\ndoc = 'A page.'\nfields = { x = 'X.' }\n[types.B.fields]\nx = 'Y.'\n";
        let mut docs = Docs::parse("docs.toml", text).unwrap();
        docs.set_apart(IndexMap::from([("B".to_owned(), "A".to_owned())]));
        assert_eq!(docs.type_doc("B"), Some("A page."));
        assert_eq!(docs.field("B", "x"), Some("Y."));
        assert_eq!(
            (docs.field("B", "y"), docs.missing()),
            (None, vec!["types.B.fields.y".to_owned()])
        );
    }

    #[test]
    fn a_stub_is_missing_until_it_is_written() {
        let text =
            "[types.A]\ndoc = 'STUB: object'\nfields = { x = ' STUB: string', y = 'STUB:' }\n";
        let docs = Docs::parse("docs.toml", text).unwrap();
        assert_eq!((docs.type_doc("A"), docs.field("A", "x")), (None, None));
        assert_eq!(docs.missing(), ["types.A.doc", "types.A.fields.x"]);
        assert_eq!(docs.unused(), ["types.A.fields.y"]);
    }

    #[test]
    fn missing_and_unused_entries_are_reported() {
        let docs = Docs::parse(
            "docs.toml",
            "[fields]\nid = 'The id.'\n[types.A]\ndoc = 'An a.'\nfields = { x = 'The x.' }\n[operations.getA]\ndoc = ' '\n",
        )
        .unwrap();
        assert_eq!(docs.type_doc("A"), Some("An a."));
        assert_eq!(docs.field("A", "id"), Some("The id."));
        assert_eq!(docs.operation("getA"), None);
        assert_eq!(docs.field("B", "y"), None);
        assert_eq!(docs.missing(), ["operations.getA.doc", "types.B.fields.y"]);
        assert_eq!(docs.unused(), ["types.A.fields.x", "operations.getA.doc"]);
    }
}
