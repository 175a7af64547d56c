//! The reasons for which actions are not applied.

use std::fmt;

use super::action::{Action, label};
use openapi_document::{Error, visible};

/// An action that did nothing or could not be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleAction {
    /// The index of the action in the overlay.
    pub index: usize,
    /// The description of the action.
    pub description: Option<String>,
    /// The JSONPath of the action's target.
    pub target: String,
    /// The field of the action that is at fault, such as `target` or `update`.
    pub field: &'static str,
    /// The reason.
    pub reason: Reason,
}

impl StaleAction {
    pub(super) fn new(index: usize, action: &Action, reason: Reason) -> Self {
        let field = match reason {
            Reason::NoMatch | Reason::MixedTargets { .. } | Reason::Root => "target",
            Reason::NoChange
            | Reason::PutBack { .. }
            | Reason::OtherKind { .. }
            | Reason::Source { .. } => action.effect.field(),
        };
        Self {
            index,
            description: action.description.clone(),
            target: action.target.text.clone(),
            field,
            reason,
        }
    }

    /// Returns the JSON pointer into the overlay, such as `/actions/3/target`.
    pub fn pointer(&self) -> String {
        format!("/actions/{}/{}", self.index, self.field)
    }

    /// Creates an error that lists every action, for a run in which each must apply.
    pub(super) fn error(actions: &[StaleAction]) -> Error {
        match actions {
            [one] => Error::new(one.fault())
                .at(one.pointer())
                .remedy(one.reason.remedy()),
            many => {
                // The lines are a source, since the message of an error is one line.
                let lines = many.iter().map(|action| {
                    let line = format!("{}: {action}", action.pointer());
                    format!("\n  {}", visible(&line))
                });
                Error::new(format!("{} actions do not apply", many.len()))
                    .at("/actions")
                    .caused_by(lines.collect::<String>())
            }
        }
    }

    fn fault(&self) -> String {
        let label = label(self.index, self.description.as_deref());
        format!("{label} on {}: {}", self.target, self.reason)
    }
}

impl fmt::Display for StaleAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.fault(), self.reason.remedy())
    }
}

/// The outcome of one action; the changes of a failed action remain to be undone.
pub(super) type Outcome = std::result::Result<(), Reason>;

/// The reason for which an action did nothing or could not be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The target selects nothing.
    NoMatch,
    /// The document already has the result of the action.
    NoChange,
    /// Later actions restore the removed value unchanged.
    PutBack {
        /// The action that restores it.
        by: usize,
    },
    /// A value would be replaced by one of another type.
    OtherKind {
        /// The location of the value in the document.
        pointer: String,
        /// The type of the value in the document.
        found: &'static str,
        /// The type of the value in the action.
        given: &'static str,
    },
    /// The targets are not all objects, all arrays or all scalars.
    MixedTargets {
        /// The first target that differs from those before it.
        pointer: String,
    },
    /// The source of a copy is not exactly one value.
    Source {
        /// The number of values that the JSONPath selects.
        matches: usize,
    },
    /// The whole document would be removed.
    Root,
}

impl Reason {
    /// Returns true if upstream has most likely fixed the fault.
    ///
    /// The other reasons mean that the action does not match the document.
    pub fn is_fixed_upstream(&self) -> bool {
        matches!(
            self,
            Reason::NoMatch | Reason::NoChange | Reason::PutBack { .. }
        )
    }

    fn remedy(&self) -> &'static str {
        match self {
            Reason::NoMatch | Reason::NoChange => {
                "upstream fixed this: delete the action, or mark it x-optional"
            }
            Reason::PutBack { .. } => {
                "upstream fixed this: delete both actions, or mark this one x-optional"
            }
            Reason::OtherKind { .. } => {
                "the document has changed here: adapt the action, or remove the value first"
            }
            Reason::MixedTargets { .. } => "narrow the target, or split the action",
            Reason::Source { .. } => "let copy select exactly one value",
            Reason::Root => "remove members of the root instead",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::NoMatch => f.write_str("the target matches nothing"),
            Reason::NoChange => {
                f.write_str("it changes nothing, the document already has this value")
            }
            Reason::PutBack { by } => {
                write!(f, "action {by} restores the removed value unchanged")
            }
            Reason::OtherKind {
                pointer,
                found,
                given,
            } => write!(
                f,
                "it would replace the {found} at {} by a value of type {given}",
                place(pointer)
            ),
            Reason::MixedTargets { pointer } => write!(
                f,
                "the targets are not all objects, all arrays or all scalars: {} differs",
                place(pointer)
            ),
            Reason::Source { matches: 0 } => f.write_str("the source of the copy matches nothing"),
            Reason::Source { matches } => {
                write!(f, "the source of the copy matches {matches} values")
            }
            Reason::Root => f.write_str("it would remove the whole document"),
        }
    }
}

fn place(pointer: &str) -> &str {
    if pointer.is_empty() {
        "the root"
    } else {
        pointer
    }
}
