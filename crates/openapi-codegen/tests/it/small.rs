//! The pipeline on one contract, without names and documentation.

use openapi_codegen::pipeline::{self, Inputs, Run, Source};
use serde_json::Value;

fn source(name: &str) -> Source {
    Source {
        name: name.to_owned(),
        bytes: Vec::new(),
    }
}

/// The generated files of a contract, or the error that refuses it.
pub fn generated(file: &str, contract: &Value) -> openapi_document::Result<Vec<String>> {
    Ok(run(file, contract)?.code.files.into_values().collect())
}

/// Everything that is generated leniently from a contract, or the error that refuses it.
pub fn run(file: &str, contract: &Value) -> openapi_document::Result<Run> {
    run_as(file, contract, true)
}

/// Everything that is generated from a contract, leniently or not, or the error that refuses it.
pub fn run_as(file: &str, contract: &Value, lenient: bool) -> openapi_document::Result<Run> {
    let inputs = Inputs {
        contract: openapi_document::parse(file, contract.to_string().as_bytes())?,
        overlays: Vec::new(),
        names: source("names.toml"),
        docs: source("docs.toml"),
        command: "cargo xtask generate".to_owned(),
        callers: Default::default(),
    };
    pipeline::run(&inputs, lenient)
}
