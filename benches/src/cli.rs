//! The command line.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Parser, Subcommand, ValueEnum};
use tokio::io::AsyncReadExt;

use crate::drivers::{Subject, Target};
use crate::measure::{measure, runtime};
use crate::meter::Reading;
use crate::report;
use crate::scenarios::{Effort, Group};
use crate::server::{SERVER_WORKERS, Server};
use crate::work::Work;

/// Measures the Firecrawl client beside the official crate and plain reqwest.
#[derive(Debug, Parser)]
#[command(name = "firecrawl-benches", disable_help_subcommand = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measures, stores the results, and renders them.
    Report {
        /// Measure only these groups; the stored results of others remain.
        #[arg(long, value_enum, value_delimiter = ',', value_name = "GROUP")]
        only: Vec<Group>,
        /// Keep the stored rounds of the groups, and add those of this run.
        #[arg(long)]
        add: bool,
        #[command(flatten)]
        effort: Effort,
        #[command(flatten)]
        folder: Folder,
    },
    /// Renders the stored results again.
    Render(Folder),
    /// Serves prepared bytes until the standard input ends; prints the URL first.
    Serve {
        /// The number of documents of the largest finished crawl.
        #[arg(long, default_value_t = 2_000)]
        documents: usize,
    },
    /// Measures one subject in this process and prints a line of JSON.
    Subject {
        /// The subject to measure.
        #[arg(long, value_enum)]
        client: Subject,
        #[command(flatten)]
        target: Target,
        /// The work to do.
        #[command(subcommand)]
        work: Work,
    },
}

#[derive(Debug, Args)]
struct Folder {
    /// The folder of results, tables and plots.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/results"))]
    results: PathBuf,
}

/// Runs a command; a subject reports allocations instead of time if they can be read.
pub fn run(arguments: &Arguments, allocations: Option<Reading>, out: &mut dyn Write) -> Result<()> {
    match &arguments.command {
        Command::Report {
            only,
            add,
            effort,
            folder,
        } => {
            let groups = match only.as_slice() {
                [] => Group::value_variants(),
                only => only,
            };
            report::measure(groups, *add, *effort, &folder.results, out)?;
            report::render(&folder.results, out)
        }
        Command::Render(folder) => report::render(&folder.results, out),
        Command::Serve { documents } => serve(*documents, out),
        Command::Subject {
            client,
            target,
            work,
        } => {
            let outcome = measure(*client, target, work, allocations)?;
            let line = serde_json::to_string(&outcome).context("cannot serialize the figures")?;
            writeln!(out, "{line}").context("cannot print the figures")
        }
    }
}

fn serve(documents: usize, out: &mut dyn Write) -> Result<()> {
    runtime(SERVER_WORKERS)?.block_on(async {
        let server = Server::start(documents, None).await?;
        writeln!(out, "{}", server.url()).context("cannot print the URL")?;
        out.flush().context("cannot print the URL")?;
        tokio::io::stdin().read_to_end(&mut Vec::new()).await?;
        Ok(())
    })
}
