//! A copy of the files that the commands read and write, in a temporary folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Parser;
use serde_json::Value;
use tempfile::TempDir;
use xtask::commands::{Arguments, run};

/// The files that a command needs, by their paths in the workspace.
const COPIED: [&str; 12] = [
    "openapi",
    "Cargo.toml",
    "crates/firecrawl-api/Cargo.toml",
    "crates/firecrawl-api/corrected.json",
    "crates/firecrawl-api/src",
    "crates/firecrawl-api/tests/it/dispatch.rs",
    "crates/firecrawl-cli/src/operations/generated.rs",
    "crates/firecrawl-client/src",
    "crates/firecrawl-client/tests/it/drift",
    "crates/firecrawl-webhooks/corrected.json",
    "crates/firecrawl-webhooks/src",
    "docs/api.md",
];

/// The files of this project, as `openapi/project.toml` names them.
pub const CONTRACT: &str = "openapi/v2-openapi.json";
pub const NAMES: &str = "openapi/names.toml";
pub const DOCS: &str = "openapi/docs.toml";
pub const FACADE: &str = "openapi/facade.toml";
pub const LOCK: &str = "openapi/lock.toml";
pub const CORRECTED: &str = "crates/firecrawl-api/corrected.json";
pub const GENERATED: &str = "crates/firecrawl-api/src/generated";

/// A copied workspace.
pub struct Scratch {
    folder: TempDir,
    root: PathBuf,
}

/// The result of a command: its exit code and text, or the error that `main` prints.
#[derive(Debug)]
pub struct Outcome {
    pub result: Result<u8, String>,
    pub text: String,
}

impl Outcome {
    /// The exit code of the process.
    pub fn code(&self) -> u8 {
        *self.result.as_ref().unwrap_or(&xtask::exit::FAILURE)
    }

    /// The error of a command that failed.
    pub fn error(&self) -> &str {
        match &self.result {
            Err(error) => error,
            Ok(code) => panic!("no error but exit {code}:\n{}", self.text),
        }
    }
}

/// Every file below the workspace, with its bytes and the time of its last change.
pub type Tree = BTreeMap<PathBuf, (Vec<u8>, SystemTime)>;

impl Scratch {
    pub fn new() -> Self {
        Self::below("workspace")
    }

    /// A copy in a folder of this name.
    pub fn below(name: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().join(name);
        fs::create_dir_all(&root).expect("a folder");
        for path in COPIED {
            let from = repository().join(path);
            if from.exists() {
                copy(&from, &root.join(path));
            }
        }
        Self { folder, root }
    }

    /// Runs `cargo xtask` with these words on the copy.
    pub fn run(&self, words: &[&str]) -> Outcome {
        let root = self.root.to_str().expect("a UTF-8 path");
        let line = ["cargo xtask", "--root", root].into_iter();
        let arguments = Arguments::try_parse_from(line.chain(words.iter().copied()))
            .expect("the words are understood");
        let mut text = Vec::new();
        let result = run(&arguments, &mut text).map_err(|error| error.to_string());
        Outcome {
            result,
            text: String::from_utf8(text).expect("UTF-8"),
        }
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Returns a path outside the workspace.
    pub fn outside(&self, name: &str) -> String {
        let path = self.folder.path().join(name);
        path.to_str().expect("a UTF-8 path").to_owned()
    }

    pub fn read(&self, relative: &str) -> String {
        fs::read_to_string(self.path(relative)).expect("a text file")
    }

    pub fn write(&self, relative: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(relative), text).expect("written");
    }

    /// Replaces the first occurrence of a text in a file, which must be there.
    pub fn edit(&self, relative: &str, from: &str, to: &str) {
        let text = self.read(relative);
        assert!(text.contains(from), "{relative} has no {from:?}");
        self.write(relative, text.replacen(from, to, 1));
    }

    /// Rewrites a JSON file.
    pub fn edit_json(&self, relative: &str, change: impl FnOnce(&mut Value)) {
        let mut value = serde_json::from_str(&self.read(relative)).expect("JSON");
        change(&mut value);
        self.write(
            relative,
            serde_json::to_string_pretty(&value).expect("JSON"),
        );
    }

    /// Everything in the workspace.
    pub fn tree(&self) -> Tree {
        tree(&self.root)
    }
}

/// Everything below a folder.
pub fn tree(folder: &Path) -> Tree {
    let mut found = Tree::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let changed = entry.metadata().and_then(|data| data.modified());
                let bytes = fs::read(&path).expect("a file");
                found.insert(path, (bytes, changed.expect("a time")));
            }
        }
    }
    found
}

/// The root of the repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the root")
}

/// The vendored contract.
pub fn contract() -> Value {
    let path = repository().join(CONTRACT);
    serde_json::from_str(&fs::read_to_string(path).expect("the contract")).expect("JSON")
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder").flatten() {
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
        fs::copy(from, to).expect("a copy");
    }
}
