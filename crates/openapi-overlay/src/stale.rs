//! The reasons for which actions are not applied.

use std::fmt;

use super::action::{Action, label};
use openapi_document::{Error, join, visible};

/// An action that did nothing or could not be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleAction {
    /// The index of the action in the overlay.
    pub index: usize,
    /// The description of the action.
    pub description: Option<String>,
    /// The JSONPath of the action's target.
    pub target: String,
    /// The field of the action that is at fault, such as `target` or `update`; empty if it is the
    /// action itself.
    pub field: &'static str,
    /// The reason.
    pub reason: Reason,
}

impl StaleAction {
    pub(super) fn new(index: usize, action: &Action, reason: Reason) -> Self {
        let field = match reason {
            Reason::NoEffect => "",
            Reason::NoMatch | Reason::MixedTargets { .. } | Reason::Root => "target",
            _ => action.effect.field(),
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
        let action = format!("/actions/{}", self.index);
        match self.field {
            "" => action,
            field => join(&action, field),
        }
    }

    /// Creates an error that lists every action, for a run in which each must apply.
    pub(super) fn error(actions: &[StaleAction]) -> Error {
        match actions {
            [one] => Error::new(one.fault())
                .at(one.pointer())
                .remedy(one.reason.words().1),
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
        write!(f, "{}; {}", self.fault(), self.reason.words().1)
    }
}

/// The outcome of one action.
pub(super) type Outcome<T = ()> = std::result::Result<T, Reason>;

/// The reason for which an action did nothing or could not be applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The action says neither `update` nor `copy` nor `remove: true`.
    NoEffect,
    /// The action says both `update` and `copy`: neither has an impact beside the other.
    UpdateAndCopy,
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
        use Reason::{NoChange, NoMatch, PutBack};
        matches!(self, NoMatch | NoChange | PutBack { .. })
    }

    /// Returns the reason in words, and the remedy.
    fn words(&self) -> (String, &'static str) {
        const FIXED: &str = "upstream fixed this: delete the action, or mark it x-optional";
        const BOTH_FIXED: &str =
            "upstream fixed this: delete both actions, or mark this one x-optional";
        const CHANGED: &str =
            "the document has changed here: adapt the action, or remove the value first";
        let place = |pointer: &str| match pointer {
            "" => "the root".to_owned(),
            pointer => pointer.to_owned(),
        };
        match self {
            Reason::NoEffect => {
                let words = "it has no effect";
                (words.to_owned(), "give it update, copy or remove: true")
            }
            Reason::UpdateAndCopy => {
                let words = "it has both update and copy, and neither has an impact then";
                (words.to_owned(), "split it in two actions")
            }
            Reason::NoMatch => ("the target matches nothing".to_owned(), FIXED),
            Reason::NoChange => {
                let words = "it changes nothing, the document already has this value";
                (words.to_owned(), FIXED)
            }
            Reason::PutBack { by } => {
                let words = format!("action {by} restores the removed value unchanged");
                (words, BOTH_FIXED)
            }
            Reason::OtherKind {
                pointer,
                found,
                given,
            } => {
                let place = place(pointer);
                let kinds = format!("the {found} at {place} by a value of type {given}");
                (format!("it would replace {kinds}"), CHANGED)
            }
            Reason::MixedTargets { pointer } => {
                let rule = "the targets are not all objects, all arrays or all scalars";
                let words = format!("{rule}: {} differs", place(pointer));
                (words, "narrow the target, or split the action")
            }
            Reason::Source { matches } => {
                let count = match matches {
                    0 => "nothing".to_owned(),
                    matches => format!("{matches} values"),
                };
                let words = format!("the source of the copy matches {count}");
                (words, "let copy select exactly one value")
            }
            Reason::Root => {
                let words = "it would remove the whole document";
                (words.to_owned(), "remove members of the root instead")
            }
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().0)
    }
}
