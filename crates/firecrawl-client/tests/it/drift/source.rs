//! The source of the facade, to name the file of a method and to find the words in it.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the facade without its tests.
pub struct Source {
    /// From the root of the repository.
    pub path: String,
    pub text: String,
}

/// All files of the facade and of its transport, sorted by path.
pub fn sources() -> Vec<Source> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut paths = Vec::new();
    for name in ["api-transport", "firecrawl-client"] {
        walk(&crates.join(name).join("src"), &mut paths);
    }
    paths.sort();
    let read = paths.iter().map(|path| {
        let text = fs::read_to_string(path).unwrap();
        let below = path.strip_prefix(crates).unwrap();
        Source {
            path: format!("crates/{}", below.to_str().unwrap()),
            text: text
                .split("#[cfg(test)]")
                .next()
                .unwrap_or_default()
                .to_owned(),
        }
    });
    read.collect()
}

/// The file of a method: `crates/firecrawl-client/src/api/map.rs` for `Client::map`.
pub fn file_of(method: &str) -> String {
    let (owner, name) = method.split_once("::").unwrap();
    // Four spaces: in a block, and not in an example.
    let functions = ["pub async fn", "fn"].map(|word| format!("\n    {word} {name}("));
    let blocks = [format!("impl {owner} {{"), format!(" for {owner} {{")];
    sources()
        .into_iter()
        .find(|source| {
            let text = &source.text;
            functions.iter().any(|function| text.contains(function))
                && blocks.iter().any(|block| text.contains(block))
        })
        .map_or_else(
            || format!("no file of the facade has `{method}`"),
            |source| source.path,
        )
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("tests") || path.ends_with("tests.rs") {
            continue;
        }
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn methods_are_found_where_they_stand() {
    for (method, file) in [
        ("Client::map", "api/map.rs"),
        ("Monitors::run", "jobs/check.rs"),
        ("Crawl::cancel", "jobs/crawl.rs"),
    ] {
        assert_eq!(
            file_of(method),
            format!("crates/firecrawl-client/src/{file}")
        );
    }
    assert_eq!(
        file_of("Client::none"),
        "no file of the facade has `Client::none`"
    );
}
