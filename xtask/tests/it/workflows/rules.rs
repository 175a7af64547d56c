//! Rules on the workflows that the linter does not check.
//!
//! Limits of time, named runners, a shell that stops at the first failure, and no token for a step
//! that builds. The linter is `zizmor`, which `.ci/run` calls.

use serde_json::{Value, json};

use super::document::Workflow;
use super::{commands, workflows};

/// The longest that a job may take, in minutes.
const LONGEST_JOB: u64 = 90;

#[test]
fn the_workflows_keep_the_rules() {
    let findings: Vec<String> = workflows().iter().flat_map(findings).collect();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
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
      - run: |
          cargo xtask no-such-command
          cargo xtask check --no-such-flag
          cargo no-such-alias
          cargo test --package no-such-package
          cargo check -p firecrawl-client --features gzip,no-such-feature
          cargo +1.70 build
          rustup toolchain install 1.70
          scripts/no-such-script
          if [ 1
";

#[test]
fn a_workflow_that_breaks_every_rule_is_found() {
    let findings = findings(&Workflow::read("bad.yml", BAD));
    insta::with_settings!({omit_expression => true}, {
        insta::assert_snapshot!("bad-workflow", findings.join("\n"));
    });
}

fn findings(workflow: &Workflow) -> Vec<String> {
    let rules: [fn(&Workflow) -> Vec<String>; 3] = [limits, shells, commands::findings];
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
