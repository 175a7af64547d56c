//! `cargo xtask scaffold`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use openapi_codegen::pipeline::{self, Run};
use openapi_document::{Error, Result};

use super::arguments::printed;
use crate::atomic_write::Staged;
use crate::exit;
use crate::project::{Facade, Project};
use crate::scaffold::{Method, Place};

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// The operation: its operationId or the name of its generated function.
    operation: String,
    /// The method to write. Without it: the function's name, in the group of the nearest operation.
    #[arg(long, value_name = "OWNER::NAME")]
    method: Option<String>,
    /// Write the code into its files instead of printing it.
    #[arg(long)]
    write: bool,
}

/// Runs the command.
///
/// # Errors
///
/// If there is no such operation, if it has a method, or if no place for the method is found.
pub fn run(project: &Project, options: &Options, out: &mut dyn Write) -> Result<u8> {
    let facade = project.facade.as_ref().ok_or_else(|| {
        Error::new("this project has no facade").remedy("describe one in openapi/project.toml")
    })?;
    let run = pipeline::run(&project.inputs(None)?, true)?;
    let additions = additions(project, facade, &run, options)?;
    let mut files = Vec::new();
    for addition in additions {
        if !options.write {
            printed(writeln!(out, "{}:\n{}", addition.file, addition.text))?;
            continue;
        }
        let before = project.source(&addition.file)?;
        let place = addition.place.find(before.text()?);
        let at = place.ok_or_else(|| {
            Error::new("the place for the code is not found")
                .in_file(&addition.file)
                .remedy("run the command without --write, and copy what it prints")
        })?;
        let (head, tail) = before.text()?.split_at(at);
        let text = format!("{head}{}{tail}", addition.text);
        printed(writeln!(out, "updated {}", addition.file))?;
        files.push((addition.file, text));
    }
    let files = files.iter();
    let files = files.map(|(file, text)| (file.as_str(), Some(text.as_str())));
    Staged::prepare(&project.path(""), files)?.commit()?;
    Ok(exit::FRESH)
}

/// Code that belongs into a file.
struct Addition {
    file: String,
    place: Place,
    text: String,
}

fn additions(
    project: &Project,
    facade: &Facade,
    run: &Run,
    options: &Options,
) -> Result<Vec<Addition>> {
    let methods = project.facade_methods()?;
    let named = |entry: &&_| {
        let entry: &openapi_codegen::catalog::OperationEntry = entry;
        entry.id == options.operation || entry.function == options.operation
    };
    let entry = run.entries.iter().find(named).ok_or_else(|| {
        Error::new("there is no such operation")
            .in_operation(&options.operation)
            .remedy("`cargo xtask list` shows all of them")
    })?;
    if let Some(method) = methods.get(&entry.id) {
        return Err(Error::new(format!("{method} calls it already")).in_operation(&entry.id));
    }
    let owner = options
        .method
        .as_ref()
        .and_then(|name| name.split_once("::"));
    let common = |path: &str| {
        let segments = path.split('/').zip(entry.path.split('/'));
        segments.take_while(|(one, other)| one == other).count()
    };
    // The method of the nearest operation shows where the new one belongs.
    let neighbors = run.entries.iter().filter_map(|other| {
        let (group, name) = methods.get(&other.id)?.split_once("::")?;
        let fits = owner.is_none_or(|(owner, _)| owner == group);
        fits.then_some((common(&other.path), &other.id, group, name))
    });
    let (_, neighbor, group, name) = neighbors
        .max_by_key(|(common, ..)| *common)
        .ok_or_else(|| Error::new("no group of methods has this name"))?;
    let own = owner.map_or(entry.function.as_str(), |(_, name)| name);
    let method = Method::new(project, run, entry, (group, own))?;
    let file = file_of(project, &facade.source, group, name)?;
    let rows = project.source(&facade.rows)?;
    let accessor = accessor(rows.text()?, neighbor, name);
    let mut additions = vec![
        Addition {
            file,
            place: Place::EndOfBlock(format!("fn {name}")),
            text: method.code(),
        },
        Addition {
            file: facade.methods.clone(),
            place: Place::EndOfFile,
            text: format!("{} = \"{group}::{own}\"\n", entry.id),
        },
        Addition {
            file: facade.rows.clone(),
            place: Place::EndOfBlock("\nrows! {".to_owned()),
            text: method.row(&accessor),
        },
    ];
    if let Some(text) = method.typical_request(&accessor) {
        additions.push(Addition {
            file: facade.requests.clone(),
            place: Place::EndOfBlock("\ntypical! {".to_owned()),
            text,
        });
    }
    Ok(additions)
}

/// Finds the file of a method: the one that has its function in a block of its group.
fn file_of(project: &Project, source: &str, group: &str, name: &str) -> Result<String> {
    let mut open = vec![PathBuf::from(source)];
    let unread = |error| {
        Error::new("cannot be read")
            .in_file(source)
            .caused_by(error)
    };
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(project.path("").join(&folder)).map_err(unread)?;
        for entry in entries {
            let path = folder.join(entry.map_err(unread)?.file_name());
            let full = project.path("").join(&path);
            let text = fs::read_to_string(&full).unwrap_or_default();
            if full.is_dir() {
                open.push(path);
            } else if text.contains(&format!("impl {group} {{")) && has_function(&text, name) {
                return Ok(path.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    Err(Error::new(format!("no file has the method {group}::{name}")).in_file(Path::new(source)))
}

fn has_function(text: &str, name: &str) -> bool {
    [format!("fn {name}("), format!("fn {name}<")]
        .iter()
        .any(|function| text.contains(function))
}

/// Returns how a row reaches the group of a method: `client.team()`.
fn accessor(rows: &str, neighbor: &str, name: &str) -> String {
    let variant = openapi_codegen::naming::pascal(neighbor);
    let row = rows
        .lines()
        .find(|row| row.trim_start().starts_with(&format!("{variant} => ")));
    let call = row.and_then(|row| row.split_once("| ")?.1.split_once(&format!(".{name}(")));
    call.map_or("client", |(accessor, _)| accessor).to_owned()
}
