//! The form of the results of several pages, and the files that hold them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf, absolute};

use clap::{Arg, ArgAction, ArgMatches, ValueHint};
use same_file::Handle;
use serde_json::{Value, json};

use super::output::{HEADING, Output};
use super::pages::Written;
use crate::failure::Failure;

/// The form of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A line of JSON, or the text of a template, for each page.
    Lines,
    /// A folder with files for each page.
    Folder,
    /// Rows of Parquet files.
    Table,
}

/// The form of the results of several pages, and their place.
#[derive(Debug)]
pub struct Target {
    /// The form.
    pub form: Form,
    /// The file or folder; the standard output without one.
    pub path: Option<PathBuf>,
    /// The file of the failures.
    pub errors: Option<PathBuf>,
    /// True if a flag names that file.
    pub is_named: bool,
    /// The text for each result.
    pub template: Option<String>,
}

impl Target {
    /// Returns the flags that choose between lines and files.
    pub fn arguments() -> Vec<Arg> {
        let form = |name: &'static str, help: &'static str| {
            Arg::new(name)
                .long(name)
                .action(ArgAction::SetTrue)
                .help(help)
                .help_heading(HEADING)
        };
        vec![
            form(
                "jsonl",
                "Write a line of JSON for each page, instead of a folder with files",
            ),
            #[cfg(feature = "parquet")]
            form(
                "parquet",
                "Write a row of a Parquet file for each page; --output names the file, or a folder \
                 for several",
            )
            .conflicts_with_all(["jsonl", "json", "template"]),
            Arg::new("errors")
                .long("errors")
                .value_name("FILE")
                .value_hint(ValueHint::FilePath)
                .help("Write failed pages there as lines of JSON [errors.jsonl in the folder]")
                .help_heading(HEADING),
        ]
    }

    /// Reads the flags: by default, the folder `.firecrawl` has a folder for each host.
    ///
    /// # Errors
    ///
    /// If a table is to be written to the standard output, or one file has two uses.
    pub fn read(output: &Output, matches: &ArgMatches) -> Result<Self, Failure> {
        let is_lines = matches.get_flag("jsonl") || output.json || output.template.is_some();
        let mut errors = matches.get_one::<String>("errors").map(PathBuf::from);
        let mut path = output.path.clone();
        let form = match is_lines {
            _ if is_table(matches) => Form::Table,
            true => Form::Lines,
            false => Form::Folder,
        };
        if form == Form::Table && path.is_none() {
            let failure = Failure::usage("`--parquet` cannot write to the standard output");
            return Err(failure.remedy("name a file or folder with `--output`"));
        }
        if form == Form::Folder {
            let folder = path.get_or_insert_with(|| PathBuf::from(".firecrawl"));
            errors.get_or_insert_with(|| folder.join("errors.jsonl"));
        }
        let values = |name: &str| {
            let values = matches.try_get_many::<String>(name).ok().flatten();
            values.into_iter().flatten()
        };
        let named = |name: &str| {
            let value = values(name).find(|value| *value != "-");
            value.map(PathBuf::from)
        };
        let mut lists = values("urls").chain(values("input"));
        let stdin = lists.any(|list| list == "-").then(Handle::stdin);
        let is_stdout = form == Form::Lines && path.is_none();
        check_different(
            [
                ("the standard input", stdin),
                ("the standard output", is_stdout.then(Handle::stdout)),
            ],
            [
                ("`--input`", named("input")),
                ("`--checkpoint`", named("checkpoint")),
                ("`--output`", path.clone()),
                ("`--errors`", errors.clone()),
            ],
        )?;
        Ok(Self {
            form,
            path,
            is_named: matches.contains_id("errors"),
            errors,
            template: output.template.clone(),
        })
    }

    /// Checks that a later run can continue the results.
    ///
    /// # Errors
    ///
    /// If they go to the standard output, or are a table.
    pub fn check_resumable(&self) -> Result<(), Failure> {
        match (self.form, &self.path) {
            (Form::Table, _) => Err(Failure::usage(
                "`--checkpoint` cannot continue a Parquet file",
            )
            .remedy("`--store FOLDER --parquet` continues by itself")),
            (_, None) => Err(
                Failure::usage("`--checkpoint` cannot continue the standard output")
                    .remedy("name a file with `--output`"),
            ),
            _ => Ok(()),
        }
    }

    /// Returns form and paths for a journal; a path below its folder is relative to it, so that both can
    /// be moved together.
    ///
    /// # Errors
    ///
    /// If the current folder is unknown.
    pub fn describe(&self, journal: &Path) -> io::Result<Value> {
        let folder = absolute(journal)?;
        let folder = folder.parent().unwrap_or(&folder);
        let shown = |path: &Option<PathBuf>| {
            let path = path.as_deref().map(absolute).transpose()?;
            let path = path.as_deref();
            Ok::<_, io::Error>(
                path.map(|path| path.strip_prefix(folder).unwrap_or(path).to_owned()),
            )
        };
        let form = match (self.form, &self.template) {
            (Form::Folder, _) => "a folder with files",
            (Form::Table, _) => "a table",
            (Form::Lines, None) => "lines of JSON",
            (Form::Lines, Some(template)) => template,
        };
        Ok(json!({"form": form, "output": shown(&self.path)?, "errors": shown(&self.errors)?}))
    }

    /// Returns how much of the results is there.
    pub fn found(&self) -> Found<'_> {
        let length = |path: &Option<PathBuf>| match path.as_deref().map(fs::metadata) {
            Some(Ok(found)) if found.is_file() => found.len(),
            Some(Err(_)) => 0,
            // A device or pipe has no length.
            _ => u64::MAX,
        };
        let is_empty =
            |path: &Path| fs::read_dir(path).map_or(true, |mut files| files.next().is_none());
        Found {
            target: self,
            results: length(&self.path),
            errors: length(&self.errors),
            has_files: match (self.form, &self.path) {
                (Form::Folder, Some(folder)) => !is_empty(folder),
                _ => true,
            },
        }
    }
}

/// The part of the results that is there.
#[derive(Debug)]
pub struct Found<'a> {
    target: &'a Target,
    results: u64,
    errors: u64,
    /// False if results are files, and there are none.
    has_files: bool,
}

impl Found<'_> {
    /// Returns the file or folder that lacks a part of what was written, with so many pages.
    pub fn lacks(&self, written: Written, pages: u64) -> Option<&Path> {
        if self.results < written.results || (!self.has_files && pages > 0) {
            return self.target.path.as_deref();
        }
        let is_short = self.errors < written.errors;
        self.target.errors.as_deref().filter(|_| is_short)
    }
}

/// A file, whatever its names are.
#[derive(PartialEq)]
enum Identity {
    Found(Handle),
    /// It does not exist yet, or cannot be read.
    Named(PathBuf),
}

/// Checks that no file has two uses: one would overwrite what the other reads or writes.
fn check_different(
    streams: [(&str, Option<io::Result<Handle>>); 2],
    files: [(&str, Option<PathBuf>); 4],
) -> Result<(), Failure> {
    let is_file = |handle: &Handle| handle.as_file().metadata().is_ok_and(|it| it.is_file());
    let streams = streams.into_iter().filter_map(|(what, handle)| {
        // Devices can be shared.
        let handle = handle?.ok().filter(is_file)?;
        Some((what, Identity::Found(handle), String::new()))
    });
    let files = files.into_iter().filter_map(|(what, path)| {
        let path = path.filter(|path| path.is_file() || !path.exists())?;
        let identity = match Handle::from_path(&path) {
            Ok(handle) => Identity::Found(handle),
            Err(_) => Identity::Named(real(&path)),
        };
        Some((what, identity, format!(": {}", path.display())))
    });
    let mut seen: Vec<(&str, Identity)> = Vec::new();
    for (what, identity, shown) in streams.chain(files) {
        if let Some((other, _)) = seen.iter().find(|(_, seen)| *seen == identity) {
            let message = format!("{other} and {what} name one file{shown}");
            return Err(Failure::usage(message).remedy("give each a file of its own"));
        }
        seen.push((what, identity));
    }
    Ok(())
}

/// Returns the path of a file that cannot be opened, without links as far as it exists.
fn real(path: &Path) -> PathBuf {
    let whole = absolute(path).unwrap_or_else(|_| path.to_owned());
    match (whole.parent().map(Path::canonicalize), whole.file_name()) {
        (Some(Ok(folder)), Some(name)) => folder.join(name),
        _ => whole,
    }
}

/// Returns true if the results are to be rows of a table.
pub fn is_table(matches: &ArgMatches) -> bool {
    cfg!(feature = "parquet") && matches.get_flag("parquet")
}
