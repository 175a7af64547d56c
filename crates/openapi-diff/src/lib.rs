//! The semantic difference of two contracts.
//!
//! [`compare`] finds the changes, [`rule`] says what each means for a client, [`Titled`] writes a
//! report, and [`Repository`] adds what each change touches here.

mod aggregate;
mod change;
mod compare;
mod kind;
mod label;
mod reachability;
mod render;
mod report;
mod rules;

pub use change::{Change, Class, Effect, Place, Reached, Side, Verdict};
pub use kind::{Family, Kind};
pub use label::label;
pub use render::Titled;
pub use report::{Report, compare};
pub use rules::table;

/// The examples of the README, which are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
