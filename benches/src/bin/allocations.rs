//! The same command line with an allocator that counts; `subject` reports allocations.
//!
//! It is a program of its own, since the timed program must not pay for the counting.

use std::io::stdout;

use anyhow::Result;
use clap::Parser;
use dhat::{HeapStats, Profiler};
use firecrawl_benches::cli::{Arguments, run};
use firecrawl_benches::figure::{Figure, Figures};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

fn main() -> Result<()> {
    // In its testing mode the profiler counts, and writes no file at the end.
    let _profiler = Profiler::builder().testing().build();
    run(&Arguments::parse(), Some(allocations), &mut stdout())
}

fn allocations() -> Result<Figures> {
    let stats = HeapStats::get();
    Ok(Figures::from([
        (Figure::Allocations, stats.total_blocks as f64),
        (Figure::AllocatedBytes, stats.total_bytes as f64),
    ]))
}
