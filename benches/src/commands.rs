//! What the program understands.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::clients::Contender;
use crate::error::{Context, Result};
use crate::group::Group;
use crate::measure;
use crate::report;
use crate::scenarios::Effort;
use crate::server::Server;
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
    /// Measures, keeps the figures, and renders them.
    Report(Report),
    /// Renders the kept figures again.
    Render(Folder),
    /// Serves prepared bytes until the standard input ends; prints the address first.
    Serve {
        /// The documents of the largest finished crawl.
        #[arg(long, default_value_t = 2_000)]
        documents: usize,
    },
    /// Measures one subject in this process and prints a line of JSON.
    Subject(Measured),
}

/// Who is measured, against which server, doing what.
#[derive(Debug, Args)]
pub struct Measured {
    /// Who is measured.
    #[arg(long, value_enum)]
    pub client: Contender,
    /// The address of the server.
    #[arg(long)]
    pub server: String,
    /// What is done.
    #[command(subcommand)]
    pub work: Work,
}

#[derive(Debug, Args)]
struct Report {
    /// Measure these groups only; the kept figures of others stay.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "GROUP")]
    only: Vec<Group>,
    /// Tiny counts and one round, to see that everything works.
    #[arg(long)]
    quick: bool,
    /// How many rounds to make, in place of the default of each scenario.
    #[arg(long)]
    rounds: Option<usize>,
    #[command(flatten)]
    folder: Folder,
}

#[derive(Debug, Args)]
struct Folder {
    /// Where figures, tables and plots are kept.
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/results"))]
    results: PathBuf,
}

/// Runs a command.
pub fn run(arguments: &Arguments, out: &mut dyn Write) -> Result<()> {
    match &arguments.command {
        Command::Report(report) => {
            let groups = match report.only.as_slice() {
                [] => Group::value_variants(),
                only => only,
            };
            let effort = Effort {
                quick: report.quick,
                rounds: report.rounds,
            };
            let folder = &report.folder.results;
            report::measure(groups, effort, folder, out)?;
            report::render(folder, out)
        }
        Command::Render(folder) => report::render(&folder.results, out),
        Command::Serve { documents } => serve(*documents, out),
        Command::Subject(Measured {
            client,
            server,
            work,
        }) => {
            let outcome = measure::measure(*client, server, work)?;
            let line = serde_json::to_string(&outcome).context("the figures cannot be written")?;
            writeln!(out, "{line}").context("the figures cannot be printed")
        }
    }
}

fn serve(documents: usize, out: &mut dyn Write) -> Result<()> {
    // One thread, so that a core is left to who is measured.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("no runtime")?;
    runtime.block_on(async {
        let server = Server::start(documents).await?;
        writeln!(out, "{}", server.address()).context("the address cannot be printed")?;
        out.flush().context("the address cannot be printed")?;
        server.until_input_ends().await
    })
}
