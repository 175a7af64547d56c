//! A report as text, Markdown or JSON.

use std::fmt;

use clap::ValueEnum;
use openapi_diff::{Class, Titled};
use openapi_document::{Error, Result, code_block, code_span, one_line, printable};
use serde_json::json;

use super::report::{Report, Status};

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Lines for people.
    Text,
    /// Markdown, as for a pull request.
    Markdown,
    /// JSON for programs.
    Json,
}

impl Report {
    /// Renders the report.
    ///
    /// # Errors
    ///
    /// None that a report can cause.
    pub fn render(&self, form: Form) -> Result<String> {
        let failed = |error| Error::new("the report cannot be written").caused_by(error);
        match form {
            Form::Json => self.json(),
            form => {
                let mut text = self.lines(form == Form::Markdown).map_err(failed)?;
                let start = if form == Form::Markdown { "\n- " } else { "\n" };
                text.extend(
                    self.others
                        .iter()
                        .map(|line| format!("{start}{}\n", escaped(line))),
                );
                Ok(text)
            }
        }
    }

    /// Returns the report in one line, without its source.
    pub fn headline(&self) -> String {
        match self.status {
            Status::NotModified => {
                "no change since the last update, according to the server".to_owned()
            }
            Status::Unchanged => match self.changes.prose {
                0 => "no change".to_owned(),
                1 => "no change but to one piece of prose".to_owned(),
                more => format!("no change but to {more} pieces of prose"),
            },
            Status::Refused => format!(
                "nothing can be generated from this contract: {}",
                self.counts()
            ),
            Status::Changed => {
                let code = &self.code;
                let breaking = if self.changes.count(Class::Breaking) > 0 {
                    "this breaks clients: "
                } else if code.lost.count() + code.changed.count() > 0 {
                    "this breaks callers of the generated code: "
                } else {
                    ""
                };
                format!(
                    "{breaking}{}; in the code {} gained, {} lost, {} changed; {}",
                    self.counts(),
                    code.gained.count(),
                    code.lost.count(),
                    code.changed.count(),
                    self.person()
                )
            }
        }
    }

    /// Returns the number of items for a person in words.
    fn person(&self) -> String {
        let items = match self.needs.count() {
            0 => "nothing needs a person".to_owned(),
            1 => "1 item needs a person".to_owned(),
            more => format!("{more} items need a person"),
        };
        match self.renames.is_empty() || self.are_renamed {
            true => items,
            false => format!("{items}, {} with --apply-renames", self.renamed_count),
        }
    }

    fn counts(&self) -> String {
        let counts =
            Class::ALL.map(|class| format!("{} {}", self.changes.count(class), class.word()));
        counts.join(", ")
    }

    fn json(&self) -> Result<String> {
        let changes = &self.changes;
        let mut report = json!({
            "source": self.source,
            "status": self.status,
            "error": self.error,
            "breaking": changes.count(Class::Breaking),
            "behavioral": changes.count(Class::Behavioral),
            "additive": changes.count(Class::Additive),
            "neutral": changes.count(Class::Neutral),
            "prose": changes.prose,
            "person": self.needs.count(),
            "needs": self.needs,
            "renames": {"applied": self.are_renamed, "person": self.renamed_count, "list": self.renames},
            "stubs": self.stubs,
            "retired": self.retired,
            "retired-actions": self.retired_actions,
            "broken": self.broken,
            "code": self.code,
            "contracts": (!self.others.is_empty()).then_some(&self.others),
            "files": self.files,
            "changes": changes.changes,
            "accepted": (!changes.accepted.is_empty()).then_some(&changes.accepted),
            "notes": (!changes.notes.is_empty()).then_some(&changes.notes),
        });
        if let Some(members) = report.as_object_mut() {
            members.retain(|_, value| !value.is_null());
        }
        crate::json(&report)
    }

    fn lines(&self, markdown: bool) -> std::result::Result<String, fmt::Error> {
        let (source, headline) = (&self.source, self.headline());
        let mut out = if markdown {
            let (first, rest) = headline.split_at(1);
            let first = first.to_uppercase();
            format!("## Update from {}\n\n{first}{rest}.\n", code_span(source))
        } else {
            format!("{source}: {headline}\n")
        };
        match &self.error {
            Some(error) if markdown => out += &format!("\n{}\n", code_block(error)),
            Some(error) => out += &format!("\n{error}\n\n"),
            None if self.status != Status::Changed => return Ok(out),
            None => self.lists(markdown, &mut out),
        }
        let titled = Titled {
            old: "vendored",
            new: source,
            report: &self.changes,
        };
        if markdown {
            titled.markdown(&mut out)?;
        } else {
            titled.text(&mut out)?;
            out = printable(&out);
        }
        Ok(out)
    }

    /// Writes the remaining work, the changes of the code, and the files.
    fn lists(&self, markdown: bool, out: &mut String) {
        let code = |text: &str| match markdown {
            true => code_span(text),
            false => one_line(text),
        };
        let list = |out: &mut String, title: &str, items: Vec<String>| {
            let (end, start) = if markdown { ("\n", "- ") } else { ("", "  ") };
            *out += &format!("\n{title}\n{end}");
            out.extend(items.iter().map(|item| format!("{start}{item}\n")));
        };
        let needs = &self.needs;
        if markdown && (!needs.tasks.is_empty() || needs.before > 0) {
            *out += "\n### Needs a person\n";
        }
        for task in needs.tasks.iter().chain(&needs.advice) {
            let (kind, remedy, items) = (task.kind, &task.remedy, task.items.iter());
            if markdown {
                let items = items.map(|item| format!("[ ] {}", escaped(item)));
                list(out, &format!("**{kind}**: {remedy}"), items.collect());
            } else {
                list(
                    out,
                    &format!("{kind}: {remedy}"),
                    items.map(|item| one_line(item)).collect(),
                );
            }
        }
        let more = match needs.before {
            0 => None,
            1 => Some("1 more was".to_owned()),
            more => Some(format!("{more} more were")),
        };
        if let Some(more) = more {
            let end = if markdown { "." } else { "" };
            *out += &format!(
                "\n{more} there before this contract: see `cargo xtask check` and `cargo xtask list`{end}\n"
            );
        }
        self.work(markdown, out);
        if markdown && !self.code.is_empty() {
            *out += "\n### Generated code\n";
        }
        for (kind, parts) in self.code.kinds() {
            for (word, items) in parts.lists() {
                let stars = if markdown { "**" } else { "" };
                let items = items.iter().map(|item| code(item)).collect();
                list(out, &format!("{stars}{kind} {word}{stars}"), items);
            }
        }
        let files = self.files.iter();
        let files = files.map(|file| format!("{} {}", file.state, code(&file.file)));
        let title = if markdown { "### Files" } else { "files" };
        list(out, title, files.collect());
        *out += "\n";
    }
}

impl Report {
    /// Writes what the command has done or can do by itself, and what breaks.
    fn work(&self, markdown: bool, out: &mut String) {
        let shown = |text: &str| {
            if markdown {
                escaped(text)
            } else {
                one_line(text)
            }
        };
        let title = |out: &mut String, title: &str, rest: &str| {
            *out += &match markdown {
                true => format!("\n### {title}\n\n{rest}\n"),
                false => format!("\n{}: {rest}\n", title.to_lowercase()),
            };
        };
        let [first, second] = if markdown {
            ["- ", "  - "]
        } else {
            ["  ", "    "]
        };
        if !self.renames.is_empty() {
            let rest = match self.are_renamed {
                true => "carried through; review each",
                false => "`cargo xtask update --apply-renames` carries them through",
            };
            title(out, "Renames", rest);
        }
        for rename in &self.renames {
            let (word, old, new) = (rename.word(), shown(&rename.old), shown(&rename.new));
            *out += &format!("{first}{word} {old} → {new}\n");
            for edit in &rename.edits {
                let text = format!("{}:{}: {} → {}", edit.file, edit.line, edit.old, edit.new);
                *out += &format!("{second}{}\n", shown(&text));
            }
            // The lines of a file together: there may be many.
            for one in rename
                .unsure
                .chunk_by(|one, other| one.file == other.file && one.name == other.name)
            {
                let lines: Vec<String> = one.iter().map(|one| one.line.to_string()).collect();
                let (lines, one) = (lines.join(","), &one[0]);
                let text = format!("{}:{lines}: {} is left: {}", one.file, one.name, one.reason);
                *out += &format!("{second}{}\n", shown(&text));
            }
        }
        if self.stubs + self.retired > 0 {
            let (stubs, retired) = (self.stubs, self.retired);
            let rest = format!(
                "{stubs} stubs to be written by a person, {retired} entries moved to the retired ones"
            );
            title(out, "Documentation and names", &rest);
        }
        if !self.retired_actions.is_empty() {
            let rest = "moved to the retired ones; review each";
            title(out, "Overlay actions", rest);
        }
        for action in &self.retired_actions {
            *out += &format!("{first}{}\n", shown(&action.shown()));
        }
        if !self.broken.is_empty() {
            let count = self.broken.len();
            title(
                out,
                "Hand-written code",
                &format!("{count} places will not compile, or fail"),
            );
        }
        for broken in &self.broken {
            let line = broken
                .line
                .map_or_else(String::new, |line| format!(":{line}"));
            let text = format!("{}{line}: {}", broken.file, broken.reason);
            *out += &format!("{first}{}\n", shown(&text));
        }
    }
}

/// Returns text of the contract so that nothing in it is Markdown, a mention or a reference.
fn escaped(text: &str) -> String {
    code_span(text)
}
