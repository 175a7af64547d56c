//! The command line of the benchmarks.

use std::io::stdout;

use clap::Parser;
use firecrawl_benches::cli::{Arguments, run};

fn main() -> anyhow::Result<()> {
    run(&Arguments::parse(), None, &mut stdout())
}
