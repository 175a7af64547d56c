//! The command line: the tree of commands, the flags of each.

mod examples;
pub mod flags;
mod spellings;
mod tree;
pub mod values;

pub use spellings::parse;
pub use tree::command;
