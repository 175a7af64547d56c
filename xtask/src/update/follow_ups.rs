//! The manual work that a new contract requires.

use openapi_codegen::catalog::OperationEntry;
use openapi_codegen::pipeline::{Findings, Inputs, Run};
use openapi_document::Result;
use serde::Serialize;

use super::observed;
use crate::project::Project;

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

/// Lists the items of one kind.
type Lister = fn(&Findings) -> Vec<String>;

impl FollowUps {
    /// Returns the number of items.
    pub fn count(&self) -> usize {
        self.tasks.iter().map(|task| task.items.len()).sum()
    }

    /// Finds the work that the new contract leaves and the old one did not, from the inputs and
    /// the result of a run with each.
    ///
    /// # Errors
    ///
    /// If an overlay or the list of facade methods cannot be read.
    pub fn between(
        project: &Project,
        (old_inputs, old): (&Inputs, &Run),
        (new_inputs, new): (&Inputs, &Run),
    ) -> Result<Self> {
        let mut all = Self::default();
        let (names, docs) = (&project.inputs.names, &project.inputs.docs);
        let stale = observed::stale(old_inputs, new_inputs)?;
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
        let findings = [&old.findings, &new.findings];
        all.news(
            findings,
            "observed operations that are official in another form",
            "delete each from the overlay that adds it",
            |findings| findings.superseded.clone(),
        );
        all.facade(project, &old.entries, &new.entries)?;
        let rows: [(_, _, Lister); 7] = [
            (
                "operations that are neither generated nor hand-written",
                &*format!("list each in [hand-written] of {names} and write it"),
                |findings| findings.unlisted_operations.clone(),
            ),
            (
                "schemas with a name by rule",
                &format!("name each in [types] of {names}, unless the name is good"),
                |findings| {
                    let unnamed = findings.unnamed.iter();
                    let texts = unnamed.map(|(place, name)| format!("{place} is {name}"));
                    texts.collect()
                },
            ),
            (
                "untagged enums without a reason",
                &format!("give the reason in [untagged] of {names}"),
                |findings| findings.unexplained_untagged.clone(),
            ),
            (
                "items without documentation",
                &format!("document each in {docs}"),
                |findings| findings.missing_docs.clone(),
            ),
            (
                "unused names",
                &format!("delete each from {names}, or correct its place"),
                |findings| findings.unused_names.clone(),
            ),
            (
                "unused documentation",
                &format!("delete each from {docs}, or move it to what it is about now"),
                |findings| findings.unused_docs.clone(),
            ),
            (
                "warnings",
                "check that the generated code is what it should be",
                |findings| findings.warnings.clone(),
            ),
        ];
        for (kind, remedy, of) in rows {
            all.news(findings, kind, remedy, of);
        }
        Ok(all)
    }

    /// Adds operations without a method of the facade, and methods without their operation.
    fn facade(
        &mut self,
        project: &Project,
        old: &[OperationEntry],
        new: &[OperationEntry],
    ) -> Result<()> {
        let before = |id: &str| old.iter().find(|entry| entry.id == id);
        let (uncalled, gone) = project.facade_gaps(new)?;
        let gone = gone.into_iter().filter_map(|(id, method)| {
            let function = &before(&id)?.function;
            Some(format!("{method} called {function}"))
        });
        let mut gone: Vec<String> = gone.collect();
        gone.sort();
        self.add(
            "facade methods whose operation is gone",
            "call the operation that took its place, or deprecate the method",
            gone,
        );
        let (known, fresh): (Vec<_>, Vec<_>) = uncalled
            .into_iter()
            .partition(|entry| before(&entry.id).is_some());
        self.before += known.len();
        self.add(
            "operations without a facade method",
            "write a method with `cargo xtask scaffold`",
            fresh.into_iter().map(OperationEntry::shown).collect(),
        );
        Ok(())
    }

    /// Adds the items that were not there before.
    fn news(&mut self, findings: [&Findings; 2], kind: &'static str, remedy: &str, of: Lister) {
        let [before, after] = findings.map(of);
        let (known, fresh): (Vec<_>, Vec<_>) =
            after.into_iter().partition(|text| before.contains(text));
        self.before += known.len();
        self.add(kind, remedy, fresh);
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
