//! Whether what the scripts of a workflow call is there.

use std::fs;
use std::process::Command as Process;

use clap::CommandFactory as _;
use toml::Table;
use xtask::commands::Arguments;

use super::document::{Step, Workflow};
use super::workflow;
use crate::scratch::repository;

/// What comes after `cargo` beside the aliases of this repository.
const CARGO_COMMANDS: [&str; 9] = [
    "build", "check", "clippy", "deny", "doc", "fetch", "fmt", "hack", "test",
];

/// All commands that cannot work, and scripts that are no bash.
pub fn findings(workflow: &Workflow) -> Vec<String> {
    workflow
        .steps()
        .filter_map(|step| Some((step, step.run()?)))
        .flat_map(|(step, script)| {
            let broken = step.lines().filter_map(unknown);
            broken
                .chain(not_bash(script))
                .map(move |message| workflow.finding(step.job, message))
                .collect::<Vec<_>>()
        })
        .collect()
}

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
                // The workflow takes every set.
                .replace("--each-feature", "--feature-powerset")
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

/// Why a line cannot be run, if so.
fn unknown(line: &str) -> Option<String> {
    let words: Vec<&str> = line
        .split_whitespace()
        .take_while(|word| !["||", "&&", "|", ";", "--"].contains(word))
        .collect();
    match words.as_slice() {
        ["cargo", "xtask", command, rest @ ..] => not_of_xtask(command, rest),
        ["cargo", version, rest @ ..] if version.starts_with('+') => {
            other_rust(&version[1..]).or_else(|| not_of_cargo(rest))
        }
        ["cargo", rest @ ..] => not_of_cargo(rest),
        ["rustup", "toolchain", "install", version, ..] if *version != "stable" => {
            other_rust(version)
        }
        [script, ..] if script.starts_with("scripts/") || script.starts_with(".ci/") => {
            (!is_executable(script)).then(|| format!("`{script}` cannot be run"))
        }
        _ => None,
    }
}

fn not_of_xtask(name: &str, words: &[&str]) -> Option<String> {
    let arguments = Arguments::command();
    let Some(command) = arguments.find_subcommand(name) else {
        return Some(format!("xtask has no command `{name}`"));
    };
    let flag = words
        .iter()
        .filter_map(|word| word.strip_prefix("--"))
        .map(|word| word.split('=').next().unwrap_or(word))
        .find(|word| {
            !command
                .get_arguments()
                .any(|known| known.get_long() == Some(word))
        })?;
    Some(format!("`cargo xtask {name}` has no `--{flag}`"))
}

fn not_of_cargo(words: &[&str]) -> Option<String> {
    let (command, rest) = words.split_first()?;
    if !CARGO_COMMANDS.contains(command) {
        return Some(format!("cargo has no `{command}`"));
    }
    let value_of = |flags: [&str; 2]| {
        let pairs = rest.windows(2);
        pairs
            .into_iter()
            .find_map(|pair| flags.contains(&pair[0]).then_some(pair[1]))
    };
    let package = value_of(["--package", "-p"]);
    let features = value_of(["--features", "-F"]);
    let manifest = match package.map(|package| (package, manifest(package))) {
        Some((package, None)) => return Some(format!("there is no package `{package}`")),
        Some((_, manifest)) => manifest,
        None => None,
    };
    let known = manifest
        .as_ref()
        .and_then(|manifest| manifest.get("features")?.as_table());
    let feature = features?
        .split(',')
        .find(|feature| !known.is_some_and(|known| known.contains_key(*feature)))?;
    Some(format!("the package has no feature `{feature}`"))
}

fn other_rust(version: &str) -> Option<String> {
    let oldest = oldest_rust();
    (version != oldest).then(|| format!("Rust {version} is not the workspace's {oldest}"))
}

fn oldest_rust() -> String {
    let manifest: Table = read("Cargo.toml").expect("a manifest");
    let version = &manifest["workspace"]["package"]["rust-version"];
    version.as_str().expect("a version").to_owned()
}

/// The manifest of a package of this workspace.
fn manifest(package: &str) -> Option<Table> {
    [package.to_owned(), format!("crates/{package}")]
        .iter()
        .find_map(|folder| read(&format!("{folder}/Cargo.toml")))
}

fn read(path: &str) -> Option<Table> {
    let text = fs::read_to_string(repository().join(path)).ok()?;
    Some(text.parse().expect("a manifest"))
}

fn is_executable(script: &str) -> bool {
    let Ok(found) = repository().join(script).metadata() else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        found.is_file() && found.permissions().mode() & 0o111 != 0
    }
    #[cfg(not(unix))]
    {
        found.is_file()
    }
}

/// What bash says of a script that it cannot read.
pub fn not_bash(script: &str) -> Option<String> {
    let output = Process::new("bash")
        .args(["-n", "-c", script])
        .output()
        .expect("bash runs");
    (!output.status.success()).then(|| "the script is no bash".to_owned())
}
