//! The costs of generated code: the commands of the pipeline, and the builds of two crates.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result};

use crate::programs::{cargo, succeeded, timed};
use crate::results::Sample;
use crate::rounds::run_rounds;
use crate::scenarios::Effort;

/// The number of rounds.
const ROUNDS: usize = 5;

/// Two revisions of the contract, older and newer.
const REVISIONS: [&str; 2] = [
    "xtask/tests/fixtures/history/097-2026-03-20.json",
    "xtask/tests/fixtures/history/138-2026-06-26.json",
];

/// The exit code of a `diff` that finds changes.
const CHANGES_FOUND: i32 = 3;

/// The commands of the pipeline, with the exit code of a success.
const COMMANDS: [(&str, &[&str], i32); 3] = [
    ("cargo xtask generate, no change", &["generate"], 0),
    ("cargo xtask check", &["check"], 0),
    (
        "cargo xtask diff, two revisions",
        &["diff", REVISIONS[0], REVISIONS[1]],
        CHANGES_FOUND,
    ),
];

/// The crates that are built alone.
const CRATES: [&str; 2] = ["firecrawl-api", "firecrawl-client"];

/// The profiles of cargo, by the names of their folders.
const PROFILES: [&str; 2] = ["debug", "release"];

/// Returns the names of all scenarios.
pub fn names() -> Vec<String> {
    let commands = COMMANDS.map(|(name, ..)| name.to_owned());
    commands.into_iter().chain(CRATES.map(build_of)).collect()
}

fn build_of(package: &str) -> String {
    format!("build of {package} alone")
}

/// Times the commands and the builds, in debug and in release.
pub fn samples(effort: Effort, out: &mut dyn Write) -> Result<Vec<Sample>> {
    let count = if effort.quick { 1 } else { PROFILES.len() };
    let profiles: Vec<_> = PROFILES[..count].iter().map(|one| (*one, *one)).collect();
    let rounds = effort.rounds(ROUNDS);
    let mut samples = Vec::new();
    for (profile, _) in &profiles {
        succeeded(build("xtask", profile))?;
    }
    for (name, arguments, code) in COMMANDS {
        samples.extend(run_rounds(name, rounds, &profiles, out, |profile| {
            let mut command = Command::new(root().join("target").join(profile).join("xtask"));
            command.current_dir(root()).args(arguments);
            timed(command, code)
        })?);
    }
    for package in CRATES {
        for (profile, _) in &profiles {
            succeeded(build(package, profile))?;
        }
        let name = build_of(package);
        samples.extend(run_rounds(&name, rounds, &profiles, out, |profile| {
            touch(&root().join("crates").join(package).join("src/lib.rs"))?;
            timed(build(package, profile), 0)
        })?);
    }
    Ok(samples)
}

fn build(package: &str, profile: &str) -> Command {
    let mut build = cargo(&root());
    build
        .args(["build", "--locked", "--quiet"])
        .args(["--target-dir=target", "--package", package])
        .args((profile == "release").then_some("--release"));
    build
}

/// Makes cargo consider a file changed.
fn touch(file: &Path) -> Result<()> {
    let opened = File::options().append(true).open(file);
    let touched = opened.and_then(|file| file.set_modified(SystemTime::now()));
    touched.with_context(|| format!("cannot touch {}", file.display()))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
