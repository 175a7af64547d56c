//! `cargo xtask probe`.

use clap::Args;
use openapi_document::{Error, Result};

use super::cargo;
use crate::project::Project;

/// The program that asks a server.
const PROBE: &str = "contract-probe";

/// The options of the command.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub struct Options {
    /// The arguments of the probe; `--help` lists them.
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "ARGUMENT"
    )]
    arguments: Vec<String>,
}

/// Runs the probe as a program of its own, so that these commands do not
/// depend on the crate that they generate.
///
/// # Errors
///
/// If it cannot be run.
pub fn run(project: &Project, options: &Options) -> Result<u8> {
    let status = cargo(&["run", "--quiet", "--package", PROBE, "--manifest-path"])
        .arg(project.path("Cargo.toml"))
        .arg("--")
        .args(&options.arguments)
        .status()
        .map_err(|error| Error::new("cargo cannot be run").caused_by(error))?;
    // A program that a signal ended has no code.
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.unwrap_or(crate::exit::FAILURE))
}
