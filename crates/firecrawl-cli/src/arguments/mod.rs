//! The command line: the tree of commands, the flags of each.

pub mod flags;
mod tree;
pub mod values;

pub use tree::command;
