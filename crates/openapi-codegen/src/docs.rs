//! The documentation file (`docs.toml`): the documentation of types, fields, variants, operations and parameters.

use std::cell::RefCell;
use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::Deserialize;

use openapi_document::{Error, Result};

/// Our own documentation of everything that the contract declares.
///
/// It records every lookup, to report unused entries and items without an entry.
#[derive(Debug, Default)]
pub struct Docs {
    file: DocsFile,
    used: RefCell<BTreeSet<String>>,
    missing: RefCell<BTreeSet<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct DocsFile {
    /// Documentation of fields that mean the same in every type.
    #[serde(default)]
    fields: IndexMap<String, String>,
    #[serde(default)]
    types: IndexMap<String, TypeDocs>,
    #[serde(default)]
    operations: IndexMap<String, OperationDocs>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct TypeDocs {
    doc: Option<String>,
    #[serde(default)]
    fields: IndexMap<String, String>,
    #[serde(default)]
    variants: IndexMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OperationDocs {
    doc: Option<String>,
    #[serde(default)]
    parameters: IndexMap<String, String>,
}

impl Docs {
    /// Parses the text of the file.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let file = toml::from_str(text).map_err(|error| {
            Error::new("not a documentation file")
                .in_file(file)
                .caused_by(error.to_string().trim_end())
                .remedy(
                    "correct it at that line; its tables are `fields`, `types` and `operations`",
                )
        })?;
        Ok(Self {
            file,
            ..Self::default()
        })
    }

    /// Returns the documentation of a type.
    pub fn type_doc(&self, name: &str) -> Option<&str> {
        let found = self
            .file
            .types
            .get(name)
            .and_then(|docs| docs.doc.as_deref());
        self.looked_up(format!("types.{name}.doc"), found)
    }

    /// Returns the documentation of a field: that of this type, or that of all fields of the name.
    pub fn field(&self, type_name: &str, wire: &str) -> Option<&str> {
        let own = self
            .file
            .types
            .get(type_name)
            .and_then(|docs| docs.fields.get(wire));
        let key = format!("types.{type_name}.fields.{wire}");
        if own.is_none()
            && let Some(shared) = self.file.fields.get(wire)
        {
            return self.looked_up(format!("fields.{wire}"), Some(shared));
        }
        self.looked_up(key, own.map(String::as_str))
    }

    /// Returns the documentation of an enum value or of a branch of a union.
    pub fn variant(&self, type_name: &str, wire: &str) -> Option<&str> {
        let found = self
            .file
            .types
            .get(type_name)
            .and_then(|docs| docs.variants.get(wire));
        self.looked_up(
            format!("types.{type_name}.variants.{wire}"),
            found.map(String::as_str),
        )
    }

    /// Returns the documentation of an operation.
    pub fn operation(&self, id: &str) -> Option<&str> {
        let found = self
            .file
            .operations
            .get(id)
            .and_then(|docs| docs.doc.as_deref());
        self.looked_up(format!("operations.{id}.doc"), found)
    }

    /// Returns the documentation of a parameter.
    pub fn parameter(&self, operation: &str, name: &str) -> Option<&str> {
        let own = self
            .file
            .operations
            .get(operation)
            .and_then(|docs| docs.parameters.get(name));
        if own.is_none()
            && let Some(shared) = self.file.fields.get(name)
        {
            return self.looked_up(format!("fields.{name}"), Some(shared));
        }
        self.looked_up(
            format!("operations.{operation}.parameters.{name}"),
            own.map(String::as_str),
        )
    }

    /// Returns the missing entries, as keys of the file.
    pub fn missing(&self) -> Vec<String> {
        self.missing.borrow().iter().cloned().collect()
    }

    /// Returns the unused entries, as keys of the file.
    pub fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        self.keys()
            .into_iter()
            .filter(|key| !used.contains(key))
            .collect()
    }

    fn looked_up<'a>(&self, key: String, found: Option<&'a str>) -> Option<&'a str> {
        let found = found.map(str::trim).filter(|text| !text.is_empty());
        let record = if found.is_some() {
            &self.used
        } else {
            &self.missing
        };
        record.borrow_mut().insert(key);
        found
    }

    fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self
            .file
            .fields
            .keys()
            .map(|name| format!("fields.{name}"))
            .collect();
        for (name, docs) in &self.file.types {
            keys.extend(docs.doc.iter().map(|_| format!("types.{name}.doc")));
            keys.extend(
                docs.fields
                    .keys()
                    .map(|field| format!("types.{name}.fields.{field}")),
            );
            keys.extend(
                docs.variants
                    .keys()
                    .map(|value| format!("types.{name}.variants.{value}")),
            );
        }
        for (id, docs) in &self.file.operations {
            keys.extend(docs.doc.iter().map(|_| format!("operations.{id}.doc")));
            keys.extend(
                docs.parameters
                    .keys()
                    .map(|name| format!("operations.{id}.parameters.{name}")),
            );
        }
        keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
