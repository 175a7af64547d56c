//! The command line of a comparison, for the binary and for commands that compare more.

use std::fmt;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use openapi_document::{Error, Result};

use crate::change::Class;
use crate::date::{Calendar, Date};
use crate::policy::Policy;
use crate::render::{Titled, rules};
use crate::report::Report;

/// The exit code of a comparison that found no change at the limit.
pub const SAME: u8 = 0;
/// The exit code of a comparison that found changes at the limit.
pub const DIFFERENT: u8 = 3;

/// The options of a report.
#[derive(Clone, Debug, Args)]
pub struct ReportOptions {
    /// Print the changes in this form.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Exit with 3 only for changes of this class and graver ones.
    #[arg(long, value_enum, default_value_t = FailOn::Any)]
    pub fail_on: FailOn,
    /// Read the accepted changes from this file.
    #[arg(long, value_name = "FILE")]
    pub accept: Option<PathBuf>,
    /// Give a rule another class, or `ignore`.
    #[arg(long = "level", value_name = "RULE=CLASS", value_parser = level)]
    pub levels: Vec<(String, String)>,
    /// Take this day for today, for announced ends and accepted changes.
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub today: Option<Date>,
    /// List the rules, and compare nothing.
    #[arg(long)]
    pub rules: bool,
}

/// Reads a date of the command line.
///
/// # Errors
///
/// If it is not a date.
pub fn date(text: &str) -> std::result::Result<Date, &'static str> {
    Date::parse(text).ok_or("not a date such as 2030-01-31")
}

/// Reads a rule and its class.
fn level(text: &str) -> std::result::Result<(String, String), String> {
    let (rule, class) = text.split_once('=').ok_or("write RULE=CLASS")?;
    let set = Policy::default().set_level(rule, class);
    set.map_err(|error| error.to_string())?;
    Ok((rule.to_owned(), class.to_owned()))
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Lines for people.
    Text,
    /// Markdown, as for a pull request.
    Markdown,
    /// JSON for programs.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
}

/// The changes that the exit code reports: those of a class, and of every graver one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Changes that may break a client.
    Breaking,
    /// Those, and changes of what the same code does.
    #[value(alias = "behavior")]
    Behavioral,
    /// Those, and changes that add something.
    Additive,
    /// All changes.
    #[value(alias = "neutral")]
    Any,
}

impl FailOn {
    /// Returns the least grave class that counts.
    fn limit(self) -> Class {
        match self {
            Self::Breaking => Class::Breaking,
            Self::Behavioral => Class::Behavioral,
            Self::Additive => Class::Additive,
            Self::Any => Class::Neutral,
        }
    }
}

impl ReportOptions {
    /// Returns the list of the rules, if that was asked for.
    pub fn listed_rules(&self) -> Option<String> {
        self.rules.then(|| match self.format {
            Format::Text | Format::Github => rules::text(),
            Format::Markdown => rules::markdown(),
            Format::Json => rules::json(),
        })
    }

    /// Returns the day of the comparison, with the notice that a project asks for.
    pub fn calendar(&self, notice_days: u32) -> Calendar {
        Calendar {
            today: self.today.unwrap_or_else(Date::today),
            notice_days,
        }
    }

    /// Adds to the decisions of a project those of the command line, and applies them.
    ///
    /// # Errors
    ///
    /// If a rule or a class is unknown, or if the file of accepted changes cannot be read.
    pub fn decide(&self, mut policy: Policy, report: &mut Report) -> Result<()> {
        for (rule, class) in &self.levels {
            policy.set_level(rule, class)?;
        }
        if let Some(path) = &self.accept {
            let file = path.display().to_string();
            let text = std::fs::read_to_string(path).map_err(|error| {
                let error = Error::new("cannot be read").caused_by(error);
                error.in_file(&file)
            })?;
            policy.accept(&file, &text)?;
        }
        policy.apply(report, self.calendar(0).today);
        Ok(())
    }

    /// Renders a report; `file` is the file that annotations of GitHub belong to.
    ///
    /// # Errors
    ///
    /// If the report cannot be written.
    pub fn render(&self, titled: &Titled<'_>, file: &str) -> Result<String> {
        let mut text = String::new();
        let written: fmt::Result = match self.format {
            Format::Text => titled.text(&mut text),
            Format::Markdown => titled.markdown(&mut text),
            Format::Json => titled.json(&mut text),
            Format::Github => titled.github(file, &mut text),
        };
        written.map_err(|error| Error::new("the report cannot be written").caused_by(error))?;
        Ok(text)
    }

    /// Returns the exit code for a report.
    pub fn exit_code(&self, report: &Report) -> u8 {
        let mut changes = report.changes.iter();
        let found = changes.any(|change| change.class <= self.fail_on.limit());
        if found { DIFFERENT } else { SAME }
    }
}
