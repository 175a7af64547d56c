//! Serves the Firecrawl v2 contract on this machine until it is stopped.

mod cli;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use cli::{Arguments, run};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments, &mut anstream::stdout()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // An error that cannot be written still shows in the exit code.
            let _ = writeln!(anstream::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}
