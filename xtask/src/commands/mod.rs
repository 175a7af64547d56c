//! The commands, a file each.

mod arguments;
mod bench;
mod check;
mod diff;
mod generate;
mod list;
mod probe;
mod scaffold;
mod update;

use std::env;
use std::process::Command;

pub use arguments::{Arguments, run};
pub use scaffold::{remove_command, scaffold_command};

/// Prepares a call of the cargo that runs this program.
fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    command
}
