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

/// Returns the blocks of the page in a language.
fn shown(language: &str) -> Vec<String> {
    let page = fs::read_to_string(repository().join("ADOPTING.md")).unwrap();
    let start = format!("\n```{language}\n");
    let blocks = page.split(&start).skip(1);
    let blocks = blocks.map(|rest| rest.split("\n```\n").next().unwrap().to_owned() + "\n");
    blocks.collect()
}

/// The crates that the page says to copy are all that their manifests need.
#[test]
fn the_copied_crates_are_enough() {
    let page = fs::read_to_string(repository().join("ADOPTING.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let rows: Vec<&str> = rows.take_while(|line| !line.contains("`--")).collect();
    let spans = rows.iter().flat_map(|row| {
        row.split("| ")
            .nth(1)
            .unwrap()
            .split('`')
            .skip(1)
            .step_by(2)
    });
    let copied: Vec<&str> = spans.map(|path| path.trim_end_matches('/')).collect();
    let crates = copied
        .iter()
        .filter(|path| path.starts_with("crates/") || **path == "xtask");
    assert!(crates.clone().count() > 6, "{copied:?}");
    for folder in crates {
        let manifest = fs::read_to_string(repository().join(folder).join("Cargo.toml")).unwrap();
        let manifest: Table = manifest.parse().unwrap();
        let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
        for name in kinds
            .iter()
            .filter_map(|kind| manifest.get(*kind)?.as_table())
            .flat_map(Table::keys)
        {
            let path = format!("crates/{name}");
            let is_ours = repository().join(&path).is_dir();
            assert!(
                !is_ours || copied.contains(&&*path),
                "{folder} needs {path}"
            );
        }
    }
}

#[test]
fn another_contract_becomes_a_crate_and_a_green_check() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let contract = fs::read_to_string(repository().join(CONTRACT)).unwrap();
    let [project, _, manifest] = <[String; 3]>::try_from(shown("toml")).unwrap();
    let [library] = <[String; 1]>::try_from(shown("rust,ignore")).unwrap();
    for (path, text) in [
        ("Cargo.toml", workspace_manifest().as_str()),
        ("openapi/project.toml", &*project),
        ("openapi/lighthouse.json", &contract),
        ("openapi/names.toml", ""),
        ("openapi/docs.toml", ""),
        ("crates/lighthouse-api/Cargo.toml", &manifest),
        ("crates/lighthouse-api/src/lib.rs", &library),
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
