//! The commands, a file each.
//!
//! They print through a writer and give an exit code.

mod arguments;
mod bench;
mod check;
mod diff;
mod generate;
mod list;
mod probe;
mod update;

pub use arguments::{Arguments, run};
