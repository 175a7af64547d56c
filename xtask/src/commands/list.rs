//! `cargo xtask list`.

use std::io::Write;

use clap::Args;
use openapi_codegen::catalog::{Kind, OperationEntry};
use openapi_codegen::pipeline;
use openapi_document::Result;
use serde::Serialize;

use super::arguments::{Format, print_json, printed};
use crate::exit;
use crate::project::Project;

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// An operation and the methods of the facade that call it.
#[derive(Serialize)]
struct Listed<'a> {
    #[serde(flatten)]
    entry: &'a OperationEntry,
    facade: &'a [String],
}

const HEAD: [&str; 8] = [
    "METHOD",
    "PATH",
    "OPERATION",
    "RUST NAME",
    "REQUEST",
    "RESPONSE",
    "KIND",
    "FACADE",
];

/// Runs the command.
///
/// # Errors
///
/// If nothing can be generated from the inputs.
pub fn run(project: &Project, options: &Options, out: &mut dyn Write) -> Result<u8> {
    let run = pipeline::run(&project.inputs(None)?, true)?;
    let methods = project.facade_methods()?;
    let entries = run.entries.iter();
    let operations: Vec<Listed<'_>> = entries
        .map(|entry| Listed {
            entry,
            facade: methods.get(&entry.id).map_or(&[], std::slice::from_ref),
        })
        .collect();
    match options.format {
        Format::Text => table(&operations, out)?,
        Format::Json => print_json(&operations, out)?,
    }
    Ok(exit::FRESH)
}

fn table(operations: &[Listed<'_>], out: &mut dyn Write) -> Result<()> {
    let mut rows = vec![HEAD];
    rows.extend(operations.iter().map(|Listed { entry, facade }| {
        let request = entry.request.as_deref().or(entry.query.as_deref());
        [
            &entry.method,
            &entry.path,
            &entry.id,
            &entry.function,
            request.unwrap_or("-"),
            entry.response.as_deref().unwrap_or("-"),
            entry.kind.word(),
            facade.first().map(String::as_str).unwrap_or("-"),
        ]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
    let widths: [usize; 8] = std::array::from_fn(|column| width(column).unwrap_or(0));
    for row in &rows {
        let cells = row.iter().zip(widths);
        let cells: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        printed(writeln!(out, "{}", cells.join("  ").trim_end()))?;
    }
    let count = |kind| {
        operations
            .iter()
            .filter(|row| row.entry.kind == kind)
            .count()
    };
    printed(writeln!(
        out,
        "{} operations: {} generated, {} hand-written, {} observed; {} without a facade method",
        operations.len(),
        count(Kind::Generated),
        count(Kind::HandWritten),
        count(Kind::Observed),
        operations
            .iter()
            .filter(|row| row.facade.is_empty())
            .count()
    ))
}
