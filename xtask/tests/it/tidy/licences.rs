//! The licence and source rules of `deny.toml`, held against the whole dependency tree.

use std::collections::BTreeMap;
use std::process::Command;

use serde::Deserialize;
use spdx::{Expression, Licensee, ParseMode};

use super::tree::{file, root};

/// The one registry that packages may come from, as cargo writes it.
const CRATES_IO: &str = concat!("registry+https://github.com/rust-lang/crates.io", "-index");

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    license: Option<String>,
    source: Option<String>,
}

#[derive(Deserialize)]
struct Deny {
    licenses: Policy,
}

#[derive(Deserialize)]
struct Policy {
    allow: Vec<String>,
    exceptions: Vec<Exception>,
}

#[derive(Deserialize)]
struct Exception {
    #[serde(rename = "crate")]
    name: String,
    allow: Vec<String>,
}

#[test]
fn every_licence_is_allowed() {
    let policy = policy();
    let findings: Vec<_> = packages()
        .iter()
        .filter_map(|package| policy.refuses(&package.name, package.license.as_deref()))
        .collect();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

#[test]
fn a_licence_that_is_not_allowed_is_found() {
    let policy = policy();
    for (name, licence) in [
        ("a", "GPL-3.0-only"),
        ("a", "MIT AND GPL-3.0-only"),
        ("a", "(MIT OR Apache-2.0) AND LGPL-2.1-or-later"),
        ("a", "Apache-2.0 WITH LLVM-exception"),
        ("a", "MPL-2.0"),
        ("a", "no licence at all"),
    ] {
        assert!(policy.refuses(name, Some(licence)).is_some(), "{licence}");
    }
    assert!(policy.refuses("a", None).is_some());
    for (name, licence) in [
        ("a", "MIT/Apache-2.0"),
        ("a", "GPL-3.0-only OR MIT"),
        ("a", "(MIT OR GPL-3.0-only) AND Unicode-3.0"),
        ("a", "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"),
        ("progenitor", "MPL-2.0"),
    ] {
        assert_eq!(policy.refuses(name, Some(licence)), None);
    }
}

#[test]
fn every_exception_is_needed() {
    let licences: BTreeMap<_, _> = packages()
        .into_iter()
        .map(|package| (package.name, package.license))
        .collect();
    let policy = policy();
    let general = Policy {
        allow: policy.allow,
        exceptions: Vec::new(),
    };
    for exception in policy.exceptions {
        let licence = licences.get(&exception.name).cloned().flatten();
        assert!(
            licence.is_some()
                && general
                    .refuses(&exception.name, licence.as_deref())
                    .is_some(),
            "deny.toml: the exception for `{}` is not needed; delete it",
            exception.name
        );
    }
}

#[test]
fn every_package_comes_from_crates_io() {
    let findings: Vec<_> = packages().iter().filter_map(foreign).collect();
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

#[test]
fn a_package_from_elsewhere_is_found() {
    let package = |source: Option<&str>| Package {
        name: "a".to_owned(),
        license: None,
        source: source.map(str::to_owned),
    };
    assert_eq!(foreign(&package(None)), None);
    assert_eq!(foreign(&package(Some(CRATES_IO))), None);
    for source in [
        "git+https://example.com/a#1",
        "registry+https://example.com",
    ] {
        assert!(foreign(&package(Some(source))).is_some(), "{source}");
    }
}

impl Policy {
    /// Why a package may not be used, if so; the rule is that of cargo-deny.
    fn refuses(&self, package: &str, licence: Option<&str>) -> Option<String> {
        let Some(licence) = licence else {
            return Some(format!("{package}: no licence expression"));
        };
        // The old way to write `OR` is a slash.
        let expression = match Expression::parse_mode(licence, ParseMode::LAX) {
            Ok(expression) => expression,
            Err(error) => return Some(format!("{package}: `{licence}`: {}", error.reason)),
        };
        let allowed: Vec<_> = self
            .exceptions
            .iter()
            .filter(|exception| exception.name == package)
            .flat_map(|exception| &exception.allow)
            .chain(&self.allow)
            .map(|name| Licensee::parse(name).expect("deny.toml names licences by SPDX"))
            .collect();
        let accepted =
            expression.evaluate(|wanted| allowed.iter().any(|one| one.satisfies(wanted)));
        (!accepted).then(|| format!("{package}: `{licence}` is not allowed by deny.toml"))
    }
}

/// Why the source of a package is not to be used, if so.
fn foreign(package: &Package) -> Option<String> {
    let source = package.source.as_deref()?;
    (source != CRATES_IO).then(|| format!("{}: comes from {source}", package.name))
}

fn policy() -> Policy {
    let deny: Deny = toml::from_str(&file("deny.toml").text).expect("deny.toml is valid");
    deny.licenses
}

/// The packages of every platform, or of this one if no others have been downloaded.
fn packages() -> Vec<Package> {
    let mut packages = of_workspace("Cargo.toml").expect("run `cargo fetch --locked`");
    // Nobody needs the benchmarks to run the tests; `.ci/run` has downloaded what they need.
    packages.extend(of_workspace("benches/Cargo.toml").into_iter().flatten());
    packages
}

fn of_workspace(manifest: &str) -> Option<Vec<Package>> {
    let metadata =
        metadata(manifest, &[]).or_else(|| metadata(manifest, &["--filter-platform", &host()]))?;
    Some(metadata.packages)
}

fn metadata(manifest: &str, more: &[&str]) -> Option<Metadata> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        .args(["--manifest-path", manifest])
        .args(more)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    output
        .status
        .success()
        .then(|| serde_json::from_slice(&output.stdout).expect("cargo writes JSON"))
}

fn host() -> String {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc names its host")
        .to_owned()
}
