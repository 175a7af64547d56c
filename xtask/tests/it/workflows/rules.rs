//! Rules on what a workflow may do: pinned actions, few rights, no expressions in scripts.

use serde_json::json;

use super::document::Workflow;
use super::{workflow, workflows};

/// Jobs that may do more than read, with all their rights.
const MAY_WRITE: [(&str, &str, &[&str]); 1] = [(
    "spec-drift.yml",
    "pull-request",
    &["contents", "pull-requests"],
)];

#[test]
fn the_workflows_keep_the_rules() {
    let findings: Vec<String> = workflows().iter().flat_map(findings).collect();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// What a contract becomes is code; where it runs, nothing may be written and no cache is shared.
#[test]
fn a_new_contract_is_built_without_rights() {
    let drift = workflow("spec-drift.yml");
    for step in drift.steps() {
        let builds = step
            .lines()
            .any(|line| line.contains("cargo ") || line.contains(".ci/"));
        assert!(!builds || step.job == "update", "{} builds", step.job);
        let uses = step.uses().unwrap_or_default();
        assert!(!uses.contains("cache"), "{uses} shares a cache");
    }
    let update = &drift.value["jobs"]["update"];
    assert_eq!(update["permissions"], json!({"contents": "read"}));
    assert!(!update.to_string().contains("github.token"), "{update}");
}

#[test]
fn the_token_is_given_to_no_build() {
    for workflow in workflows() {
        for step in workflow.steps() {
            let has_token = step.value.to_string().contains("github.token");
            let builds = step
                .lines()
                .any(|line| line.contains("cargo ") || line.contains(".ci/"));
            assert!(!(has_token && builds), "{}: {}", workflow.name, step.value);
        }
        let whole = workflow.value.to_string();
        assert!(
            !whole.contains("secrets."),
            "{} uses a secret",
            workflow.name
        );
    }
}

/// Breaks each rule once.
const BAD: &str = "
on:
  pull_request_target:
permissions: write-all
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - uses: actions/cache@0123456789abcdef0123456789abcdef01234567
      - {uses: actions/stale@0123456789abcdef0123456789abcdef01234567} # v1.0.0
      - run: echo ${{ github.event.issue.title }}
  two:
    runs-on: ubuntu-24.04
    timeout-minutes: 600
    permissions:
      contents: write
    steps:
      - run: cargo xtask check
";

#[test]
fn a_workflow_that_breaks_every_rule_is_found() {
    let findings = findings(&Workflow::read("bad.yml", BAD));
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("bad-workflow", findings.join("\n"));
    });
}

fn findings(workflow: &Workflow) -> Vec<String> {
    let rules: [fn(&Workflow) -> Vec<String>; 4] = [triggers, actions, rights, scripts];
    rules.iter().flat_map(|rule| rule(workflow)).collect()
}

/// Code of a stranger must not run with the rights of the repository.
fn triggers(workflow: &Workflow) -> Vec<String> {
    let on = workflow.value["on"].as_object();
    on.into_iter()
        .flatten()
        .filter(|(name, _)| ["pull_request_target", "workflow_run"].contains(&name.as_str()))
        .map(|(name, _)| workflow.finding("on", format_args!("`{name}` runs what others wrote")))
        .collect()
}

fn actions(workflow: &Workflow) -> Vec<String> {
    let mut found = Vec::new();
    let pinned: Vec<&str> = workflow.text.lines().filter_map(pinned).collect();
    for step in workflow.steps() {
        let Some(uses) = step.uses().filter(|uses| !uses.starts_with("./")) else {
            continue;
        };
        if !pinned.contains(&uses) {
            let message = format_args!("`{uses}` is not `- uses: NAME@40 hex digits # vN.N.N`");
            found.push(workflow.finding(step.job, message));
        }
        let keeps = step.with().and_then(|with| with.get("persist-credentials"));
        if uses.starts_with("actions/checkout@") && keeps != Some(&json!(false)) {
            found.push(workflow.finding(step.job, "the checkout keeps the credentials"));
        }
    }
    found
}

/// The action of a line that pins it by a commit and tells its version.
fn pinned(line: &str) -> Option<&str> {
    let line = line.trim_start().trim_start_matches("- ");
    let (uses, version) = line.strip_prefix("uses: ")?.split_once(" # v")?;
    let (_, commit) = uses.trim_end().split_once('@')?;
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    let numbers: Vec<&str> = version.split('.').collect();
    let told = numbers.len() == 3 && numbers.iter().all(|number| number.parse::<u32>().is_ok());
    (commit.len() == 40 && commit.chars().all(hex) && told).then_some(uses.trim_end())
}

fn rights(workflow: &Workflow) -> Vec<String> {
    let mut found = Vec::new();
    if workflow.value["permissions"] != json!({}) {
        found.push(workflow.finding("permissions", "write `permissions: {}`, and rights by job"));
    }
    for (job, value) in workflow.jobs() {
        let Some(rights) = value["permissions"].as_object() else {
            found.push(workflow.finding(job, "no permissions of its own"));
            continue;
        };
        let may_write = MAY_WRITE
            .iter()
            .find(|(file, name, _)| *file == workflow.name && *name == job)
            .map_or(&[][..], |(_, _, rights)| rights);
        for (right, access) in rights {
            let fits = match access.as_str() {
                Some("read") => right == "contents",
                Some("write") => may_write.contains(&right.as_str()),
                _ => false,
            };
            if !fits {
                let message = format_args!("`{right}: {access}` is more than the job needs");
                found.push(workflow.finding(job, message));
            }
        }
    }
    found
}

/// What others write (a title, a branch) comes into a script by the environment only.
fn scripts(workflow: &Workflow) -> Vec<String> {
    let steps = workflow.steps().filter(|step| step.run().is_some());
    let mut found = Vec::new();
    for step in steps {
        let script = step.run().unwrap_or_default();
        if script.contains("${{") {
            let message = "an expression in a script; hand it over by `env`";
            found.push(workflow.finding(step.job, message));
        }
    }
    found
}

#[test]
fn a_pin_needs_a_commit_and_a_version() {
    let commit = "0123456789abcdef0123456789abcdef01234567";
    assert!(pinned(&format!("  - uses: a/b@{commit} # v1.2.3")).is_some());
    for line in [
        format!("- uses: a/b@{commit}"),
        format!("- uses: a/b@{commit} # v1"),
        format!("- uses: a/b@{commit} # main"),
        format!("- uses: a/b@{} # v1.2.3", &commit[1..]),
        "- uses: a/b@v1.2.3 # v1.2.3".to_owned(),
    ] {
        assert_eq!(pinned(&line), None, "{line}");
    }
}
