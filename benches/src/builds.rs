//! Clean release builds of a program of one file, and the size of the program.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::drivers::Subject;
use crate::figure::Figure;
use crate::programs::{cargo, succeeded, timed};
use crate::results::Sample;
use crate::rounds::run_rounds;
use crate::scenarios::Effort;

/// The name of the scenario.
pub const CONSUMER: &str = "one-file consumer, clean release build";

/// The client with the TLS library that the official crate uses.
pub const NATIVE_TLS: &str = "client, native-tls";

/// The client with the lighter provider of rustls.
pub const RUSTLS_RING: &str = "client, rustls-ring";

/// The number of rounds; a build takes long.
const ROUNDS: usize = 3;

/// Builds all programs in turn, each into an empty target folder of its own.
pub fn samples(effort: Effort, out: &mut dyn Write) -> Result<Vec<Sample>> {
    let mut consumers = Subject::ALL
        .map(|one| (one.name(), (one, &[][..])))
        .to_vec();
    if !effort.quick {
        let native_tls = &["--no-default-features", "--features=native-tls"][..];
        let ring = &["--no-default-features", "--features=rustls-ring"][..];
        consumers.push((NATIVE_TLS, (Subject::Client, native_tls)));
        consumers.push((RUSTLS_RING, (Subject::Client, ring)));
    }
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut fetch = cargo(workspace);
    fetch.args(["fetch", "--locked", "--quiet"]);
    succeeded(fetch)?;
    let quick_target = workspace.join("target");
    let build = |(subject, arguments): &(Subject, &[&str])| {
        let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
        let (profile, target, programs) = if effort.quick {
            // Neither clean nor optimized, only a check that it can be built.
            ("dev", &*quick_target, "debug")
        } else {
            ("release", folder.path(), "release")
        };
        let package = format!("consumer-{}", subject.name());
        let mut build = cargo(workspace);
        build
            .args(["build", "--locked", "--offline", "--quiet"])
            .arg(format!("--profile={profile}"))
            .arg(format!("--package={package}"))
            .args(*arguments)
            .arg("--target-dir")
            .arg(target);
        let mut figures = timed(build, 0)?;
        let program = target.join(programs).join(package);
        let built = fs::metadata(&program).with_context(|| format!("no {}", program.display()))?;
        figures.insert(Figure::BinaryBytes, built.len() as f64);
        Ok(figures)
    };
    run_rounds(CONSUMER, effort.rounds(ROUNDS), &consumers, out, build)
}
