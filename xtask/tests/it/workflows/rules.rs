//! Rules on the workflows that the linter does not check.
//!
//! Limits of time, named runners, a shell that stops at the first failure, and no token for a step
//! that builds. The linter is `zizmor`, which `.ci/run` calls.

use serde_json::{Value, json};

use super::document::Workflow;
use super::{workflow, workflows};

/// The longest that a job may take, in minutes.
const LONGEST_JOB: u64 = 90;

#[test]
fn the_workflows_keep_the_rules() {
    let findings: Vec<String> = workflows().iter().flat_map(findings).collect();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// Code generated from a contract runs without write permission and without a shared cache.
#[test]
fn a_new_contract_is_built_without_rights() {
    let drift = workflow("spec-drift.yml");
    for step in drift.steps() {
        let builds = step
            .lines()
            .any(|line| line.contains("cargo ") || line.contains(".ci/"));
        assert!(!builds || step.job == "update", "{} builds", step.job);
        let uses = step.value["uses"].as_str().unwrap_or_default();
        assert!(!uses.contains("cache"), "{uses} shares a cache");
    }
    let update = &drift.value["jobs"]["update"];
    assert_eq!(update["permissions"], json!({"contents": "read"}));
    assert!(!update.to_string().contains("github.token"), "{update}");
}

/// Jobs that may do more than read, each with all its rights.
const MAY_WRITE: [(&str, &str, &[&str]); 2] = [
    (
        "release.yml",
        "publish",
        &["contents", "id-token", "attestations"],
    ),
    (
        "spec-drift.yml",
        "pull-request",
        &["contents", "pull-requests"],
    ),
];

#[test]
fn no_other_job_may_write() {
    let mut writing = Vec::new();
    for workflow in workflows() {
        assert_eq!(
            workflow.value["permissions"],
            json!({}),
            "{}",
            workflow.name
        );
        for (job, value) in workflow.jobs() {
            let rights = value["permissions"].as_object().expect("rights of its own");
            let written = rights.iter().filter(|(_, access)| *access != "read");
            let written: Vec<String> = written.map(|(right, _)| right.clone()).collect();
            if !written.is_empty() {
                writing.push((workflow.name.clone(), job.to_owned(), written));
            }
        }
    }
    let expected = MAY_WRITE.map(|(file, job, rights)| {
        let rights = rights.iter().map(|right| (*right).to_owned()).collect();
        (file.to_owned(), job.to_owned(), rights)
    });
    assert_eq!(writing, expected);
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
jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - run: echo
  two:
    runs-on: ubuntu-24.04
    timeout-minutes: 600
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
    let rules: [fn(&Workflow) -> Vec<String>; 2] = [limits, shells];
    rules.iter().flat_map(|rule| rule(workflow)).collect()
}

fn limits(workflow: &Workflow) -> Vec<String> {
    let mut found = Vec::new();
    for (job, value) in workflow.jobs() {
        let minutes = value["timeout-minutes"].as_u64();
        if !minutes.is_some_and(|minutes| (1..=LONGEST_JOB).contains(&minutes)) {
            let message = format_args!("no `timeout-minutes` of at most {LONGEST_JOB}");
            found.push(workflow.finding(job, message));
        }
        let runner = value["runs-on"].as_str().unwrap_or("latest");
        if runner.ends_with("latest") {
            found.push(workflow.finding(job, "the runner's version is not named"));
        }
    }
    found
}

fn shells(workflow: &Workflow) -> Vec<String> {
    let by_default = workflow.value["defaults"]["run"]["shell"] == json!("bash");
    let is_bash = |step: &Value| by_default || step["shell"] == "bash";
    workflow
        .steps()
        .filter(|step| step.run().is_some() && !is_bash(step.value))
        .map(|step| workflow.finding(step.job, "the shell is not bash with `-o pipefail`"))
        .collect()
}
