//! What a new contract leaves for a person to do.

use std::collections::BTreeSet;

use serde::Serialize;

use super::observed;
use crate::facade;
use crate::workspace::Workspace;
use openapi_codegen::catalog::OperationEntry;
use openapi_codegen::pipeline::{Inputs, Run};
use openapi_document::Result;

/// What is left for a person, by what is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Needs {
    /// What this contract brings; no task is without items.
    pub tasks: Vec<Task>,
    /// How many items there were before it.
    pub before: usize,
}

/// Items of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Task {
    /// What the items are, in the plural.
    pub kind: &'static str,
    /// What is to be done.
    pub remedy: &'static str,
    /// The items.
    pub items: Vec<String>,
}

/// The inputs of a run and what it made.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// The inputs.
    pub inputs: &'a Inputs,
    /// What was made of them.
    pub run: &'a Run,
}

impl Needs {
    /// How many items there are.
    pub fn count(&self) -> usize {
        self.tasks.iter().map(|task| task.items.len()).sum()
    }

    /// What the new contract leaves to do that the old one did not.
    ///
    /// # Errors
    ///
    /// If an overlay or the facade's source cannot be read.
    pub fn of(workspace: &Workspace, old: Made<'_>, new: Made<'_>) -> Result<Self> {
        let mut needs = Self::default();
        let (before, after) = (&old.run.findings, &new.run.findings);
        let stale = observed::stale(old.inputs, new.inputs)?;
        needs.before += stale.before;
        needs.add(
            "stale overlay actions",
            "delete each from its file, or adapt it to the contract",
            stale.other,
        );
        needs.add(
            "overlay actions for what is official now",
            "delete each from its file, if the contract says the same",
            stale.official,
        );
        needs.news(
            "observed operations that are official in another form",
            "delete each from openapi/observed.json",
            &before.superseded,
            &after.superseded,
        );
        needs.calls(workspace, &old.run.entries, &new.run.entries)?;
        needs.news(
            "operations that nobody writes",
            "list each in [hand-written] of openapi/names.toml and write it",
            &before.unlisted_operations,
            &after.unlisted_operations,
        );
        let named = |run: &Run| -> Vec<String> {
            let unnamed = run.findings.unnamed.iter();
            let texts = unnamed.map(|(place, name)| format!("{place} is {name}"));
            texts.collect()
        };
        needs.news(
            "schemas with a name by rule",
            "name each in [types] of openapi/names.toml, unless the name is good",
            &named(old.run),
            &named(new.run),
        );
        needs.news(
            "untagged enums without a reason",
            "give the reason in [untagged] of openapi/names.toml",
            &before.unexplained_untagged,
            &after.unexplained_untagged,
        );
        needs.news(
            "items without documentation",
            "document each in openapi/docs.toml",
            &before.missing_docs,
            &after.missing_docs,
        );
        needs.news(
            "unused names",
            "delete each from openapi/names.toml, or correct its place",
            &before.unused_names,
            &after.unused_names,
        );
        needs.news(
            "unused documentation",
            "delete each from openapi/docs.toml, or move it to what it is about now",
            &before.unused_docs,
            &after.unused_docs,
        );
        needs.news(
            "warnings",
            "see whether the generated code is what it should be",
            &before.warnings,
            &after.warnings,
        );
        Ok(needs)
    }

    /// Operations without a method of the facade, and methods without their operation.
    fn calls(
        &mut self,
        workspace: &Workspace,
        old: &[OperationEntry],
        new: &[OperationEntry],
    ) -> Result<()> {
        let all: Vec<OperationEntry> = old.iter().chain(new).cloned().collect();
        let methods = facade::methods(workspace, &all)?;
        let functions = |entries: &[OperationEntry]| -> BTreeSet<String> {
            let functions = entries.iter().map(|entry| entry.function.clone());
            functions.collect()
        };
        let (before, after) = (functions(old), functions(new));
        let gone: Vec<String> = methods
            .iter()
            .filter(|(function, _)| !after.contains(*function))
            .map(|(function, methods)| format!("{} called {function}", methods.join(", ")))
            .collect();
        self.add(
            "facade methods whose operation is gone",
            "call the operation that took its place, or deprecate the method",
            gone,
        );
        let without = |entries: &[OperationEntry]| facade::uncalled(entries, &methods);
        let (old, new) = (without(old), without(new));
        let fresh = new
            .iter()
            .filter(|(function, _)| !before.contains(*function));
        self.add(
            "operations without a facade method",
            "write a method that calls it",
            fresh.map(|(_, text)| text.clone()).collect(),
        );
        self.before += new
            .keys()
            .filter(|function| old.contains_key(*function))
            .count();
        Ok(())
    }

    /// Adds what was not there before.
    fn news(
        &mut self,
        kind: &'static str,
        remedy: &'static str,
        before: &[String],
        after: &[String],
    ) {
        let (known, fresh): (Vec<_>, Vec<_>) = after
            .iter()
            .cloned()
            .partition(|text| before.contains(text));
        self.before += known.len();
        self.add(kind, remedy, fresh);
    }

    fn add(&mut self, kind: &'static str, remedy: &'static str, items: Vec<String>) {
        if !items.is_empty() {
            self.tasks.push(Task {
                kind,
                remedy,
                items,
            });
        }
    }
}
