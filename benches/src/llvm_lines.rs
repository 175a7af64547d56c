//! The lines of LLVM's language that the compiler emits before it optimizes: what a build costs.
//!
//! They are counted as `cargo llvm-lines` does: the instructions of all functions of one crate,
//! including those of other crates that are compiled again for it.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result};

use crate::drivers::Subject;
use crate::figure::{Figure, Figures};
use crate::programs::{cargo, succeeded};
use crate::results::Sample;
use crate::rounds::run_rounds;
use crate::scenarios::Effort;

/// A crate of which the code is counted.
struct Unit {
    /// The name in results and tables.
    name: &'static str,
    /// The folder of its workspace, below this one.
    workspace: &'static str,
    /// The packages of the subjects.
    packages: &'static [(Subject, &'static str)],
}

const UNITS: [Unit; 3] = [
    Unit {
        name: "one-file consumer",
        workspace: ".",
        packages: &[
            (Subject::Client, "consumer-client"),
            (Subject::Official, "consumer-official"),
            (Subject::Floor, "consumer-floor"),
        ],
    },
    Unit {
        name: "firecrawl-client",
        workspace: "..",
        packages: &[(Subject::Client, "firecrawl-client")],
    },
    Unit {
        name: "firecrawl-api",
        workspace: "..",
        packages: &[(Subject::Client, "firecrawl-api")],
    },
];

/// Makes the compiler emit one file, without any pass over it.
const FLAGS: [&str; 5] = [
    "--emit=llvm-ir",
    "-Cno-prepopulate-passes",
    "-Cpasses=name-anon-globals",
    "-Cdebuginfo=0",
    "-Ccodegen-units=1",
];

/// Returns the names of the counted crates.
pub fn names() -> impl Iterator<Item = &'static str> {
    UNITS.iter().map(|unit| unit.name)
}

/// Counts the lines of all crates once, since they are always the same.
pub fn samples(_: Effort, out: &mut dyn Write) -> Result<Vec<Sample>> {
    let folder = tempfile::tempdir().context("cannot create a temporary folder")?;
    let mut samples = Vec::new();
    for unit in &UNITS {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join(unit.workspace);
        let packages = unit.packages.iter();
        let packages: Vec<_> = packages
            .map(|(one, package)| (one.name(), *package))
            .collect();
        let count = |package: &&str| {
            let mut build = cargo(&workspace);
            build
                .args([
                    "rustc",
                    "--release",
                    "--locked",
                    "--quiet",
                    "--package",
                    package,
                ])
                .arg("--target-dir")
                .arg(folder.path())
                .arg("--")
                .args(FLAGS);
            succeeded(build)?;
            let lines = emitted(
                &folder.path().join("release/deps"),
                &package.replace('-', "_"),
            )?;
            Ok(Figures::from([(Figure::LlvmLines, lines as f64)]))
        };
        samples.extend(run_rounds(unit.name, 1, &packages, out, count)?);
    }
    Ok(samples)
}

/// Counts the lines of a crate in the files that the compiler emitted.
fn emitted(folder: &Path, name: &str) -> Result<usize> {
    let files = fs::read_dir(folder).with_context(|| format!("no {}", folder.display()))?;
    let mut lines = None;
    for file in files {
        let path = file
            .context("cannot read the folder of the compiler")?
            .path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let is_crate = stem
            .rsplit_once('-')
            .is_some_and(|(crate_name, _)| crate_name == name);
        if is_crate && path.extension().is_some_and(|end| end == "ll") {
            let file = File::open(&path).with_context(|| format!("no {}", path.display()))?;
            *lines.get_or_insert(0) += instructions(BufReader::new(file))?;
        }
    }
    lines.with_context(|| format!("the compiler emitted nothing for {name}"))
}

/// Counts the instructions in the functions of a file.
fn instructions(file: impl BufRead) -> Result<usize> {
    let (mut count, mut in_function) = (0, false);
    for line in file.lines() {
        let line = line.context("cannot read the emitted code")?;
        match line.as_str() {
            "}" => in_function = false,
            line if line.starts_with("define ") => in_function = true,
            line if in_function && line.starts_with("  ") && !line.starts_with("   ") => count += 1,
            _ => {}
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions_of_functions_are_counted() {
        let text = "@name = constant [2 x i8]\n  c\"x\"\ndefine void @f() {\nstart:\n  call void @g()\n    to label %next\n  ret void\n}\ndeclare void @g()\n";
        assert_eq!(instructions(text.as_bytes()).unwrap(), 2);
    }
}
