//! `cargo xtask update` with a file: what it writes, what it says, and how it ends.

use std::fs;
use std::io;
use std::path::Path;

use crate::scratch::{CONTRACT, LOCK};
use clap::Parser;
use serde_json::{Value, json};
use xtask::commands::{Arguments, run};
use xtask::fetch::{Limits, fetch};
use xtask::project::Project;
use xtask::update::{Form, Plan, Rules, stripped};

use super::next::{file, next, translated, with_prose};
use crate::scratch::{Scratch, contract};

/// Leaves out the numbers of lines in hand-written files, which change with every edit of them.
fn without_lines(text: &str) -> String {
    let kept = text.split_inclusive('\n').map(|line| {
        let (start, rest) = line.split_once(".rs:").unwrap_or((line, ""));
        let rest = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        if start == line {
            line.to_owned()
        } else {
            format!("{start}.rs{rest}")
        }
    });
    kept.collect()
}

#[test]
fn an_update_is_taken_as_the_dry_run_says() {
    let scratch = Scratch::new();
    let from = file(&scratch, &with_prose(next(), "Words."));
    scratch.edit(LOCK, "published = ", "etag = \"old\"\npublished = ");
    let before = scratch.tree();
    let dry = scratch.run(&["update", "--from", &from, "--dry-run"]);
    assert_eq!(dry.result, Ok(3));
    assert!(scratch.tree() == before, "a dry run wrote something");

    let taken = scratch.run(&["update", "--from", &from]);
    assert_eq!(taken.result, Ok(3));
    assert_eq!(taken.text, dry.text);
    insta::with_settings!({omit_expression => true}, {
        let text = without_lines(&taken.text.replace(&from, "next.json"));
        insta::assert_snapshot!("update-text", text);
    });
    assert!(scratch.read(CONTRACT) == stripped(next()).unwrap());
    let after = scratch.tree();
    let list = |line: &str| {
        let file = line.strip_prefix("  updated ")?;
        Some(scratch.path(file))
    };
    let mut shown: Vec<_> = taken.text.lines().filter_map(list).collect();
    shown.sort();
    let changed: Vec<_> = after
        .iter()
        .filter(|(path, (bytes, _))| before.get(*path).map(|(bytes, _)| bytes) != Some(bytes))
        .map(|(path, _)| path.clone())
        .collect();
    assert_eq!(shown, changed);
    assert_eq!(before.len(), after.len(), "a stray file");
    let lock = scratch.read(LOCK);
    assert!(lock.contains("published = \"unknown\""), "{lock}");
    assert!(lock.contains("source = \"https://docs."), "{lock}");
    assert!(!lock.contains("etag"), "a file has none: {lock}");

    // What is left is for a person; nothing of it is stale.
    let check = scratch.run(&["check", "--format", "json"]);
    assert_eq!(check.result, Ok(1));
    let check: Value = serde_json::from_str(&check.text).unwrap();
    assert_eq!(check["stale"], json!([]));
    let again = scratch.run(&["update", "--from", &from]);
    assert_eq!(again.result, Ok(0));
    assert_eq!(again.text, format!("{from}: no change\n"));
    assert!(scratch.tree() == after, "no change wrote something");
}

#[test]
fn a_report_in_each_form() {
    let scratch = Scratch::new();
    let project = Project::at(scratch.path("")).unwrap();
    let vendored = project.inputs(None).unwrap();
    let from = file(&scratch, &next());
    let incoming = fetch(&from, None, Limits::default()).unwrap();
    let incoming = incoming.expect("a file is always read");
    let plan = Plan::new(&project, &vendored, &incoming, &Rules::default()).unwrap();
    let markdown = plan.report.render(Form::Markdown).unwrap();
    let json = plan.report.render(Form::Json).unwrap();
    let mut json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json["changes"].as_array().map(Vec::len),
        Some(plan.report.changes.changes.len())
    );
    // They are as `diff` shows them, and that has its own snapshots.
    json["changes"] = json!([json["changes"][0]]);
    for broken in json["broken"].as_array_mut().unwrap() {
        broken.as_object_mut().unwrap().remove("line");
    }
    let (head, diff) = markdown.split_once("## Contract: ").unwrap();
    assert!(diff.starts_with("`vendored` → "), "{diff}");
    insta::with_settings!({omit_expression => true}, {
        let head = without_lines(&head.replace(&from, "next.json"));
        insta::assert_snapshot!("update-markdown", head);
        let json = serde_json::to_string_pretty(&json).unwrap();
        insta::assert_snapshot!("update-json", json.replace(&from, "next.json"));
    });
}

#[test]
fn a_translated_contract_is_no_change() {
    let scratch = Scratch::new();
    let before = scratch.tree();
    let from = file(&scratch, &translated());
    for (words, shown) in [
        (&[][..], " no change but to 44 pieces of prose\n"),
        (&["--keep-prose"], " pieces of prose\n"),
        (&["--format", "json"], "\"status\": \"unchanged\""),
        (
            &["--format", "markdown"],
            "No change but to 44 pieces of prose.",
        ),
    ] {
        let outcome = scratch.run(&[&["update", "--from", &from][..], words].concat());
        assert_eq!(outcome.result, Ok(0), "{words:?}");
        assert!(outcome.text.contains(shown), "{}", outcome.text);
    }
    assert!(scratch.tree() == before, "no change wrote something");
}

#[test]
fn a_report_goes_into_a_file() {
    let scratch = Scratch::new();
    let from = file(&scratch, &contract());
    let report = scratch.outside("a/new/folder/report.md");
    let words = ["update", "--from", &from, "--report", &report];
    let outcome = scratch.run(&words);
    assert_eq!(outcome.result, Ok(0));
    assert_eq!(
        outcome.text,
        format!("{from}: no change\nthe report is in {report}\n")
    );
    assert_eq!(
        fs::read_to_string(&report).unwrap(),
        format!("## Update from `{from}`\n\nNo change.\n")
    );
    let folder = Path::new(&report).parent().unwrap();
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1, "a stray file");
}

#[test]
fn a_wrong_call_is_refused() {
    for words in [
        &["update", "--format", "github"][..],
        &["update", "--published-on", "2026-13-01"],
        &["update", "--published-on", "2026-02-30"],
        &["update", "--published-on", "2026-12-01T00:00"],
        &["update", "--published-on", "today"],
        &["update", "--timeout", "0"],
        &["update", "--timeout", "-1"],
        &["update", "--timeout", "soon"],
        &["update", "next.json"],
    ] {
        let line = ["cargo xtask"].into_iter().chain(words.iter().copied());
        let error = Arguments::try_parse_from(line).expect_err("a wrong call");
        assert_eq!(error.exit_code(), 2, "{words:?}: {error}");
    }
}

/// A terminal that cannot be written to.
struct Full;

impl io::Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn an_update_that_cannot_be_told_is_taken_back() {
    let scratch = Scratch::new();
    let from = file(&scratch, &next());
    let report = scratch.outside("report.txt");
    let before = scratch.tree();
    let root = scratch.path("");
    let line = ["cargo xtask", "--root", root.to_str().unwrap(), "update"];
    let words = ["--from", &from, "--report", &report];
    let arguments = Arguments::try_parse_from(line.into_iter().chain(words)).unwrap();
    let error = run(&arguments, &mut Full).unwrap_err().to_string();
    assert!(error.starts_with("the output cannot be written"), "{error}");
    assert!(scratch.tree() == before, "something stayed");
    assert!(!Path::new(&report).exists(), "the report stayed");
}
