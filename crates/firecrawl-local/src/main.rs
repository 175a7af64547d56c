//! Serves the Firecrawl v2 contract on this machine until it is stopped.

mod cli;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use tokio::runtime::Runtime;

use cli::{Arguments, run};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let result = Runtime::new().map_err(Into::into).and_then(|runtime| {
        let result = runtime.block_on(run(arguments, &mut anstream::stdout()));
        // A thread may still be busy with a large page; the program ends without it.
        runtime.shutdown_background();
        result
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // An error that cannot be written still shows in the exit code.
            let _ = writeln!(anstream::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}
