//! Valid contracts that are hard to generate Rust from, one for each subject.

use std::collections::BTreeMap;
use std::fs;

use openapi_codegen::pipeline::{self, Inputs, Run, Source};

use crate::scratch::repository;
use crate::twice::twice;

const FOLDER: &str = "xtask/tests/fixtures/hostile";

fn generate(name: &str) -> Run {
    let path = repository().join(FOLDER).join(name);
    let source = |name: &str| Source {
        name: name.to_owned(),
        bytes: Vec::new(),
    };
    let inputs = Inputs {
        contract: openapi_document::load(&path).unwrap_or_else(|error| panic!("{error}")),
        overlays: Vec::new(),
        names: source("names.toml"),
        docs: source("docs.toml"),
        command: "cargo xtask generate".to_owned(),
        callers: Default::default(),
    };
    pipeline::run(&inputs, false).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn hostile_contracts_become_rust() {
    let mut files: Vec<String> = fs::read_dir(repository().join(FOLDER))
        .unwrap()
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    files.sort();
    assert!(files.len() > 5, "{files:?}");
    let mut found = Vec::new();
    for file in files {
        let run = generate(&file);
        for fault in twice(&run.code.files) {
            found.push(format!("{file}: {fault}"));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The generated files of a fixture as one text in one line.
fn code(name: &str) -> String {
    let files: BTreeMap<String, String> = generate(name).code.files;
    let text: String = files.into_values().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn names_on_the_wire_survive() {
    let code = code("properties.json");
    for name in [
        "fooBar",
        "foo-bar",
        "FooBar",
        "1st",
        "with space",
        "emoji 🦀",
        "🐍",
        "",
        "*/",
        "Self",
        "\\\"quoted\\\"",
        "new\\nline",
    ] {
        let declared = format!("lenient_json::optional(\"{name}\")");
        assert!(code.contains(&declared), "no {declared}");
    }
    for value in [
        "foo", "Foo", "FOO", "foo-bar", "foo_bar", "fooBar", "", "unknown", "Unknown", "🦀",
    ] {
        let read = format!("\"{value}\" => Some(Self::");
        assert!(code.contains(&read), "no {read}");
    }
}
