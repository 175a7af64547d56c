//! The warnings for small contracts in the style of other services, and the errors without `--lenient`.
//!
//! `scripts/check-contracts` compiles what is generated from them, and runs the tests beside them.

use std::fs;
use std::path::Path;

use openapi_codegen::pipeline::{self, Inputs, Source};

fn source(name: &str) -> Source {
    Source {
        name: name.to_owned(),
        bytes: Vec::new(),
    }
}

/// Describes the generation of a contract, as people see it.
fn described(path: &Path) -> String {
    let name = path.file_name().unwrap().to_str().unwrap();
    let inputs = Inputs {
        contract: openapi_document::parse(name, &fs::read(path).unwrap()).unwrap(),
        overlays: Vec::new(),
        names: source("names.toml"),
        docs: source("docs.toml"),
        command: "cargo xtask generate".to_owned(),
        callers: Default::default(),
    };
    let strict = match pipeline::run(&inputs, false) {
        Ok(run) => format!("{} operations", run.entries.len()),
        Err(error) => format!("error: {error}"),
    };
    let run = pipeline::run(&inputs, true).unwrap();
    let findings = &run.findings;
    let lines = findings.warnings.iter().chain(&findings.corrections);
    let lines = lines
        .chain(&findings.disagreements)
        .chain(&findings.skipped);
    let lines: Vec<String> = lines.map(|line| format!("warning: {line}\n")).collect();
    let counts = (run.entries.len(), findings.left_out, run.code.types.len());
    format!(
        "{strict}\n\nwith --lenient: {} operations, {} left out, {} types\n{}",
        counts.0,
        counts.1,
        counts.2,
        lines.concat()
    )
}

#[test]
fn nothing_is_lost_without_a_warning() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contracts");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|kind| kind != "rs") {
            let name = path.file_stem().unwrap().to_str().unwrap();
            insta::assert_snapshot!(name, described(&path));
        }
    }
}
