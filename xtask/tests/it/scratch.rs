//! A copy of a project, in a temporary folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::SystemTime;

use clap::Parser;
use serde_json::Value;
use tempfile::TempDir;
use xtask::commands::{Arguments, run};

/// A project as people leave it, without the generated files. It is not the workspace's own, so that
/// no revision of the contract breaks a test.
const FIXTURE: &str = "xtask/tests/fixtures/project";

/// The manifests that its code is generated for, which are those of the workspace.
const MANIFESTS: [&str; 2] = ["Cargo.toml", "crates/firecrawl-api/Cargo.toml"];

/// The files of the project with what is generated from them, by their paths in it.
static FILES: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().to_owned();
    for (path, (bytes, _)) in tree(&repository().join(FIXTURE)) {
        let path = path.strip_prefix(repository().join(FIXTURE));
        put(&root.join(path.expect("a file of it")), &bytes);
    }
    for path in MANIFESTS {
        let bytes = fs::read(repository().join(path)).expect("a manifest");
        put(&root.join(path), &bytes);
    }
    let scratch = Scratch { folder, root };
    let outcome = scratch.run(&["generate"]);
    assert_eq!(outcome.result, Ok(0), "{}", outcome.text);
    let relative = |path: PathBuf| path.strip_prefix(&scratch.root).map(Path::to_owned);
    let files = scratch.tree().into_iter();
    files
        .map(|(path, (bytes, _))| (relative(path).expect("a file of it"), bytes))
        .collect()
});

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
        for (path, bytes) in &*FILES {
            put(&root.join(path), bytes);
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

/// The text of a file of the project.
pub fn text(path: &str) -> String {
    let mut files = FILES.iter();
    let (_, bytes) = files
        .find(|(known, _)| known == Path::new(path))
        .unwrap_or_else(|| panic!("{path} is not in the project"));
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

/// The vendored contract of the project.
pub fn contract() -> Value {
    serde_json::from_str(&text(CONTRACT)).expect("JSON")
}

fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, bytes).expect("written");
}
