//! The location of one value in a document.

use indexmap::IndexSet;
use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use openapi_document as document;

/// One step down: into a list or into an object.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Step {
    Index(usize),
    Name(String),
}

/// The steps from the root to a value.
///
/// Locations are ordered: a value precedes its contents, and entries of a list are ordered by
/// index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Location(Vec<Step>);

impl Location {
    /// Returns the locations that a JSONPath selects, each once, in the order of the query.
    pub(super) fn select(path: &JsonPath, doc: &Value) -> IndexSet<Self> {
        path.query_located(doc)
            .iter()
            .map(|node| Self(node.location().iter().map(Step::from).collect()))
            .collect()
    }

    /// Descends by one step.
    pub(super) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    /// Ascends by one step.
    pub(super) fn pop(&mut self) {
        self.0.pop();
    }

    /// Returns the location one step down.
    pub(super) fn child(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// Returns the last step, or `None` for the root.
    pub(super) fn last(&self) -> Option<&Step> {
        self.0.last()
    }

    /// Returns true if a location is this one or lies within it.
    pub(super) fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// Returns the value at this location.
    pub(super) fn get<'v>(&self, doc: &'v Value) -> Option<&'v Value> {
        self.0.iter().try_fold(doc, |value, step| match step {
            Step::Index(index) => value.get(index),
            Step::Name(name) => value.get(name),
        })
    }

    /// Returns the value at this location, to change it.
    pub(super) fn get_mut<'v>(&self, doc: &'v mut Value) -> Option<&'v mut Value> {
        walk(&self.0, doc)
    }

    /// Returns the parent of the value at this location, to change it; `None` for the root.
    pub(super) fn parent_mut<'v>(&self, doc: &'v mut Value) -> Option<&'v mut Value> {
        walk(self.0.split_last()?.1, doc)
    }

    /// Returns the location as a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        self.0
            .iter()
            .fold(String::new(), |pointer, step| match step {
                Step::Index(index) => format!("{pointer}/{index}"),
                Step::Name(name) => document::join(&pointer, name),
            })
    }
}

impl From<&PathElement<'_>> for Step {
    fn from(element: &PathElement<'_>) -> Self {
        match element {
            PathElement::Index(index) => Step::Index(*index),
            PathElement::Name(name) => Step::Name((*name).to_owned()),
        }
    }
}

fn walk<'v>(steps: &[Step], doc: &'v mut Value) -> Option<&'v mut Value> {
    steps.iter().try_fold(doc, |value, step| match step {
        Step::Index(index) => value.get_mut(index),
        Step::Name(name) => value.get_mut(name),
    })
}
