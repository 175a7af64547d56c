//! Asks a server and reports what its responses have that the contract lacks.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use contract_probe::cli;

fn main() -> ExitCode {
    let outcome = cli::run(&cli::Arguments::parse(), &mut anstream::stdout());
    ExitCode::from(outcome.unwrap_or_else(|error| {
        // Where the error cannot be shown, the exit code still says that there was one.
        let _ = writeln!(anstream::stderr(), "error: {error}");
        1
    }))
}
