//! Checks before the generator, so that a failure names its place.
//!
//! - [`check_contract`] is the first stage: the contract with its overlays, before the passes.
//!   [`faults`] and [`notes`] are the same as lists.
//! - [`check_generator_input`] is the second stage: the output of the passes, which becomes the
//!   document for the generator.
//! - [`supervise`] runs the generator and says which part of the document it failed on, for what
//!   neither stage has foreseen; [`guard()`] and [`culprit()`] are its parts, and [`with_room`]
//!   gives it stack.

mod check;
mod content;
mod convert;
mod culprit;
mod exchange;
mod generator;
mod guard;
mod merge;
mod names;
mod operation;
mod parameter;
mod path;
mod recursion;
mod reference;
mod report;
mod schema;
mod security;
#[cfg(test)]
mod tests;
mod value;
mod walk;

pub use check::{check_contract, faults, notes};
pub use culprit::{culprit, supervise};
pub use generator::check_generator_input;
pub use guard::{guard, with_room};
pub(crate) use names::{pascal as generated_pascal, snake as generated_snake};
