//! Runs one `cargo xtask` command.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use openapi_codegen::preflight::with_room;
use xtask::commands::{Arguments, run};
use xtask::exit;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Deeply nested contracts take more stack than a main thread has.
    let outcome = with_room(|| run(&arguments, &mut anstream::stdout())).and_then(|code| code);
    let code = outcome.unwrap_or_else(|error| {
        // Where the error cannot be shown, the exit code still says that there was one.
        let _ = writeln!(anstream::stderr(), "error: {error}");
        exit::FAILURE
    });
    ExitCode::from(code)
}
