//! The place of one value in a document.

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
/// In order, a value comes before its parts, and the entries of a list are ordered by index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Location(Vec<Step>);

impl Location {
    /// Returns the places that a JSONPath selects, each once, in the order of the query.
    pub(super) fn select(path: &JsonPath, doc: &Value) -> IndexSet<Self> {
        path.query_located(doc)
            .iter()
            .map(|node| Self(node.location().iter().map(Step::from).collect()))
            .collect()
    }

    /// Goes one step down.
    pub(super) fn push(&mut self, step: Step) {
        self.0.push(step);
    }

    /// Goes back up by one step.
    pub(super) fn pop(&mut self) {
        self.0.pop();
    }

    /// Returns the place one step down.
    pub(super) fn child(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// Returns the last step, or nothing for the root.
    pub(super) fn last(&self) -> Option<&Step> {
        self.0.last()
    }

    /// Reports whether a place is this one or lies within it.
    pub(super) fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// Returns the value at this place.
    pub(super) fn get<'v>(&self, doc: &'v Value) -> Option<&'v Value> {
        self.0.iter().try_fold(doc, |value, step| match step {
            Step::Index(index) => value.get(index),
            Step::Name(name) => value.get(name),
        })
    }

    /// Returns the value at this place, to change it.
    pub(super) fn get_mut<'v>(&self, doc: &'v mut Value) -> Option<&'v mut Value> {
        walk(&self.0, doc)
    }

    /// Returns the parent of the value at this place, to change it; nothing for the root.
    pub(super) fn parent_mut<'v>(&self, doc: &'v mut Value) -> Option<&'v mut Value> {
        walk(self.0.split_last()?.1, doc)
    }

    /// Returns the place as a JSON pointer.
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
