//! The shell scripts that workflows and people run.

use std::fs;

use super::commands::not_bash;
use crate::scratch::repository;

#[test]
fn every_script_is_bash_or_python() {
    let mut scripts: Vec<_> = fs::read_dir(repository().join("scripts"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    scripts.push(repository().join(".ci/run"));
    assert!(scripts.len() > 3);
    for path in scripts {
        let script = fs::read_to_string(&path).unwrap();
        // One that reads Python packages is written in it.
        if script.starts_with("#!/usr/bin/env python3\n") {
            continue;
        }
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
