//! The tools around another contract, with empty overlays, names and documentation.

use std::fs;
use std::path::Path;
use std::process::Command;

use clap::Parser;
use tempfile::TempDir;
use toml::Table;
use xtask::commands::{Arguments, run};

use crate::scratch::repository;

const CONTRACT: &str = "xtask/tests/fixtures/adoption/lighthouse.json";

/// The description of the other project, as ADOPTING.md shows it.
const PROJECT: &str = r#"
[contract]
file = "openapi/lighthouse.json"

[inputs]
overlays = []
names = "openapi/names.toml"
docs = "openapi/docs.toml"

[outputs]
package = "crates/lighthouse-api"
generated = "crates/lighthouse-api/src/generated"
corrected = "crates/lighthouse-api/corrected.json"
lock = "openapi/lock.toml"

[check]
documentation = "optional"
"#;

const MANIFEST: &str = r#"
[package]
name = "lighthouse-api"
description = "Types and operations of the lighthouse API."
version = "0.1.0"
edition = "2024"

[dependencies]
api-transport.workspace = true
lenient-json.workspace = true
serde.workspace = true
serde_json = { workspace = true, features = ["float_roundtrip"] }

[lints.rust]
missing_docs = "deny"
"#;

const LIBRARY: &str = "//! Types and operations of the lighthouse API.

mod generated;

pub use api_transport::{Operation, Prepared};
pub use generated::{Client, OPERATIONS, OperationId, catalog as operations, types};
pub use lenient_json::{Lenient, OneOrMany, Timestamp, UnknownValue, read_json};
";

#[test]
fn another_contract_becomes_a_crate_and_a_green_check() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let contract = fs::read_to_string(repository().join(CONTRACT)).unwrap();
    for (path, text) in [
        ("Cargo.toml", workspace_manifest().as_str()),
        ("openapi/project.toml", PROJECT),
        ("openapi/lighthouse.json", &contract),
        ("openapi/names.toml", ""),
        ("openapi/docs.toml", ""),
        ("crates/lighthouse-api/Cargo.toml", MANIFEST),
        ("crates/lighthouse-api/src/lib.rs", LIBRARY),
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    fs::copy(repository().join("Cargo.lock"), root.join("Cargo.lock")).unwrap();

    let (code, text) = xtask(&folder, &["check"]);
    assert_eq!(code, 4, "{text}");
    let (code, text) = xtask(&folder, &["generate"]);
    assert_eq!(code, 0, "{text}");
    let (code, text) = xtask(&folder, &["check"]);
    assert_eq!(code, 0, "{text}");
    assert!(text.ends_with("fresh: 5 operations, 11 types\n"), "{text}");
    let (code, text) = xtask(&folder, &["list"]);
    assert!(code == 0 && text.contains("getLamp"), "{text}");

    compiles(root);

    // The next revision is one command.
    let next = contract.replace("\"lit\"", "\"isLit\"");
    let file = root.join("next.json");
    fs::write(&file, next).unwrap();
    let (code, text) = xtask(&folder, &["update", "--from", file.to_str().unwrap()]);
    assert_eq!(code, 3, "{text}");
    assert!(text.contains("nothing needs a person"), "{text}");
    let (code, text) = xtask(&folder, &["check"]);
    assert_eq!(code, 0, "{text}");
}

/// Runs a command on the other project.
fn xtask(folder: &TempDir, words: &[&str]) -> (u8, String) {
    let root = folder.path().to_str().unwrap();
    let line = ["cargo xtask", "--root", root].into_iter();
    let arguments = Arguments::try_parse_from(line.chain(words.iter().copied())).unwrap();
    let mut text = Vec::new();
    let code = run(&arguments, &mut text).unwrap_or_else(|error| panic!("{words:?}: {error}"));
    (code, String::from_utf8(text).unwrap())
}

/// Compiles the generated crate, with its documentation as the lints want it.
fn compiles(root: &Path) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(root)
        // What is compiled already is used again.
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}");
}

/// The manifest of the other workspace: its dependencies are those of this one.
fn workspace_manifest() -> String {
    let ours: Table = fs::read_to_string(repository().join("Cargo.toml"))
        .unwrap()
        .parse()
        .unwrap();
    let mut dependencies = ours["workspace"]["dependencies"]
        .as_table()
        .unwrap()
        .clone();
    for (_, dependency) in dependencies.iter_mut() {
        if let Some(path) = dependency.get_mut("path") {
            let absolute = repository().join(path.as_str().unwrap());
            *path = absolute.to_str().unwrap().into();
        }
    }
    let members = vec![toml::Value::from("crates/*")];
    let workspace = Table::from_iter([
        ("members".to_owned(), members.into()),
        ("resolver".to_owned(), "3".into()),
        ("dependencies".to_owned(), dependencies.into()),
    ]);
    let manifest = Table::from_iter([
        ("workspace".to_owned(), workspace.into()),
        ("profile".to_owned(), ours["profile"].clone()),
    ]);
    manifest.to_string()
}
