//! What generated code costs: the commands of the pipeline, and the builds of two crates.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::error::{Context, Result};
use crate::rounds::alternate;
use crate::samples::Sample;
use crate::scenarios::Effort;
use crate::tools::{cargo, succeeded, timed, timed_until};

/// How many rounds are made.
const ROUNDS: usize = 5;

/// Two revisions of the contract, older and newer.
const REVISIONS: [&str; 2] = [
    "xtask/tests/fixtures/history/097-2026-03-20.json",
    "xtask/tests/fixtures/history/138-2026-06-26.json",
];

/// The exit code of a `diff` that finds changes.
const DIFFERENT: i32 = 3;

/// The commands of the pipeline, with the exit code of a success.
const COMMANDS: [(&str, &[&str], i32); 3] = [
    ("cargo xtask generate, no change", &["generate"], 0),
    ("cargo xtask check", &["check"], 0),
    (
        "cargo xtask diff, two revisions",
        &["diff", REVISIONS[0], REVISIONS[1]],
        DIFFERENT,
    ),
];

/// The crates that are built alone, with their first file.
const CRATES: [&str; 2] = ["firecrawl-api", "firecrawl-client"];

/// The names of all scenarios.
pub fn names() -> Vec<String> {
    let commands = COMMANDS.iter().map(|(name, ..)| (*name).to_owned());
    commands
        .chain(CRATES.iter().map(|package| build_of(package)))
        .collect()
}

fn build_of(package: &str) -> String {
    format!("build of {package} alone")
}

/// How something is built.
#[derive(Clone, Copy)]
enum Profile {
    Debug,
    Release,
}

impl Profile {
    fn word(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }

    fn flag(self) -> &'static [&'static str] {
        match self {
            Self::Debug => &[],
            Self::Release => &["--release"],
        }
    }
}

/// Times the commands and the builds, in debug and in release.
pub fn samples(effort: Effort, out: &mut dyn Write) -> Result<Vec<Sample>> {
    let profiles: &[Profile] = if effort.quick {
        &[Profile::Debug]
    } else {
        &[Profile::Debug, Profile::Release]
    };
    let named: Vec<_> = profiles.iter().map(|one| (one.word(), *one)).collect();
    let rounds = effort.rounds(ROUNDS);
    for profile in profiles {
        succeeded(build("xtask", *profile))?;
    }
    let mut samples = Vec::new();
    for (name, arguments, code) in COMMANDS {
        samples.append(&mut alternate(name, rounds, &named, out, |profile| {
            let program = root().join("target").join(profile.word()).join("xtask");
            let mut command = Command::new(program);
            command.current_dir(root()).args(arguments);
            timed_until(command, code)
        })?);
    }
    for package in CRATES {
        let name = build_of(package);
        for profile in profiles {
            succeeded(build(package, *profile))?;
        }
        samples.append(&mut alternate(&name, rounds, &named, out, |profile| {
            touch(&root().join("crates").join(package).join("src/lib.rs"))?;
            timed(build(package, *profile))
        })?);
    }
    Ok(samples)
}

fn build(package: &str, profile: Profile) -> Command {
    let mut build = cargo(&root());
    build
        .args(["build", "--locked", "--quiet"])
        .args(["--target-dir=target", "--package", package])
        .args(profile.flag());
    build
}

/// Makes cargo take a file for changed.
fn touch(file: &Path) -> Result<()> {
    File::options()
        .append(true)
        .open(file)
        .and_then(|file| file.set_modified(SystemTime::now()))
        .context(format!("{} cannot be touched", file.display()))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
