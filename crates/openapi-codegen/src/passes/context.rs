//! The context of the passes, beside the document.

use std::cell::RefCell;

use indexmap::IndexMap;
use serde_json::Value;

use crate::names::Names;
use crate::sources;

/// The context of the passes, beside the document.
#[derive(Debug)]
pub struct Context<'a> {
    /// The chosen names.
    pub names: &'a Names,
    /// True if a fault is a warning where possible.
    pub lenient: bool,
    warnings: RefCell<Vec<String>>,
    unnamed: RefCell<IndexMap<String, String>>,
    locators: RefCell<IndexMap<String, String>>,
}

impl<'a> Context<'a> {
    /// A context without warnings.
    pub fn new(names: &'a Names) -> Self {
        Self {
            names,
            lenient: false,
            warnings: RefCell::default(),
            unnamed: RefCell::default(),
            locators: RefCell::default(),
        }
    }

    /// Creates a context that reports faults as warnings where possible.
    pub fn lenient(names: &'a Names) -> Self {
        Self {
            lenient: true,
            ..Self::new(names)
        }
    }

    /// Keeps something that a person should know and that does not stop the run.
    pub fn warn(&self, warning: String) {
        let mut warnings = self.warnings.borrow_mut();
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }

    /// Keeps that a place got its name by rule.
    pub fn named_by_rule(&self, locator: &str, name: &str) {
        self.unnamed
            .borrow_mut()
            .insert(locator.to_owned(), name.to_owned());
    }

    /// Keeps the locator by which `names.toml` names a schema.
    pub fn locate(&self, schema: &Value, locator: &str) {
        let mut locators = self.locators.borrow_mut();
        for pointer in sources::marks(schema) {
            locators.insert(pointer.to_owned(), locator.to_owned());
        }
    }

    /// The locators of the schemas that `names.toml` names, by their places in the contract.
    pub fn locators(&self) -> IndexMap<String, String> {
        self.locators.borrow().clone()
    }

    /// The places that got their names by rule, with the names.
    pub fn unnamed(&self) -> IndexMap<String, String> {
        self.unnamed.borrow().clone()
    }

    /// Returns the warnings, in the order in which they were found.
    pub fn into_warnings(self) -> Vec<String> {
        self.warnings.into_inner()
    }
}
