//! `cargo xtask list`.

use clap::Args;
use openapi_codegen::catalog::{Kind, OperationEntry};
use openapi_document::{Result, printable};
use serde::Serialize;

use super::arguments::{Format, Outcome};
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

const HEAD: &str = "METHOD,PATH,OPERATION,RUST NAME,REQUEST,RESPONSE,KIND,FACADE";

/// Runs the command.
///
/// # Errors
///
/// If nothing can be generated from the inputs.
pub fn run(project: &Project, options: &Options) -> Result<Outcome> {
    let run = project.run(&project.inputs(None)?)?;
    let methods = project.facade_methods()?;
    let entries = run.entries.iter();
    let operations: Vec<Listed<'_>> = entries
        .map(|entry| Listed {
            entry,
            facade: methods.get(&entry.id).map_or(&[], std::slice::from_ref),
        })
        .collect();
    let text = match options.format {
        Format::Text => printable(&table(&operations)),
        Format::Json => crate::json(&operations)?,
    };
    Ok((text, exit::FRESH))
}

fn table(operations: &[Listed<'_>]) -> String {
    let mut rows: Vec<Vec<&str>> = vec![HEAD.split(',').collect()];
    rows.extend(operations.iter().map(|Listed { entry, facade }| {
        let request = entry.request.as_deref().or(entry.query.as_deref());
        vec![
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
    let cell = |(column, cell): (usize, &&str)| {
        let width = width(column).unwrap_or(0);
        format!("{cell:width$}  ")
    };
    let lines = rows.iter().map(|row| {
        let line: String = row.iter().enumerate().map(cell).collect();
        format!("{}\n", line.trim_end())
    });
    let count = |is: &dyn Fn(&Listed<'_>) -> bool| operations.iter().filter(|row| is(row)).count();
    let of_kind = |kind| count(&|row| row.entry.kind == kind);
    lines.collect::<String>()
        + &format!(
            "{} operations: {} generated, {} hand-written, {} observed; {} without a facade method\n",
            operations.len(),
            of_kind(Kind::Generated),
            of_kind(Kind::HandWritten),
            of_kind(Kind::Observed),
            count(&|row| row.facade.is_empty())
        )
}
