//! A result as text, JSON or lines, on the standard output or in a file.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, ValueHint};
use serde_json::Value;

use super::files::{check_file, write_file};
use super::{template, terminal};
use crate::failure::Failure;

/// The heading of these flags in the help.
pub(super) const HEADING: &str = "Output";

/// Returns the flags of every command that has a result.
pub fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("output")
            .short('o')
            .long("output")
            .value_name("FILE")
            .help("Write the result there; several pages go into a folder of this name")
            .value_hint(ValueHint::AnyPath)
            .global(true)
            .help_heading(HEADING),
        switch("json", "Write the whole result as JSON"),
        switch("pretty", "Write JSON with line breaks, as on a terminal"),
        Arg::new("template")
            .long("template")
            .value_name("TEXT")
            .help(
                "Write this text for each result, with {fields} such as {url} or {metadata.title}",
            )
            .value_hint(ValueHint::Other)
            .global(true)
            .conflicts_with("json")
            .help_heading(HEADING),
        switch(
            "progress",
            "Show progress without a terminal too, as a line every few seconds",
        ),
        switch("quiet", "Write nothing but the result and errors").short('q'),
        switch("verbose", "Show each attempt of each call").short('v'),
    ]
}

fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
        .global(true)
        .help_heading(HEADING)
}

/// The form of a result, and its place.
#[derive(Clone, Debug)]
pub struct Output {
    /// The file or folder; the standard output without one.
    pub path: Option<PathBuf>,
    /// True if JSON was asked for.
    pub json: bool,
    /// The text for each result.
    pub template: Option<String>,
    pretty: bool,
}

impl Output {
    /// Reads the flags.
    pub fn read(matches: &ArgMatches) -> Self {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        // As a file, it would be cut to nothing where the shell appends to it.
        let is_stdout = |path: &String| matches!(&**path, "-" | "/dev/stdout");
        let path = text("output")
            .filter(|path| !is_stdout(path))
            .map(PathBuf::from);
        Self {
            pretty: matches.get_flag("pretty") || (path.is_none() && io::stdout().is_terminal()),
            path,
            json: matches.get_flag("json"),
            template: text("template"),
        }
    }

    /// Checks the template, before anything is sent.
    ///
    /// # Errors
    ///
    /// If a brace is open.
    pub fn check_template(&self) -> Result<(), Failure> {
        let template = self.template.as_deref().unwrap_or_default();
        template::render(template, &Value::Null).map(drop)
    }

    /// Checks that the file can be written, if the result goes to one, before anything is sent.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn check_file(&self) -> Result<(), Failure> {
        self.path.as_deref().map_or(Ok(()), check_file)
    }

    /// Writes a JSON value, or the text of the template, for each item of a list.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or the template is wrong.
    pub fn value(&self, value: &Value) -> Result<(), Failure> {
        match &self.template {
            Some(template) => {
                let items = match value {
                    Value::Array(items) => &**items,
                    one => std::slice::from_ref(one),
                };
                let texts = items.iter().map(|item| template::render(template, item));
                let text = texts.collect::<Result<String, Failure>>()?;
                match items.is_empty() {
                    true => Ok(()),
                    false => self.text(&text),
                }
            }
            None => self.text(&self.json_text(value)),
        }
    }

    /// Writes a text, with a line break at its end.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn text(&self, text: &str) -> Result<(), Failure> {
        match &self.path {
            Some(path) => write_file(path, text.as_bytes()),
            None => {
                // A page is a stranger's; a terminal would obey what is in it.
                let mut stdout = terminal::stdout();
                stdout.write_all(text.as_bytes())?;
                if !text.ends_with('\n') {
                    stdout.write_all(b"\n")?;
                }
                Ok(stdout.flush()?)
            }
        }
    }

    /// Opens the place for results that come one by one; with `is_kept`, after those that are there.
    ///
    /// # Errors
    ///
    /// If the file cannot be created.
    pub fn lines(&self, is_kept: bool) -> Result<Lines, Failure> {
        let out: Box<dyn Write + Send> = match &self.path {
            Some(path) => {
                let mut file = fs::File::options();
                file.create(true).append(is_kept).write(true);
                let file = file.truncate(!is_kept).open(path);
                Box::new(file.map_err(|error| Failure::file(path, &error))?)
            }
            None => terminal::stdout(),
        };
        Ok(Lines {
            out,
            template: self.template.clone(),
        })
    }

    /// Returns the JSON of a value.
    fn json_text(&self, value: &Value) -> String {
        match self.pretty {
            true => format!("{value:#}"),
            false => value.to_string(),
        }
    }

    /// Writes a page in one format as its text, and in several as JSON.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn page(&self, document: &Value, formats: &[String]) -> Result<(), Failure> {
        match formats {
            _ if self.json || self.template.is_some() => self.value(document),
            [format] => match text_of(document, format) {
                Some(text) => self.text(&text),
                None => {
                    terminal::warn(&format!(
                        "the page has no `{format}`; `--json` shows all of it"
                    ));
                    self.value(document)
                }
            },
            _ => self.value(document),
        }
    }
}

/// The place of results that come one by one: a line each, or the text of the template.
pub struct Lines {
    out: Box<dyn Write + Send>,
    template: Option<String>,
}

impl Lines {
    /// Writes a result.
    ///
    /// # Errors
    ///
    /// If it cannot be written, or the template is wrong.
    pub fn write(&mut self, value: &Value) -> Result<(), Failure> {
        let text = match &self.template {
            Some(template) => template::render(template, value)?,
            None => format!("{value}\n"),
        };
        self.raw(text.as_bytes())
    }

    /// Writes lines as they are.
    ///
    /// # Errors
    ///
    /// If they cannot be written.
    pub fn raw(&mut self, lines: &[u8]) -> Result<(), Failure> {
        self.out.write_all(lines)?;
        Ok(self.out.flush()?)
    }
}

/// Returns a format of a page as text: lists as lines, anything else that is not a text as JSON.
pub fn text_of(document: &Value, format: &str) -> Option<String> {
    match document.get(format)? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let lines = items.iter().filter_map(Value::as_str);
            Some(lines.map(|line| format!("{line}\n")).collect())
        }
        other => Some(format!("{other:#}")),
    }
}
