//! Serves the Firecrawl v2 contract on this machine until it is told to stop.

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
            // Where the error cannot be shown, the code still tells.
            let _ = writeln!(anstream::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}
