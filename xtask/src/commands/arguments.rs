//! What `cargo xtask` understands.

use std::io::Write;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::{bench, check, diff, generate, list, probe, update};
use crate::workspace::Workspace;
use openapi_document::{Error, Result};

/// Generates and checks the client crate from the vendored contract.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true
)]
pub struct Arguments {
    /// The root of the workspace, if it is not the current folder or above it.
    #[arg(long, global = true, value_name = "DIR", hide = true)]
    root: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measures the client beside the official crate, and shows the figures in the README.
    Bench(bench::Options),
    /// Makes the generated code from the contract, or says whether it is fresh.
    Generate(generate::Options),
    /// Checks that everything generated is fresh, documented and named.
    Check(check::Options),
    /// Says what changed between two contracts, and what that means for a client.
    Diff(diff::Options),
    /// Lists the operations with their types.
    List(list::Options),
    /// Says what a running server answers that the contract does not.
    Probe(probe::Options),
    /// Takes a new contract: replaces the vendored one, regenerates, and says what is left to do.
    Update(update::Options),
}

/// Runs a command and gives its exit code.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<u8> {
    let workspace = match &arguments.root {
        Some(root) => Workspace::at(root),
        None => {
            let folder = std::env::current_dir()
                .map_err(|error| Error::new("there is no current folder").caused_by(error))?;
            Workspace::around(&folder)?
        }
    };
    match &arguments.command {
        Command::Bench(options) => bench::run(&workspace, options, out),
        Command::Generate(options) => generate::run(&workspace, options, out),
        Command::Check(options) => check::run(&workspace, options, out),
        Command::Diff(options) => diff::run(&workspace, options, out),
        Command::List(options) => list::run(&workspace, options, out),
        Command::Probe(options) => probe::run(&workspace, options, out),
        Command::Update(options) => update::run(&workspace, options, out),
    }
}

/// Makes an error of output that cannot be written; a reader that went away has read enough.
pub(super) fn printed(result: std::io::Result<()>) -> Result<()> {
    match result {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        result => {
            result.map_err(|error| Error::new("the output cannot be written").caused_by(error))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::printed;

    #[test]
    fn a_reader_that_goes_away_is_no_failure() {
        assert!(printed(Err(ErrorKind::BrokenPipe.into())).is_ok());
        assert!(printed(Err(ErrorKind::StorageFull.into())).is_err());
    }
}
