//! The shell scripts that workflows and people run.

use std::fs;
use std::process::Command;

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

/// Returns the notes that are made of a changelog, or the error.
fn notes(changelog: &str) -> Result<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("Cargo.toml", "[workspace.package]\nversion = \"0.2.0\"\n"),
        ("openapi/lock.toml", "published = \"2026-08-21\"\n"),
        ("CHANGELOG.md", changelog),
    ];
    for name in ["openapi", "scripts"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    for (path, text) in files {
        fs::write(folder.path().join(path), text).unwrap();
    }
    let script = folder.path().join("scripts/release-notes");
    fs::copy(repository().join("scripts/release-notes"), &script).unwrap();
    let output = Command::new("bash")
        .arg(script)
        .arg("v0.2.0")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    match output.status.success() {
        true => Ok(text(output.stdout)),
        false => Err(text(output.stderr)),
    }
}

#[test]
fn the_notes_of_a_release_are_its_section() {
    let section = "\nContract: the revision of 2026-08-21.\n\n### Added\n\n- A call.\n\n";
    let older = "## [0.1.0] - 2026-12-01\n\n- The first.\n";
    let good =
        format!("# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-24\n{section}{older}");
    // The shell drops the line ends at the end.
    assert_eq!(notes(&good).unwrap().trim_end(), section.trim_end());
    for (from, to, error) in [
        ("2026-12-24", "not released yet", "has no section"),
        (
            "08-21",
            "08-22",
            "lacks `Contract: the revision of 2026-08-21`",
        ),
        (
            "[Unreleased]\n",
            "[Unreleased]\n\n- A late line.\n",
            "`Unreleased` has entries",
        ),
    ] {
        let changed = good.replacen(from, to, 1);
        let error_of = notes(&changed).unwrap_err();
        assert!(error_of.contains(error), "{changed}: {error_of}");
    }
}
