//! The context of the passes, beside the document.

use std::cell::RefCell;

use indexmap::{IndexMap, IndexSet};
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
    found: RefCell<Found>,
}

/// What the passes have found.
#[derive(Debug, Default)]
pub struct Found {
    /// What a person should know and that does not stop the run, in the order of the passes.
    pub warnings: IndexSet<String>,
    /// The places that differ from another one whose type they were to have.
    pub disagreements: Vec<String>,
    /// The types that are made of such places, with the types that these were to have.
    pub apart: IndexMap<String, String>,
    /// The places that got their names by rule, with the names.
    pub unnamed: IndexMap<String, String>,
    /// The locators of the schemas that `names.toml` names, by their places in the contract.
    pub locators: IndexMap<String, String>,
}

impl<'a> Context<'a> {
    /// A context without findings.
    pub fn new(names: &'a Names) -> Self {
        Self {
            names,
            lenient: false,
            found: RefCell::default(),
        }
    }

    /// Creates a context that reports faults as warnings where possible.
    pub fn lenient(names: &'a Names) -> Self {
        Self {
            lenient: true,
            ..Self::new(names)
        }
    }

    /// Keeps a warning.
    pub fn warn(&self, warning: String) {
        self.found.borrow_mut().warnings.insert(warning);
    }

    /// Keeps that a place differs from another one whose type it was to have.
    pub fn disagree(&self, disagreement: String) {
        self.found.borrow_mut().disagreements.push(disagreement);
    }

    /// Keeps that a type is made of places that were to have another one.
    pub fn set_apart(&self, name: &str, other: &str) {
        let apart = &mut self.found.borrow_mut().apart;
        apart.insert(name.to_owned(), other.to_owned());
    }

    /// Keeps that a place got its name by rule.
    pub fn named_by_rule(&self, locator: &str, name: &str) {
        let unnamed = &mut self.found.borrow_mut().unnamed;
        unnamed.insert(locator.to_owned(), name.to_owned());
    }

    /// Keeps the locator by which `names.toml` names a schema.
    pub fn locate(&self, schema: &Value, locator: &str) {
        let marks = sources::marks(schema).map(|pointer| (pointer.to_owned(), locator.to_owned()));
        self.found.borrow_mut().locators.extend(marks);
    }

    /// Returns the findings.
    pub fn into_found(self) -> Found {
        self.found.into_inner()
    }
}
