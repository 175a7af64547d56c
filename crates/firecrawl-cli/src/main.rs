//! The Firecrawl v2 API on the command line: the program `firecrawl`.
//!
//! It has no library. `firecrawl --help` and `firecrawl help COMMAND` describe it to those who use it, and the
//! pages here to those who change it: a call goes from `arguments` to `commands`, which read lists of URLs with
//! `input`, call operations of `operations` through the client of a `session`, and write results with `output`.

mod arguments;
mod commands;
mod credentials;
mod failure;
mod input;
mod interrupt;
#[cfg(feature = "mcp")]
mod mcp;
mod operations;
mod output;
mod session;
mod started;
#[cfg(feature = "object-store")]
mod store;
mod waits;

use std::process::ExitCode;

use output::{progress, terminal};

fn main() -> ExitCode {
    let matches = match arguments::parse(std::env::args_os().collect()) {
        Ok(matches) => matches,
        Err(failure) => return end(&failure),
    };
    if matches.get_flag("quiet") {
        terminal::be_quiet();
    }
    if matches.get_flag("progress") {
        progress::ask();
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let result = runtime
        .map_err(|error| failure::Failure::new(error.to_string()))
        .and_then(|runtime| {
            let result = runtime.block_on(commands::run(&matches));
            // A thread may still read from a terminal.
            runtime.shutdown_background();
            result
        });
    match result {
        Ok(code) => ExitCode::from(code),
        Err(failure) => end(&failure),
    }
}

/// Shows a failure and returns its code.
fn end(failure: &failure::Failure) -> ExitCode {
    if !failure.is_broken_pipe() {
        terminal::warn(&failure.to_string());
    }
    ExitCode::from(failure.code)
}
