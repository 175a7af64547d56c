//! Checks before the generator, so that a failure names its place.
//!
//! - [`check_contract`] is the first stage: the contract with its overlays, before the passes.
//! - [`check_generator_input`] is the second stage: the output of the passes, which becomes the
//!   document for the generator.
//! - [`supervise`] runs the generator and names the part of the document on which it failed, for
//!   what neither stage has foreseen; [`catch_panic()`] is a part of it, and [`with_room`] gives
//!   it stack.

mod bisect;
mod catch_panic;
mod check;
mod convert;
mod exchange;
mod generator;
mod operation;
mod parameter;
mod path;
mod recursion;
mod reference;
mod report;
mod schema;
#[cfg(test)]
mod tests;
mod walk;

pub use bisect::supervise;
pub use catch_panic::{catch_panic, with_room};
pub use check::check_contract;
pub(crate) use check::{contract_depth, contract_faults};
pub use generator::check_generator_input;
pub(crate) use generator::generator_input;
pub(crate) use path::{names as path_names, shape as path_shape};
pub(crate) use recursion::{needs, without_end};
