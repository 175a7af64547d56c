//! The scripts of the GitHub action `drift`, with the binary for real and `gh` replaced.

use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

/// Notes how it is called, and keeps the body; the comment 7 is there once one was created.
const GH: &str = r#"#!/usr/bin/env bash
set -euo pipefail
echo "$*" >>calls
case " $* " in
  *" --paginate "*) cat comment 2>/dev/null || true ;;
  *) echo 7 >comment; body=${!#}; cp "${body#*@}" body ;;
esac
"#;

/// Texts that a shell, a workflow command or Markdown would act on.
const HOSTILE: &str = "$(touch ran)`touch ran`';touch ran;\n::error::forged\n@everyone <b> ```";

fn document(names: &[&str]) -> Value {
    let operation = |id: &&str| {
        (
            format!("/{}", id.len()),
            json!({"get": {"operationId": id, "responses": {}}}),
        )
    };
    let paths: HashMap<_, _> = names.iter().map(operation).collect();
    json!({"openapi": "3.0.3", "paths": paths})
}

struct Setting {
    folder: TempDir,
}

impl Setting {
    fn new(old: &[&str], new: &[&str]) -> Self {
        let setting = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        for (name, operations) in [("old $(touch ran).json", old), ("-new.json", new)] {
            fs::write(setting.path(name), document(operations).to_string()).unwrap();
        }
        let gh = setting.path("gh");
        fs::write(&gh, GH).unwrap();
        fs::set_permissions(gh, fs::Permissions::from_mode(0o755)).unwrap();
        setting
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    fn run(&self, script: &str, settings: &[(&str, &str)]) -> Output {
        let actions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.github/actions/drift");
        let path = format!(
            "{}:{}",
            self.folder.path().display(),
            std::env::var("PATH").unwrap()
        );
        Command::new(actions.join(script))
            .current_dir(self.folder.path())
            .env_remove("GITHUB_STEP_SUMMARY")
            .envs(settings.iter().copied())
            .env("PATH", path)
            .env("RUNNER_TEMP", self.folder.path())
            .env("GITHUB_OUTPUT", self.path("output"))
            .output()
            .unwrap()
    }

    fn compare(&self, fail_on: &str) -> Output {
        let summary = self.path("summary");
        self.run(
            "compare",
            &[
                ("OLD", "old $(touch ran).json"),
                ("NEW", "-new.json"),
                ("FAIL_ON", fail_on),
                ("OPENAPI_DIFF", env!("CARGO_BIN_EXE_openapi-diff")),
                ("GITHUB_STEP_SUMMARY", summary.to_str().unwrap()),
            ],
        )
    }
}

#[test]
fn changes_are_reported_and_fail_by_their_class() {
    let setting = Setting::new(&["one", "three"], &["one"]);
    assert_eq!(setting.compare("none").status.code(), Some(0));
    let report = setting.path("drift-report.md");
    let output = format!("changed=true\nreport={}\n", report.display());
    assert_eq!(setting.text("output"), output);
    assert_eq!(setting.text("summary"), setting.text("drift-report.md"));
    assert!(setting.text("summary").contains("three"));
    let failed = setting.compare("breaking");
    assert_eq!(failed.status.code(), Some(1));
    let log = String::from_utf8(failed.stdout).unwrap();
    assert!(log.contains("::error"), "{log}");

    let same = Setting::new(&["one"], &["one"]);
    assert_eq!(same.compare("any").status.code(), Some(0));
    assert!(same.text("output").starts_with("changed=false\n"));
    assert_eq!(same.compare("rm -rf").status.code(), Some(1));
}

#[test]
fn nothing_of_a_document_is_run() {
    let setting = Setting::new(&[], &[HOSTILE]);
    let output = setting.compare("any");
    let log = String::from_utf8(output.stdout).unwrap();
    assert!(!setting.path("ran").exists());
    assert!(!log.lines().any(|line| line.starts_with("::error::forged")));
    let summary = setting.text("summary");
    assert!(summary.contains("touch ran"), "{summary}");
    assert!(!summary.lines().any(|line| line.starts_with("::")));
    assert_eq!(setting.text("output").lines().count(), 2);
}

#[test]
fn the_report_is_one_comment_that_is_kept_up_to_date() {
    let setting = Setting::new(&[], &[]);
    let lines = "- `one line of a report`\n".repeat(4000);
    fs::write(setting.path("report.md"), &lines).unwrap();
    let comment = |number: &str| {
        let settings = [
            ("REPORT", "report.md"),
            ("NUMBER", number),
            ("GITHUB_REPOSITORY", "a/b"),
        ];
        setting.run("comment/comment", &settings).status.code()
    };
    assert_eq!(comment("12"), Some(0));
    let body = setting.text("body");
    assert!(body.starts_with("<!-- openapi-drift -->\n- `one"));
    assert!(body.len() < 65_536);
    assert!(body.lines().all(|line| line.matches('`').count() != 1));
    assert_eq!(comment("12"), Some(0));
    let calls = setting.text("calls");
    assert!(calls.contains("--method POST repos/a/b/issues/12/comments"));
    assert!(calls.contains("--method PATCH repos/a/b/issues/comments/7"));
    assert_eq!(comment("12; touch ran"), Some(1));
    assert!(!setting.path("ran").exists());
}
