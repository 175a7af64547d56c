//! The shell scripts that workflows and people run.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use toml::Table;

use super::commands::not_bash;
use crate::scratch::repository;

#[test]
fn every_script_is_bash() {
    let mut scripts: Vec<_> = fs::read_dir(repository().join("scripts"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    scripts.push(repository().join(".ci/run"));
    assert!(scripts.len() > 3);
    for path in scripts {
        let script = fs::read_to_string(&path).unwrap();
        assert!(
            script.starts_with("#!/usr/bin/env bash\n"),
            "{}",
            path.display()
        );
        assert!(
            script.contains("\nset -euo pipefail\n"),
            "{}",
            path.display()
        );
        assert_eq!(not_bash(&script), None, "{}", path.display());
    }
}

#[test]
fn every_set_of_features_is_checked_once() {
    let manifest = repository().join("crates/firecrawl-client/Cargo.toml");
    let manifest: Table = fs::read_to_string(manifest).unwrap().parse().unwrap();
    let features: BTreeSet<&str> = manifest["features"]
        .as_table()
        .unwrap()
        .keys()
        .map(String::as_str)
        .filter(|name| *name != "default")
        .collect();
    let output = Command::new("bash")
        .args(["scripts/check-features", "--list"])
        .current_dir(repository())
        .output()
        .unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let sets: BTreeSet<BTreeSet<&str>> = text
        .lines()
        .map(|line| line.split(',').filter(|name| !name.is_empty()).collect())
        .collect();
    assert_eq!(text.lines().count(), 1 << features.len());
    assert_eq!(sets.len(), 1 << features.len());
    assert!(sets.contains(&features), "{features:?}");
    assert!(sets.iter().all(|set| set.is_subset(&features)));
}
