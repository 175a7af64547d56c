//! The workflow makes the same checks as `.ci/run`.

use std::fs;
use std::process::Command as Process;

use toml::Table;

use super::document::Step;
use super::workflow;
use crate::scratch::repository;

#[test]
fn the_oldest_rust_is_that_of_the_workspace() {
    let ci = workflow("ci.yml");
    let wanted = format!(
        "cargo +{} build --workspace --all-features --locked",
        oldest_rust()
    );
    let builds = |step: Step<'_>| step.job == "minimum" && step.lines().any(|line| line == wanted);
    assert!(ci.steps().any(builds), "ci.yml does not run `{wanted}`");
}

#[test]
fn the_workflow_makes_every_step_of_the_local_checks() {
    let ci = workflow("ci.yml");
    let checks = fs::read_to_string(repository().join(".ci/run")).unwrap();
    let steps: Vec<String> = checks
        .lines()
        .filter_map(|line| line.strip_prefix("step \"")?.split_once("\" "))
        .map(|(_, command)| {
            command
                .strip_prefix("env RUSTDOCFLAGS=-Dwarnings ")
                .unwrap_or(command)
                // The workflow takes every set of up to three.
                .replace("--each-feature", "--feature-powerset --depth 3")
        })
        .filter(|command| command != "components")
        .collect();
    assert!(steps.len() > 5, "{steps:?}");
    for command in steps {
        let made = ci
            .steps()
            .any(|step| step.lines().any(|line| line == command));
        assert!(made, "ci.yml does not run `{command}`");
    }
    let documentation = ci
        .steps()
        .find(|step| step.lines().any(|line| line.starts_with("cargo doc ")));
    assert_eq!(
        documentation.unwrap().value["env"]["RUSTDOCFLAGS"],
        "-Dwarnings"
    );
}

fn oldest_rust() -> String {
    let text = fs::read_to_string(repository().join("Cargo.toml")).expect("a manifest");
    let manifest: Table = text.parse().expect("TOML");
    let version = &manifest["workspace"]["package"]["rust-version"];
    version.as_str().expect("a version").to_owned()
}

/// Returns a finding if bash cannot read a script.
pub fn not_bash(script: &str) -> Option<String> {
    let output = Process::new("bash")
        .args(["-n", "-c", script])
        .output()
        .expect("bash runs");
    (!output.status.success()).then(|| "the script is not bash".to_owned())
}
