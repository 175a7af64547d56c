//! The pipeline on one contract, without names and documentation.

use openapi_codegen::pipeline::{self, Inputs, Source};
use serde_json::Value;

fn source(name: &str) -> Source {
    Source {
        name: name.to_owned(),
        bytes: Vec::new(),
    }
}

/// The generated files of a contract, or the error that refuses it.
pub fn generated(file: &str, contract: &Value) -> openapi_document::Result<Vec<String>> {
    let inputs = Inputs {
        contract: openapi_document::parse(file, contract.to_string().as_bytes())?,
        overlays: Vec::new(),
        names: source("names.toml"),
        docs: source("docs.toml"),
        command: "cargo xtask generate".to_owned(),
    };
    Ok(pipeline::run(&inputs, true)?
        .code
        .files
        .into_values()
        .collect())
}
