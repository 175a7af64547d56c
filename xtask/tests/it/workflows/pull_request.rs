//! The script that opens and refreshes the pull request, with `gh` replaced and git for real.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::scratch::repository;

/// Notes how it is called, and keeps the body; a pull request is open once one was created.
const GH: &str = r#"#!/usr/bin/env bash
set -euo pipefail
echo "$1 $2 ${3:-}" >>"$GH_STATE/calls"
case "$1 $2" in
  "pr list") cat "$GH_STATE/open" 2>/dev/null || true ;;
  "pr create" | "pr edit")
    echo 7 >"$GH_STATE/open"
    while [ "$1" != --body-file ]; do shift; done
    cp "$2" "$GH_STATE/body"
    ;;
  *) exit 1 ;;
esac
"#;

/// A remote, a clone of it, and a `gh`.
struct Setting {
    folder: TempDir,
}

impl Setting {
    fn new() -> Self {
        let setting = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        fs::create_dir(setting.path("bin")).unwrap();
        fs::write(setting.path("bin/gh"), GH).unwrap();
        fs::set_permissions(setting.path("bin/gh"), fs::Permissions::from_mode(0o755)).unwrap();
        fs::create_dir(setting.path("state")).unwrap();
        fs::write(setting.path("report.md"), "## What changed\n").unwrap();
        setting.git(
            ".",
            &[
                "init",
                "--quiet",
                "--bare",
                "--initial-branch=main",
                "remote",
            ],
        );
        setting.git(".", &["init", "--quiet", "--initial-branch=main", "first"]);
        fs::create_dir(setting.path("first/scripts")).unwrap();
        fs::copy(
            repository().join("scripts/drift-pull-request"),
            setting.path("first/scripts/drift-pull-request"),
        )
        .unwrap();
        fs::create_dir(setting.path("first/openapi")).unwrap();
        fs::write(setting.path("first/openapi/contract"), "1\n").unwrap();
        setting.commit("first");
        setting.git("first", &["push", "--quiet", "../remote", "main"]);
        setting
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn git(&self, folder: &str, words: &[&str]) -> String {
        let output = self.git_bytes(folder, words);
        String::from_utf8(output).unwrap().trim().to_owned()
    }

    fn git_bytes(&self, folder: &str, words: &[&str]) -> Vec<u8> {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=A person",
                "-c",
                "user.email=person@example.com",
            ])
            .args(words)
            .current_dir(self.path(folder))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .output()
            .unwrap();
        assert!(output.status.success(), "git {words:?}: {output:?}");
        output.stdout
    }

    fn commit(&self, folder: &str) {
        self.git(folder, &["add", "--all"]);
        self.git(folder, &["commit", "--quiet", "--message", "Change it"]);
    }

    /// Runs the script in a fresh clone, with the patch of an update to this contract.
    fn run(&self, contract: &str, state: &str, checks: &str) {
        let output = self.run_after(state, checks, |clone| {
            fs::write(clone.join("openapi/contract"), contract).unwrap();
        });
        assert!(output.status.success(), "{output:?}");
    }

    /// Runs the script in a fresh clone, with the patch of any change.
    fn run_after(&self, state: &str, checks: &str, change: impl Fn(&Path)) -> Output {
        let clone = self.path("clone");
        if clone.exists() {
            fs::remove_dir_all(&clone).unwrap();
        }
        self.git(".", &["clone", "--quiet", "remote", "clone"]);
        change(&clone);
        self.git("clone", &["add", "--all"]);
        let patch = self.git_bytes("clone", &["diff", "--cached", "--binary"]);
        fs::write(self.path("change.patch"), patch).unwrap();
        self.git("clone", &["reset", "--quiet", "--hard"]);
        let path = format!(
            "{}:{}",
            self.path("bin").display(),
            std::env::var("PATH").unwrap()
        );
        Command::new("bash")
            .arg("scripts/drift-pull-request")
            .current_dir(&clone)
            .env("PATH", path)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GH_STATE", self.path("state"))
            .env("REPORT", self.path("report.md"))
            .env("PATCH", self.path("change.patch"))
            .env("STATE", state)
            .env("CHECKS", checks)
            .env("BASE", "main")
            .env("RUN_URL", "https://example.com/runs/1")
            // No two commits are of the same second, or they could be the same commit.
            .env("GIT_AUTHOR_DATE", self.date())
            .env("GIT_COMMITTER_DATE", self.date())
            .output()
            .unwrap()
    }

    /// A time of its own for each run.
    fn date(&self) -> String {
        let calls = fs::read_to_string(self.path("state/calls")).unwrap_or_default();
        format!("@{} +0000", 1_700_000_000 + calls.lines().count())
    }

    fn calls(&self) -> Vec<String> {
        let calls = fs::read_to_string(self.path("state/calls")).unwrap();
        calls.lines().map(str::to_owned).collect()
    }

    fn body(&self) -> String {
        fs::read_to_string(self.path("state/body")).unwrap()
    }

    /// The commit at the head of the branch, and its contract.
    fn branch(&self) -> (String, String) {
        let head = self.git("remote", &["rev-parse", "spec-drift"]);
        let contract = self.git("remote", &["show", "spec-drift:openapi/contract"]);
        (head, contract)
    }
}

#[test]
fn one_pull_request_is_opened_and_then_refreshed() {
    let setting = Setting::new();
    setting.run("2\n", "changed", "success");
    assert_eq!(setting.branch().1, "2");
    assert_eq!(
        setting.body(),
        "All checks passed. [Log of the run](https://example.com/runs/1).\n\n## What changed\n"
    );
    setting.run("3\n", "changed", "failure");
    assert_eq!(setting.branch().1, "3");
    assert!(
        setting
            .body()
            .starts_with("**The checks failed**: this needs a person.")
    );
    assert_eq!(
        setting.calls(),
        [
            "pr list --head",
            "pr create --head",
            "pr list --head",
            "pr edit 7"
        ]
    );
    let commits = setting.git("remote", &["rev-list", "--count", "main..spec-drift"]);
    assert_eq!(commits, "1");
}

#[test]
fn the_same_change_is_not_pushed_again() {
    let setting = Setting::new();
    setting.run("2\n", "changed", "success");
    let first = setting.branch();
    setting.run("2\n", "changed", "success");
    assert_eq!(setting.branch(), first);
}

#[test]
fn a_failed_update_is_shown_too() {
    let setting = Setting::new();
    setting.run("1\n", "failed", "skipped");
    assert_eq!(setting.branch().1, "1");
    assert!(
        setting
            .body()
            .starts_with("**The contract could not be applied**")
    );
}

#[test]
fn the_work_of_a_person_is_left_alone() {
    let setting = Setting::new();
    setting.run("2\n", "changed", "failure");
    setting.git(
        ".",
        &[
            "clone",
            "--quiet",
            "--branch",
            "spec-drift",
            "remote",
            "person",
        ],
    );
    fs::write(setting.path("person/names"), "mended\n").unwrap();
    setting.commit("person");
    setting.git("person", &["push", "--quiet", "origin", "spec-drift"]);
    let theirs = setting.branch();
    setting.run("3\n", "changed", "success");
    assert_eq!(setting.branch(), theirs);
    assert!(
        setting
            .body()
            .contains("A person has committed to this branch")
    );
}

#[test]
fn a_patch_of_other_files_is_refused() {
    let changes: [fn(&Path); 3] = [
        |clone| fs::write(clone.join("scripts/drift-pull-request"), "echo owned\n").unwrap(),
        |clone| {
            fs::create_dir_all(clone.join(".github/workflows")).unwrap();
            fs::write(clone.join(".github/workflows/new.yml"), "on: push\n").unwrap();
        },
        |clone| {
            fs::rename(clone.join("openapi/contract"), clone.join("contract")).unwrap();
        },
    ];
    for change in changes {
        let setting = Setting::new();
        let output = setting.run_after("changed", "success", change);
        assert!(!output.status.success(), "{output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("changes other files"), "{said}");
        assert!(
            !setting.path("state/calls").exists(),
            "a pull request was made"
        );
    }
}

#[test]
fn a_long_report_is_cut() {
    let setting = Setting::new();
    fs::write(setting.path("report.md"), "- a change\n".repeat(10_000)).unwrap();
    setting.run("2\n", "changed", "success");
    assert!(setting.body().len() < 65_536);
    assert!(setting.body().ends_with("(cut: the log has all of it)\n"));
}

#[test]
fn the_workflow_hands_over_what_the_script_reads() {
    let script: &Path = &repository().join("scripts/drift-pull-request");
    let script = fs::read_to_string(script).unwrap();
    let workflow = super::workflow("spec-drift.yml");
    let step = workflow.steps().find(|step| {
        step.lines()
            .any(|line| line == "scripts/drift-pull-request")
    });
    let given = step.unwrap().value["env"].as_object().unwrap();
    for name in [
        "REPORT", "PATCH", "STATE", "CHECKS", "BASE", "RUN_URL", "GH_TOKEN",
    ] {
        assert!(given.contains_key(name), "{name}");
        assert!(script.contains(name), "{name}");
    }
}
