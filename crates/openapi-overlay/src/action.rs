//! An overlay and its actions, as read from the file.

use std::collections::HashSet;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

/// A parsed overlay document: an ordered list of changes.
#[derive(Debug, Clone)]
pub struct Overlay {
    pub(super) file: String,
    pub(super) title: String,
    pub(super) version: String,
    pub(super) extends: Option<String>,
    pub(super) actions: Vec<Action>,
}

impl Overlay {
    /// Returns the file that the overlay was read from, for messages.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Returns the title of the overlay: `info.title`.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the version of the overlay itself: `info.version`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the document that the overlay was written for, if it names one.
    pub fn extends(&self) -> Option<&str> {
        self.extends.as_deref()
    }

    /// Returns the actions, in the order in which they are applied.
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }
}

/// One action: a target and its change.
#[derive(Debug, Clone)]
pub struct Action {
    pub(super) target: Query,
    pub(super) description: Option<String>,
    pub(super) effect: Effect,
    pub(super) optional: bool,
    pub(super) extensions: Map<String, Value>,
}

impl Action {
    /// Returns the JSONPath of the locations that the action changes.
    pub fn target(&self) -> &str {
        &self.target.text
    }

    /// Returns the description, which gives the reason for the action.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Returns true if the action removes the selected values.
    pub fn removes(&self) -> bool {
        matches!(self.effect, Effect::Remove)
    }

    /// Returns true if the action may match or change nothing: `x-optional`.
    pub fn is_optional(&self) -> bool {
        self.optional
    }

    /// Returns the value of an extension such as `x-evidence`.
    pub fn extension(&self, name: &str) -> Option<&Value> {
        self.extensions.get(name)
    }

    /// Returns all extensions of the action, in the order of the file.
    pub fn extensions(&self) -> &Map<String, Value> {
        &self.extensions
    }
}

/// The effect of an action on each target.
#[derive(Debug, Clone)]
pub(super) enum Effect {
    Update(Value),
    Copy(Query),
    Remove,
    /// The action has no `update` and no `copy`, and does not remove.
    Nothing,
    /// The action has `update` and `copy`, which cancel each other.
    Both,
}

impl Effect {
    /// Returns the field of the action that holds the effect.
    pub(super) fn field(&self) -> &'static str {
        match self {
            Effect::Update(_) => "update",
            Effect::Copy(_) | Effect::Both => "copy",
            Effect::Remove | Effect::Nothing => "remove",
        }
    }
}

/// A JSONPath with its source text.
#[derive(Debug, Clone)]
pub(super) struct Query {
    pub(super) text: String,
    pub(super) path: JsonPath,
}

impl Query {
    /// Returns the pointers of the values that it selects, each once, in the order of the query.
    pub(super) fn select(&self, doc: &Value) -> Vec<String> {
        let mut seen = HashSet::new();
        let nodes = self.path.query_located(doc);
        let pointers = nodes.iter().map(|node| node.location().to_json_pointer());
        pointers.filter(|at| seen.insert(at.clone())).collect()
    }
}

/// Returns the name of an action in a message: its index and the start of its description.
pub(super) fn label(index: usize, description: Option<&str>) -> String {
    const SHOWN: usize = 72;
    let line = description.and_then(|text| text.trim().lines().next());
    match line.map(|line| (line, line.char_indices().nth(SHOWN))) {
        None | Some(("", _)) => format!("action {index}"),
        Some((line, Some((cut, _)))) => {
            format!("action {index} \"{}…\"", line[..cut].trim_end())
        }
        Some((line, None)) => format!("action {index} \"{line}\""),
    }
}
