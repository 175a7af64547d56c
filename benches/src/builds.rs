//! Clean release builds of a program of one file, and the size of what comes out.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::bars::CONSUMER;
use crate::clients::Contender;
use crate::error::{Context, Result};
use crate::figure::{Figure, Figures};
use crate::rounds::alternate;
use crate::samples::Sample;
use crate::scenarios::Effort;
use crate::tools::{cargo, succeeded, timed};

/// The client with the TLS library that the official crate uses.
pub const NATIVE_TLS: &str = "client, native-tls";

/// How many rounds are made: a build takes long.
const ROUNDS: usize = 3;

/// A program of one file, and how it is built.
struct Consumer {
    package: String,
    arguments: &'static [&'static str],
}

/// Builds all programs in turn, each into a target folder of its own that was empty.
pub fn samples(effort: Effort, out: &mut dyn Write) -> Result<Vec<Sample>> {
    let mut consumers: Vec<_> = Contender::ALL
        .into_iter()
        .map(|contender| (contender.word(), Consumer::of(contender, &[])))
        .collect();
    if !effort.quick {
        let arguments = &["--no-default-features", "--features=native-tls"];
        consumers.push((NATIVE_TLS, Consumer::of(Contender::Client, arguments)));
    }
    let mut fetch = cargo(workspace());
    fetch.args(["fetch", "--locked", "--quiet"]);
    succeeded(fetch)?;
    alternate(
        CONSUMER,
        effort.rounds(ROUNDS),
        &consumers,
        out,
        |consumer| {
            if effort.quick {
                // Neither clean nor optimised: only whether it can be built.
                return consumer.built(&workspace().join("target"), "dev");
            }
            let folder = tempfile::tempdir().context("no temporary folder")?;
            consumer.built(folder.path(), "release")
        },
    )
}

impl Consumer {
    fn of(contender: Contender, arguments: &'static [&'static str]) -> Self {
        Self {
            package: format!("consumer-{contender}"),
            arguments,
        }
    }

    fn built(&self, target: &Path, profile: &str) -> Result<Figures> {
        let mut build = cargo(workspace());
        build
            .args(["build", "--locked", "--offline", "--quiet"])
            .arg(format!("--profile={profile}"))
            .arg(format!("--package={}", self.package))
            .args(self.arguments)
            .arg("--target-dir")
            .arg(target);
        let mut figures = timed(build)?;
        // The profile `dev` has a folder of another name.
        let folder = if profile == "dev" { "debug" } else { profile };
        let program = target.join(folder).join(&self.package);
        let size = fs::metadata(&program)
            .context(format!("{} was not built", program.display()))?
            .len();
        figures.insert(Figure::BinaryBytes, size as f64);
        Ok(figures)
    }
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
