//! The contracts that the tests compare.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A contract that no revision of the workspace's own one changes.
pub fn vendored() -> PathBuf {
    repository().join("xtask/tests/fixtures/frozen/v2-openapi.json")
}

/// Returns that contract.
pub fn contract() -> Value {
    read(&vendored())
}

/// Returns the files of a folder of fixtures: `history` or `hostile`.
pub fn fixtures(folder: &str) -> Vec<PathBuf> {
    let folder = repository().join("xtask/tests/fixtures").join(folder);
    let files = fs::read_dir(folder).expect("a folder");
    let mut files: Vec<PathBuf> = files.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// Reads a contract.
pub fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON")
}

fn repository() -> &'static Path {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder
        .ancestors()
        .nth(2)
        .expect("the crate lies in the workspace")
}
