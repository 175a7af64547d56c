//! The manual work that a new contract requires.

use std::collections::BTreeSet;

use openapi_codegen::pipeline::{Inputs, Run};
use openapi_document::Result;
use serde::Serialize;

use super::observed;
use super::retired_actions::RetiredAction;
use crate::commands::{remove_command, scaffold_command};
use crate::findings::{self, BENEATH, CHANGED, GONE, STALE, UNCALLED};
use crate::project::Project;

/// The remaining manual work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FollowUps {
    /// The tasks that this contract brings, which `check` counts; none is without items.
    pub tasks: Vec<Task>,
    /// What should be looked at, and does not fail the check.
    pub advice: Vec<Task>,
    /// The number of items before it.
    pub before: usize,
}

/// Items of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Task {
    /// The kind of the items, in the plural.
    pub kind: &'static str,
    /// The task.
    pub remedy: String,
    /// The items.
    pub items: Vec<String>,
}

/// A project with the inputs and the result of a run.
pub type State<'a> = (&'a Project, &'a Inputs, &'a Run);

impl FollowUps {
    /// Returns the number of items.
    pub fn count(&self) -> usize {
        self.tasks.iter().map(|task| task.items.len()).sum()
    }

    /// Finds the work that the new contract leaves and the old one did not; the new overlays lack the
    /// retired actions.
    ///
    /// # Errors
    ///
    /// If an overlay or the list of facade methods cannot be read.
    pub fn between(old: State<'_>, new: State<'_>, retired: &[RetiredAction]) -> Result<Self> {
        let (old_project, old_inputs, old_run) = old;
        let (project, inputs, run) = new;
        let mut all = Self::default();
        let (names, docs) = (&project.inputs.names, &project.inputs.docs);
        // They are told apart by what has become of them; the number is the same.
        let stale = observed::stale(old_inputs, inputs, retired)?;
        all.before += stale.before;
        all.add(
            "stale overlay actions",
            "delete each from its file, or adapt it to the contract",
            stale.other,
        );
        all.add(
            "overlay actions for what is official now",
            "delete each from its file, if the contract says the same",
            stale.official,
        );
        let known: BTreeSet<_> = findings::of(old_project, old_run)?.into_iter().collect();
        let found = findings::of(project, run)?;
        let mut rows = vec![
            (
                BENEATH,
                "overlay actions over a change of the contract",
                format!("look whether each is still right, then delete its `{CHANGED}`"),
            ),
            (
                "observed operation that is official",
                "observed operations that are official in another form",
                "delete each from the overlay that adds it".to_owned(),
            ),
            (
                GONE,
                "facade methods whose operation is gone",
                "run the command, which removes the method with its rows and requests, or call the \
                 operation that took its place"
                    .to_owned(),
            ),
            (
                UNCALLED,
                "operations without a facade method",
                "run the command, which writes the method, its row and a request".to_owned(),
            ),
            (
                "operation that is neither generated nor hand-written",
                "operations that are neither generated nor hand-written",
                format!("list each in [hand-written] of {names} and write it"),
            ),
            (
                "untagged enum without a reason",
                "untagged enums without a reason",
                format!("give the reason in [untagged] of {names}"),
            ),
            (
                "missing documentation",
                "items without documentation",
                format!("document each in {docs}, in place of its stub"),
            ),
            (
                "schemas of one name that differ",
                "schemas of one name that differ",
                "correct one in an overlay, or give each a name of its own".to_owned(),
            ),
            (
                "unused name",
                "unused names",
                format!("delete each from {names}, or correct its place"),
            ),
            (
                "unused documentation",
                "unused documentation",
                format!("delete each from {docs}, or move it to what it is about now"),
            ),
        ];
        // Whatever else `check` fails for is counted too.
        for (kind, _) in found.iter().filter(|(kind, _)| *kind != STALE) {
            if !rows.iter().any(|(one, ..)| one == kind) {
                rows.push((kind, kind, "correct each".to_owned()));
            }
        }
        for (one, kind, remedy) in rows {
            let own = found.iter().filter(|(kind, _)| *kind == one);
            let (before, fresh): (Vec<_>, Vec<_>) = own.partition(|item| known.contains(item));
            all.before += before.len();
            let items = fresh.into_iter().map(|(_, text)| match one {
                GONE => called(text, old_run),
                UNCALLED => command(text, project, run),
                _ => text.clone(),
            });
            let mut items: Vec<String> = items.collect();
            if one == GONE {
                items.sort();
            }
            all.add(kind, &remedy, items);
        }
        let was = &old_run.findings;
        let unnamed = run.findings.unnamed.iter();
        let unnamed = unnamed.filter(|(place, _)| !was.unnamed.contains_key(*place));
        let warnings = run.findings.warnings.iter();
        let warnings = warnings.filter(|text| !was.warnings.contains(text));
        for (kind, remedy, items) in [
            (
                "schemas with a name by rule",
                format!("name each in [types] of {names}, unless the name is good"),
                unnamed
                    .map(|(place, name)| format!("{place} is {name}"))
                    .collect(),
            ),
            (
                "warnings",
                "check that the generated code is what it should be".to_owned(),
                warnings.cloned().collect::<Vec<_>>(),
            ),
        ] {
            if !items.is_empty() {
                all.advice.push(Task {
                    kind,
                    remedy,
                    items,
                });
            }
        }
        Ok(all)
    }

    fn add(&mut self, kind: &'static str, remedy: &str, items: Vec<String>) {
        if !items.is_empty() {
            self.tasks.push(Task {
                kind,
                remedy: remedy.to_owned(),
                items,
            });
        }
    }
}

/// Names the function that a method called, in place of the operation, and the command that removes
/// the method.
fn called(finding: &str, old: &Run) -> String {
    let parts = finding.split_once(" calls ");
    let named = parts.and_then(|(method, id)| {
        let entry = old.entries.iter().find(|entry| entry.id == id)?;
        let command = remove_command(id);
        Some(format!("{method} called {}: {command}", entry.function))
    });
    named.unwrap_or_else(|| finding.to_owned())
}

/// Adds the command that writes the method of an operation.
fn command(shown: &str, project: &Project, run: &Run) -> String {
    let entry = run.entries.iter().find(|entry| entry.shown() == shown);
    let command = entry.and_then(|entry| scaffold_command(project, run, entry));
    command.map_or_else(|| shown.to_owned(), |command| format!("{shown}: {command}"))
}
