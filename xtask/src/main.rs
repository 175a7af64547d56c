//! Runs one `cargo xtask` command.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use xtask::commands::{Arguments, run};
use xtask::exit;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let code = run(&arguments, &mut anstream::stdout()).unwrap_or_else(|error| {
        // Where the error cannot be shown, its code still tells.
        let _ = writeln!(anstream::stderr(), "error: {error}");
        exit::FAILURE
    });
    ExitCode::from(code)
}
