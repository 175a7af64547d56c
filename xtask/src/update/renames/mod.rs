//! Carries renames of a contract through the files that people write.

mod carry;
mod found;
mod inputs;
mod overlays;
mod sources;
mod types;

pub use carry::{Carried, carry};
pub use found::{GONE, Part, Rename, Unsure};
