//! The names file (`names.toml`): the Rust names of schemas, variants and fields.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde::Deserialize;

use crate::naming::type_name;
use openapi_document::{Error, Result};

/// The names that people chose, with a record of those that a run has used.
#[derive(Debug, Default)]
pub struct Names {
    path: String,
    types: BTreeMap<String, String>,
    file: NamesFile,
    used: RefCell<BTreeSet<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct NamesFile {
    /// A Rust type to the locators of the schemas that are this type.
    #[serde(default)]
    types: IndexMap<String, Vec<String>>,
    /// A Rust type to the Rust names of its enum values.
    #[serde(default)]
    variants: IndexMap<String, IndexMap<String, String>>,
    /// A Rust type to the Rust names of its properties.
    #[serde(default)]
    fields: IndexMap<String, IndexMap<String, String>>,
    /// A schema to the name of the field that holds it where `allOf` embeds it.
    #[serde(default)]
    flatten: IndexMap<String, String>,
    /// The operations that people wrote by hand, each with the reason.
    #[serde(default)]
    hand_written: IndexMap<String, String>,
    /// The untagged enums, each with the reason why nothing better can be had.
    #[serde(default)]
    untagged: IndexMap<String, String>,
}

impl Names {
    /// Reads the file's text.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let parsed: NamesFile = toml::from_str(text).map_err(|error| {
            Error::new("not a names file")
                .in_file(file)
                .caused_by(error.to_string().trim_end())
                .remedy("correct it at that line; its tables are `types`, `variants`, `fields`, `flatten`, `hand-written` and `untagged`")
        })?;
        let mut types = BTreeMap::new();
        for (name, locators) in &parsed.types {
            if type_name(name) != *name {
                return Err(Error::new(format!("`{name}` is not a valid type name"))
                    .in_file(file)
                    .remedy(format!("write `{}`, or another name", type_name(name))));
            }
            for locator in locators {
                if let Some(other) = types.insert(locator.clone(), name.clone()) {
                    return Err(Error::new(format!(
                        "`{locator}` is named twice: {other} and {name}"
                    ))
                    .in_file(file)
                    .remedy("keep one of the two"));
                }
            }
        }
        Ok(Self {
            path: file.to_owned(),
            types,
            file: parsed,
            used: RefCell::default(),
        })
    }

    /// The file, as messages name it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The Rust name of the schema at a locator.
    pub fn type_name(&self, locator: &str) -> Option<&str> {
        let name = self.types.get(locator)?;
        self.note(format!("types: `{locator}` of {name}"));
        Some(name)
    }

    /// Returns true if a schema has this Rust name.
    pub fn is_chosen(&self, name: &str) -> bool {
        self.file.types.contains_key(name)
    }

    /// The Rust name of an enum value.
    pub fn variant(&self, type_name: &str, value: &str) -> Option<&str> {
        let name = self.file.variants.get(type_name)?.get(value)?;
        self.note(format!("variants: `{value}` of {type_name}"));
        Some(name)
    }

    /// The Rust name of a property.
    pub fn field(&self, type_name: &str, property: &str) -> Option<&str> {
        let name = self.file.fields.get(type_name)?.get(property)?;
        self.note(format!("fields: `{property}` of {type_name}"));
        Some(name)
    }

    /// The field that holds an embedded schema.
    pub fn flatten(&self, schema: &str) -> Option<&str> {
        let name = self.file.flatten.get(schema)?;
        self.note(format!("flatten: `{schema}`"));
        Some(name)
    }

    /// Returns the reason why an operation is written by hand, if it is.
    pub fn hand_written(&self, operation: &str) -> Option<&str> {
        let reason = self.file.hand_written.get(operation)?;
        self.note(format!("hand-written: `{operation}`"));
        Some(reason)
    }

    /// Returns the reason why a type is an untagged enum.
    pub fn untagged(&self, type_name: &str) -> Option<&str> {
        let reason = self.file.untagged.get(type_name)?;
        self.note(format!("untagged: `{type_name}`"));
        Some(reason)
    }

    /// The entries that no run of the passes and of the code generation has asked for.
    pub fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        self.entries()
            .into_iter()
            .filter(|entry| !used.contains(entry))
            .collect()
    }

    fn note(&self, entry: String) {
        self.used.borrow_mut().insert(entry);
    }

    fn entries(&self) -> Vec<String> {
        let file = &self.file;
        let types = file.types.iter().flat_map(|(name, locators)| {
            locators
                .iter()
                .map(move |locator| format!("types: `{locator}` of {name}"))
        });
        let pairs = |section: &'static str, table: &IndexMap<String, IndexMap<String, String>>| {
            table
                .iter()
                .flat_map(|(name, inner)| {
                    inner
                        .keys()
                        .map(move |key| format!("{section}: `{key}` of {name}"))
                })
                .collect::<Vec<_>>()
        };
        let keys = |section: &'static str, table: &IndexMap<String, String>| {
            table
                .keys()
                .map(|key| format!("{section}: `{key}`"))
                .collect::<Vec<_>>()
        };
        types
            .chain(pairs("variants", &file.variants))
            .chain(pairs("fields", &file.fields))
            .chain(keys("flatten", &file.flatten))
            .chain(keys("hand-written", &file.hand_written))
            .chain(keys("untagged", &file.untagged))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unused_entries_are_told() {
        let names = Names::parse(
            "names.toml",
            "[types]\nDocument = ['a.data', 'b.data']\n[variants.Window]\n\"5m\" = 'FiveMinutes'\n",
        )
        .unwrap();
        assert_eq!(names.type_name("a.data"), Some("Document"));
        assert_eq!(
            names.unused(),
            ["types: `b.data` of Document", "variants: `5m` of Window"]
        );
    }

    #[test]
    fn a_locator_has_one_name() {
        let error = Names::parse("names.toml", "[types]\nOne = ['x']\nTwo = ['x']\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "names.toml: `x` is named twice: One and Two; keep one of the two"
        );
    }

    #[test]
    fn an_unknown_section_is_refused() {
        assert!(Names::parse("names.toml", "[typs]\nA = ['x']\n").is_err());
    }
}
