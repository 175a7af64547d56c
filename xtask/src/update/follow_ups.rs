//! The manual work that a new contract requires.

use std::collections::BTreeMap;

use openapi_codegen::catalog::OperationEntry;
use openapi_codegen::pipeline::{Findings, Inputs, Run};
use openapi_document::Result;
use serde::Serialize;

use super::observed;
use crate::project::{Documentation, Project};

/// The remaining manual work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FollowUps {
    /// The tasks that this contract brings; none is without items.
    pub tasks: Vec<Task>,
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

/// The inputs of a run and its result.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    inputs: &'a Inputs,
    run: &'a Run,
}

impl<'a> Made<'a> {
    /// Joins the inputs of a run with its result.
    pub fn of(inputs: &'a Inputs, run: &'a Run) -> Self {
        Self { inputs, run }
    }
}

impl FollowUps {
    /// Returns the number of items.
    pub fn count(&self) -> usize {
        self.tasks.iter().map(|task| task.items.len()).sum()
    }

    /// Finds the work that the new contract leaves and the old one did not.
    ///
    /// # Errors
    ///
    /// If an overlay or the list of facade methods cannot be read.
    pub fn between(project: &Project, old: Made<'_>, new: Made<'_>) -> Result<Self> {
        let mut all = Self::default();
        let (names, docs) = (&project.inputs.names, &project.inputs.docs);
        let stale = observed::stale(old.inputs, new.inputs)?;
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
        let (before, after) = (&old.run.findings, &new.run.findings);
        all.news(
            "observed operations that are official in another form",
            "delete each from the overlay that adds it",
            &before.superseded,
            &after.superseded,
        );
        all.facade(project, &old.run.entries, &new.run.entries)?;
        all.news(
            "operations that are neither generated nor hand-written",
            format!("list each in [hand-written] of {names} and write it"),
            &before.unlisted_operations,
            &after.unlisted_operations,
        );
        all.news(
            "schemas with a name by rule",
            format!("name each in [types] of {names}, unless the name is good"),
            &named_by_rule(before),
            &named_by_rule(after),
        );
        all.news(
            "untagged enums without a reason",
            format!("give the reason in [untagged] of {names}"),
            &before.unexplained_untagged,
            &after.unexplained_untagged,
        );
        if project.check.documentation == Documentation::Required {
            all.news(
                "items without documentation",
                format!("document each in {docs}"),
                &before.missing_docs,
                &after.missing_docs,
            );
        }
        all.news(
            "unused names",
            format!("delete each from {names}, or correct its place"),
            &before.unused_names,
            &after.unused_names,
        );
        all.news(
            "unused documentation",
            format!("delete each from {docs}, or move it to what it is about now"),
            &before.unused_docs,
            &after.unused_docs,
        );
        all.news(
            "warnings",
            "check that the generated code is what it should be",
            &before.warnings,
            &after.warnings,
        );
        Ok(all)
    }

    /// Adds operations without a method of the facade, and methods without their operation.
    fn facade(
        &mut self,
        project: &Project,
        old: &[OperationEntry],
        new: &[OperationEntry],
    ) -> Result<()> {
        if project.facade.is_none() {
            return Ok(());
        }
        let methods = project.facade_methods()?;
        let by_id = |entries| -> BTreeMap<&str, &OperationEntry> {
            let entries: &[OperationEntry] = entries;
            entries
                .iter()
                .map(|entry| (entry.id.as_str(), entry))
                .collect()
        };
        let (before, after) = (by_id(old), by_id(new));
        let mut gone: Vec<String> = methods
            .iter()
            .filter(|(id, _)| !after.contains_key(id.as_str()))
            .filter_map(|(id, method)| {
                let entry = before.get(id.as_str())?;
                Some(format!("{method} called {}", entry.function))
            })
            .collect();
        gone.sort();
        self.add(
            "facade methods whose operation is gone",
            "call the operation that took its place, or deprecate the method",
            gone,
        );
        let uncalled = new.iter().filter(|entry| !methods.contains_key(&entry.id));
        let (known, fresh): (Vec<_>, Vec<_>) =
            uncalled.partition(|entry| before.contains_key(entry.id.as_str()));
        self.before += known.len();
        self.add(
            "operations without a facade method",
            "write a method with `cargo xtask scaffold`",
            fresh.into_iter().map(OperationEntry::shown).collect(),
        );
        Ok(())
    }

    /// Adds the items that were not there before.
    fn news(
        &mut self,
        kind: &'static str,
        remedy: impl Into<String>,
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

    fn add(&mut self, kind: &'static str, remedy: impl Into<String>, items: Vec<String>) {
        if !items.is_empty() {
            self.tasks.push(Task {
                kind,
                remedy: remedy.into(),
                items,
            });
        }
    }
}

fn named_by_rule(findings: &Findings) -> Vec<String> {
    let unnamed = findings.unnamed.iter();
    unnamed
        .map(|(place, name)| format!("{place} is {name}"))
        .collect()
}
