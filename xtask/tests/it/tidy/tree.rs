//! The tracked files and their kinds.

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

/// A tracked text file, with its path from the root of the repository.
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    /// A file that exists in a test only.
    pub fn new(path: &str, text: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            text: text.into(),
        }
    }

    /// The lines with their numbers, counted from one.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines())
    }

    /// A finding in this file, at a line.
    pub fn at(&self, line: usize, message: impl std::fmt::Display) -> String {
        format!("{}:{line}: {message}", self.path)
    }

    /// A finding in this file as a whole.
    pub fn finding(&self, message: impl std::fmt::Display) -> String {
        format!("{}: {message}", self.path)
    }
}

/// Applies a rule to every tracked file that it concerns and fails with all that it finds.
pub fn hold(concerns: fn(&str) -> bool, rule: fn(&File) -> Vec<String>) {
    let files: Vec<_> = FILES.iter().filter(|file| concerns(&file.path)).collect();
    assert!(!files.is_empty(), "the rule concerns no file");
    let findings: Vec<_> = files.into_iter().flat_map(rule).collect();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// The tracked file at a path.
pub fn file(path: &str) -> &'static File {
    FILES
        .iter()
        .find(|file| file.path == path)
        .unwrap_or_else(|| panic!("{path} is not tracked"))
}

/// The tracked files that a rule concerns.
pub fn tracked_files(concerns: fn(&str) -> bool) -> impl Iterator<Item = &'static File> {
    FILES.iter().filter(move |file| concerns(&file.path))
}

/// Returns true for hand-written Rust: neither generated nor the input of a test.
pub fn hand_written_rust(path: &str) -> bool {
    path.ends_with(".rs") && !generated(path) && !fixture(path)
}

/// A file whose bytes are ours to choose.
pub fn ours(path: &str) -> bool {
    !path.ends_with("-openapi.json") && !path.ends_with(".snap") && !fixture(path)
}

/// Returns true for files that `cargo xtask generate` writes.
pub fn generated(path: &str) -> bool {
    const FILES: [&str; 4] = [
        "crates/firecrawl-api/tests/it/dispatch.rs",
        "crates/firecrawl-api/corrected.json",
        "crates/firecrawl-webhooks/corrected.json",
        "openapi/lock.toml",
    ];
    let mut folders = [
        "firecrawl-api/src",
        "firecrawl-cli/src/operations",
        "firecrawl-webhooks/src",
    ]
    .into_iter();
    folders.any(|name| path.starts_with(&format!("crates/{name}/generated/")))
        || FILES.contains(&path)
}

fn fixture(path: &str) -> bool {
    path.contains("/fixtures/")
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the root")
}

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let mut paths = tracked().unwrap_or_else(|| {
        let mut found = Vec::new();
        walk(root(), &mut found);
        found
    });
    paths.sort();
    paths
        .into_iter()
        // A path can be tracked and deleted; a picture is no text.
        .filter_map(|path| {
            let text = std::fs::read_to_string(root().join(&path)).ok()?;
            Some(File { path, text })
        })
        .collect()
});

/// Returns the files that git tracks, or `None` without git or a repository.
fn tracked() -> Option<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let paths: Vec<_> = String::from_utf8(output.stdout)
        .ok()?
        .split_terminator('\0')
        .map(str::to_owned)
        .collect();
    (!paths.is_empty()).then_some(paths)
}

/// Every file below a folder, without build output.
fn walk(folder: &Path, found: &mut Vec<String>) {
    let entries = std::fs::read_dir(folder).expect("the tree can be read");
    for entry in entries.flatten() {
        if matches!(entry.file_name().to_str(), Some("target" | ".git")) {
            continue;
        }
        let path = entry.path();
        if path.is_dir() {
            walk(&path, found);
        } else if let Ok(path) = path.strip_prefix(root()) {
            found.push(path.to_string_lossy().replace('\\', "/"));
        }
    }
}

#[test]
fn the_walk_finds_what_git_tracks() {
    let mut walked = Vec::new();
    walk(root(), &mut walked);
    for file in FILES.iter() {
        assert!(
            walked.contains(&file.path),
            "{} was not walked to",
            file.path
        );
    }
    assert!(!walked.iter().any(|path| path.starts_with("target/")));
}

#[test]
fn kinds_of_files_are_told_apart() {
    assert!(hand_written_rust("xtask/src/error.rs"));
    assert!(!hand_written_rust(
        "crates/firecrawl-api/src/generated/types.rs"
    ));
    assert!(!hand_written_rust("xtask/tests/fixtures/hook.rs"));
    assert!(!hand_written_rust("README.md"));
    assert!(ours("openapi/overlay.json"));
    assert!(!ours("openapi/v2-openapi.json"));
    assert!(!ours("xtask/tests/it/snapshots/list.snap"));
}
