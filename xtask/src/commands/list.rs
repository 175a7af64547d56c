//! `cargo xtask list`.

use std::io::Write;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::arguments::printed;
use crate::exit;
use crate::facade;
use crate::workspace::Workspace;
use openapi_codegen::catalog::{Kind, OperationEntry};
use openapi_codegen::pipeline;
use openapi_document::{Error, Result};

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// How to print the operations.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How a command prints what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines for people.
    Text,
    /// JSON for programs.
    Json,
}

/// Runs the command.
pub fn run(workspace: &Workspace, options: &Options, out: &mut dyn Write) -> Result<u8> {
    let run = pipeline::run(&workspace.inputs(None)?, true)?;
    let mut methods = facade::methods(workspace, &run.entries)?;
    let operations: Vec<Listed> = run
        .entries
        .iter()
        .map(|entry| Listed {
            entry,
            facade: methods.remove(&entry.function).unwrap_or_default(),
        })
        .collect();
    match options.format {
        Format::Text => table(&operations, out)?,
        Format::Json => {
            let text = serde_json::to_string_pretty(&operations)
                .map_err(|error| Error::new("the list cannot be written").caused_by(error))?;
            printed(writeln!(out, "{text}"))?;
        }
    }
    Ok(exit::FRESH)
}

/// An operation and the methods of the facade that call it.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    entry: &'a OperationEntry,
    facade: Vec<String>,
}

fn table(operations: &[Listed<'_>], out: &mut dyn Write) -> Result<()> {
    let none = || "-".to_owned();
    let mut rows = vec![
        [
            "METHOD",
            "PATH",
            "OPERATION",
            "RUST NAME",
            "REQUEST",
            "RESPONSE",
            "KIND",
            "FACADE",
        ]
        .map(str::to_owned),
    ];
    for Listed { entry, facade } in operations {
        let request = entry.request.clone().or_else(|| entry.query.clone());
        rows.push([
            entry.method.clone(),
            entry.path.clone(),
            entry.id.clone(),
            entry.function.clone(),
            request.unwrap_or_else(none),
            entry.response.clone().unwrap_or_else(none),
            entry.kind.word().to_owned(),
            if facade.is_empty() {
                none()
            } else {
                facade.join(", ")
            },
        ]);
    }
    let widths: Vec<usize> = (0..8)
        .map(|column| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    for row in &rows {
        let line: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        printed(writeln!(out, "{}", line.join("  ").trim_end()))?;
    }
    let count = |kind| {
        let of_kind = operations.iter().filter(|listed| listed.entry.kind == kind);
        of_kind.count()
    };
    let missing = operations.iter().filter(|listed| listed.facade.is_empty());
    printed(writeln!(
        out,
        "{} operations: {} generated, {} hand-written, {} observed; {} without a facade method",
        operations.len(),
        count(Kind::Generated),
        count(Kind::HandWritten),
        count(Kind::Observed),
        missing.count()
    ))
}
