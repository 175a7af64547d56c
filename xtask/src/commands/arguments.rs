//! The command line of `cargo xtask`.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use openapi_document::{Error, Result};

use super::{bench, check, diff, generate, list, probe, scaffold, update};
use crate::project::Project;

/// Generates and checks the API crate from the vendored contract.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 nothing to do or all done, 1 failure or findings that need a person, \
                  2 invalid arguments, 3 changes found (diff, update, probe), 4 stale (check, \
                  generate --check). docs/commands.md lists them by command."
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
    /// Measures the client beside the official crate, and writes the figures into docs/performance.md.
    Bench(bench::Options),
    /// Writes the generated code, or reports whether it is fresh.
    Generate(generate::Options),
    /// Checks that everything generated is fresh, documented and named.
    Check(check::Options),
    /// Reports what changed between two contracts, and what that means for a client.
    Diff(diff::Options),
    /// Lists the operations with their types.
    List(list::Options),
    /// Compares the responses of a running server with the contract.
    Probe(probe::Options),
    /// Writes a new facade method, with its row and a request for the drift tests.
    Scaffold(scaffold::Options),
    /// Applies a new contract: replaces the vendored one, regenerates, and reports what is left to do.
    Update(update::Options),
}

/// The form of the output of several commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines for people.
    Text,
    /// JSON for programs.
    Json,
}

/// The output of a command and its exit code.
pub(super) type Outcome = (String, u8);

/// Runs a command and returns its exit code.
///
/// # Errors
///
/// If the command fails.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<u8> {
    let project = match &arguments.root {
        Some(root) => Project::at(root)?,
        None => {
            let folder = std::env::current_dir()
                .map_err(|error| Error::new("there is no current folder").caused_by(error))?;
            Project::around(&folder)?
        }
    };
    let (text, code) = match &arguments.command {
        Command::Bench(options) => bench::run(&project, options)?,
        Command::Generate(options) => generate::run(&project, options)?,
        Command::Check(options) => check::run(&project, options)?,
        Command::Diff(options) => diff::run(&project, options)?,
        Command::List(options) => list::run(&project, options)?,
        Command::Probe(options) => return probe::run(&project, options),
        Command::Scaffold(options) => scaffold::run(&project, options)?,
        Command::Update(options) => return update::run(&project, options, out),
    };
    print(&text, out)?;
    Ok(code)
}

/// Prints a text; a reader that went away has read enough.
pub(super) fn print(text: &str, out: &mut dyn Write) -> Result<()> {
    match out.write_all(text.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => {
            result.map_err(|error| Error::new("the output cannot be written").caused_by(error))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, ErrorKind, Write};

    use super::print;

    struct Failing(ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_that_goes_away_is_no_failure() {
        assert!(print("text", &mut Failing(ErrorKind::BrokenPipe)).is_ok());
        assert!(print("text", &mut Failing(ErrorKind::StorageFull)).is_err());
    }
}
