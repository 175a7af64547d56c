//! The names file (`names.toml`): the Rust names of schemas, variants and fields.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde::Deserialize;

use crate::json::toml;
use crate::naming::type_name;
use openapi_document::{Error, Result};

/// The names that people chose, with a record of those that a run has used.
#[derive(Debug, Default)]
pub struct Names {
    path: String,
    types: BTreeMap<String, String>,
    /// The names and reasons, each by its entry as messages show it.
    entries: IndexMap<String, String>,
    /// The types that have the names of another one where they have none, with that type.
    apart: IndexMap<String, String>,
    used: RefCell<BTreeSet<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct NamesFile {
    /// A Rust type to the locators of the schemas that are this type.
    types: IndexMap<String, Vec<String>>,
    /// A Rust type to the Rust names of its enum values.
    variants: IndexMap<String, IndexMap<String, String>>,
    /// A Rust type to the Rust names of its properties.
    fields: IndexMap<String, IndexMap<String, String>>,
    /// A schema to the name of the field that holds it where `allOf` embeds it.
    flatten: IndexMap<String, String>,
    /// The operations that people wrote by hand, each with the reason.
    hand_written: IndexMap<String, String>,
    /// The untagged enums, each with the reason why nothing better can be had.
    untagged: IndexMap<String, String>,
}

impl Names {
    /// Reads the file's text.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let tables = "`types`, `variants`, `fields`, `flatten`, `hand-written` and `untagged`";
        let parsed: NamesFile = toml(file, text, "names", tables)?;
        let mut names = Self {
            path: file.to_owned(),
            ..Self::default()
        };
        for (name, locators) in parsed.types {
            names
                .add_type(&name, locators)
                .map_err(|error| error.in_file(file))?;
        }
        for (section, table) in [("variants", parsed.variants), ("fields", parsed.fields)] {
            for (owner, inner) in table {
                for (key, name) in inner {
                    let entry = member_entry(section, &owner, &key);
                    names.entries.insert(entry, name);
                }
            }
        }
        for (section, table) in [
            ("flatten", parsed.flatten),
            ("hand-written", parsed.hand_written),
            ("untagged", parsed.untagged),
        ] {
            for (key, name) in table {
                names.entries.insert(entry(section, &key), name);
            }
        }
        Ok(names)
    }

    fn add_type(&mut self, name: &str, locators: Vec<String>) -> Result<()> {
        if !is_foreign(name) && type_name(name) != name {
            return Err(Error::new(format!("`{name}` is not a valid type name"))
                .remedy(format!("write `{}`, or another name", type_name(name))));
        }
        let words = || name.split("::").map(syn::parse_str::<syn::Ident>);
        if words().any(|word| word.is_err()) {
            return Err(Error::new(format!("`{name}` is not the path of a type"))
                .remedy("write it as `crate_name::module::Type`"));
        }
        for locator in locators {
            let entry = member_entry("types", name, &locator);
            self.entries.insert(entry, name.to_owned());
            if let Some(other) = self.types.insert(locator.clone(), name.to_owned()) {
                let message = format!("`{locator}` is named twice: {other} and {name}");
                return Err(Error::new(message).remedy("keep one of the two"));
            }
        }
        Ok(())
    }

    /// The file, as messages name it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The Rust name of the schema at a locator.
    pub fn type_name(&self, locator: &str) -> Option<&str> {
        self.find(member_entry("types", self.types.get(locator)?, locator))
    }

    /// A locator that has a Rust name.
    pub fn locator(&self, name: &str) -> Option<&str> {
        let mut types = self.types.iter();
        let found = types.find(|(_, chosen)| *chosen == name);
        found.map(|(locator, _)| locator.as_str())
    }

    /// Returns true if the names of types make one type of several schemas, or could do so.
    pub fn joins(&self) -> bool {
        !self.types.is_empty()
    }

    /// Lets types that differ from another one of their name have its names, where they have none.
    pub fn set_apart(&mut self, types: IndexMap<String, String>) {
        self.apart = types;
    }

    /// The Rust name of an enum value.
    pub fn variant(&self, type_name: &str, value: &str) -> Option<&str> {
        self.find_of(type_name, |name| member_entry("variants", name, value))
    }

    /// The Rust name of a property.
    pub fn field(&self, type_name: &str, property: &str) -> Option<&str> {
        self.find_of(type_name, |name| member_entry("fields", name, property))
    }

    /// The field that holds an embedded schema.
    pub fn flatten(&self, schema: &str) -> Option<&str> {
        self.find(entry("flatten", schema))
    }

    /// Returns the reason why an operation is written by hand, if it is.
    pub fn hand_written(&self, operation: &str) -> Option<&str> {
        self.find(entry("hand-written", operation))
    }

    /// Returns the reason why a type is an untagged enum.
    pub fn untagged(&self, type_name: &str) -> Option<&str> {
        self.find_of(type_name, |name| entry("untagged", name))
    }

    /// The entries that no run of the passes and of the code generation has asked for.
    pub fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        let unused = self.entries.keys().filter(|entry| !used.contains(*entry));
        unused.cloned().collect()
    }

    fn find_of(&self, type_name: &str, entry: impl Fn(&str) -> String) -> Option<&str> {
        let other = || self.find(entry(self.apart.get(type_name)?));
        self.find(entry(type_name)).or_else(other)
    }

    fn find(&self, entry: String) -> Option<&str> {
        let name = self.entries.get(&entry)?;
        self.used.borrow_mut().insert(entry);
        Some(name)
    }
}

/// Returns true for the path of a type that another crate has.
pub(crate) fn is_foreign(name: &str) -> bool {
    name.contains("::")
}

fn entry(section: &str, key: &str) -> String {
    format!("{section}: `{key}`")
}

fn member_entry(section: &str, owner: &str, key: &str) -> String {
    format!("{section}: `{key}` of {owner}")
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
    fn a_type_of_another_crate_is_a_path() {
        let parse =
            |name: &str| Names::parse("names.toml", &format!("[types]\n'{name}' = ['x']\n"));
        let names = parse("lamps_api::types::Lamp").unwrap();
        assert_eq!(names.type_name("x"), Some("lamps_api::types::Lamp"));
        for name in ["lamps::", "a::b c", "a::B<C>", "::a::B"] {
            let error = parse(name).unwrap_err().to_string();
            assert!(error.contains("is not the path of a type"), "{error}");
        }
    }

    #[test]
    fn an_unknown_section_is_refused() {
        assert!(Names::parse("names.toml", "[typs]\nA = ['x']\n").is_err());
    }
}
