//! `cargo xtask generate` and `generate --check` on copies of the workspace.

use std::fs;

use crate::scratch::{DOCS, GENERATED, LOCK};
use clap::Parser;
use xtask::commands::Arguments;

use crate::scratch::Scratch;

const COMMAND: &str = "run `cargo xtask generate`";

fn generated(file: &str) -> String {
    format!("{GENERATED}/{file}")
}

#[test]
fn nothing_changes_where_all_is_fresh() {
    // Another folder and another depth than the repository's, so that no path can have got in.
    let scratch = Scratch::below("some where/else ü");
    let before = scratch.tree();
    let outcome = scratch.run(&["generate"]);
    assert_eq!(outcome.result, Ok(0));
    assert!(
        outcome.text.ends_with(": nothing to change\n"),
        "{}",
        outcome.text
    );
    assert_eq!(scratch.run(&["generate", "--check"]).result, Ok(0));
    assert!(scratch.tree() == before, "a file was touched");
}

#[test]
fn from_nothing_all_comes_back() {
    let scratch = Scratch::new();
    let before = scratch.tree();
    fs::remove_dir_all(scratch.path(GENERATED)).unwrap();
    for file in ["crates/firecrawl-api/corrected.json", "docs/api.md"] {
        fs::remove_file(scratch.path(file)).unwrap();
    }
    assert_eq!(scratch.run(&["generate"]).result, Ok(0));
    let after = scratch.tree();
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    for (path, (bytes, _)) in &before {
        assert!(after[path].0 == *bytes, "{} differs", path.display());
    }
    assert_eq!(scratch.run(&["check"]).result, Ok(0));
}

#[test]
fn stale_files_are_told_and_not_written() {
    let scratch = Scratch::new();
    let operations = generated("operations.rs");
    let client = generated("client.rs");
    let left_over = generated("types/old.rs");
    scratch.edit(&operations, "impl Client", "impl Customer");
    fs::remove_file(scratch.path(&client)).unwrap();
    scratch.write(&left_over, "//! No run makes this.\n");
    scratch.edit(LOCK, "source = \"", "source = \"https://example.org/#");
    scratch.edit(LOCK, "sha256 = \"", "sha256 = \"1");
    let before = scratch.tree();

    let checked = scratch.run(&["generate", "--check"]);
    assert_eq!(checked.result, Ok(4));
    assert_eq!(
        checked.text,
        format!(
            "missing {client}\nchanged {operations}\nchanged {LOCK}\nleft over {left_over}\n\
             the generated code is stale: {COMMAND}\n"
        )
    );
    let shown = scratch.run(&["generate", "--check", "-v"]);
    assert_eq!(shown.result, Ok(4));
    for line in [
        "-impl Customer {\n+impl Client {\n",
        "+pub struct Client {\n",
        "-//! No run makes this.\n",
        "\n-sha256 = \"1",
    ] {
        assert!(shown.text.contains(line), "no {line:?} in:\n{}", shown.text);
    }
    let checked = scratch.run(&["check"]);
    assert_eq!(checked.result, Ok(4));
    assert!(checked.text.contains(COMMAND), "{}", checked.text);
    assert!(scratch.tree() == before, "a check wrote something");

    let made = scratch.run(&["generate"]);
    assert_eq!(made.result, Ok(0));
    for line in [
        format!("updated {operations}"),
        format!("created {client}"),
        format!("removed {left_over}"),
        format!("updated {LOCK}"),
    ] {
        assert!(
            made.text.lines().any(|known| known == line),
            "{}",
            made.text
        );
    }
    assert!(!scratch.path(&left_over).exists());
    assert_eq!(scratch.run(&["check"]).result, Ok(0));
    let lock = scratch.read(LOCK);
    assert!(
        lock.contains("https://example.org/#"),
        "the origin is a person's to write"
    );
}

#[test]
fn an_edited_input_makes_the_output_stale() {
    let scratch = Scratch::new();
    scratch.edit(DOCS, "Cancels an agent run.", "Stops an agent run.");
    let checked = scratch.run(&["generate", "--check"]);
    assert_eq!(checked.result, Ok(4));
    let operations = generated("operations.rs");
    assert!(
        checked.text.starts_with(&format!(
            "changed {operations}\nchanged crates/firecrawl-cli/src/operations/generated.rs\nthe generated code is stale"
        )),
        "{}",
        checked.text
    );
    assert_eq!(scratch.run(&["generate"]).result, Ok(0));
    assert!(
        scratch
            .read(&operations)
            .contains("/// Stops an agent run.")
    );
    // What makes no other code makes nothing stale.
    scratch.edit(
        "openapi/overlay.json",
        "\"actions\"",
        "\"x-note\": 1, \"actions\"",
    );
    let fresh = scratch.run(&["generate", "--check"]);
    assert_eq!(fresh.result, Ok(0), "{}", fresh.text);
}

#[test]
fn a_wrong_call_is_refused() {
    for words in [
        &["generate", "--contract", "x.json"][..],
        &["generate", "-v"],
        &["generate", "--unknown"],
        &["check", "--format", "yaml"],
        &["help"],
        &[],
    ] {
        let line = ["cargo xtask"].into_iter().chain(words.iter().copied());
        let error = Arguments::try_parse_from(line).expect_err("a wrong call");
        assert_eq!(error.exit_code(), 2, "{words:?}: {error}");
    }
}

#[test]
fn the_workspace_is_found_from_inside() {
    let scratch = Scratch::new();
    let inside = scratch.path("crates/firecrawl-api/src");
    let found = xtask::project::Project::around(&inside).unwrap();
    assert_eq!(found.path(LOCK), scratch.path(LOCK));
    let outside = std::path::PathBuf::from(scratch.outside(""));
    let error = xtask::project::Project::around(&outside).unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("run the command inside of the workspace")
    );
}
