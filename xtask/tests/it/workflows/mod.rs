//! The workflows of `.github`, as far as they can be checked without GitHub.
//!
//! Each rule is run twice: on the workflows that are there, and on one that breaks every rule.

mod commands;
mod document;
mod pull_request;
mod rules;
mod scripts;

use std::fs;

use crate::scratch::repository;
use document::Workflow;

/// The workflows that are there.
fn workflows() -> Vec<Workflow> {
    let folder = repository().join(".github/workflows");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("workflows")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy();
            Workflow::read(&name, &fs::read_to_string(path).expect("text"))
        })
        .collect()
}

/// The one of this name.
fn workflow(name: &str) -> Workflow {
    workflows()
        .into_iter()
        .find(|workflow| workflow.name == name)
        .unwrap_or_else(|| panic!("no workflow {name}"))
}
