//! Counts the allocations of one subject and prints a line of JSON.

use std::io::{Write, stderr, stdout};
use std::process::ExitCode;

use clap::Parser;
use dhat::{HeapStats, Profiler};
use firecrawl_benches::allocations::{Counted, measure};
use firecrawl_benches::commands::Measured;
use firecrawl_benches::error::{Context, Result};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// Counts the allocations of one subject and prints a line of JSON.
#[derive(Debug, Parser)]
struct Arguments {
    #[command(flatten)]
    measured: Measured,
}

fn main() -> ExitCode {
    // Counts, and writes no file at the end.
    let _profiler = Profiler::builder().testing().build();
    match run(&Arguments::parse().measured, &mut stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(measured: &Measured, out: &mut dyn Write) -> Result<()> {
    let outcome = measure(measured.client, &measured.server, &measured.work, counted)?;
    let line = serde_json::to_string(&outcome).context("the figures cannot be written")?;
    writeln!(out, "{line}").context("the figures cannot be printed")
}

fn counted() -> Counted {
    let stats = HeapStats::get();
    Counted {
        allocations: stats.total_blocks,
        bytes: stats.total_bytes,
    }
}
