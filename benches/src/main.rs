//! Runs one command of the measurements.

use std::io::{Write, stderr, stdout};
use std::process::ExitCode;

use clap::Parser;
use firecrawl_benches::commands::{Arguments, run};

fn main() -> ExitCode {
    match run(&Arguments::parse(), &mut stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where the error cannot be shown, the code still tells.
            let _ = writeln!(stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}
