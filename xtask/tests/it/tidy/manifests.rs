//! Rules for the members' manifests: versions, lints and package data belong to the workspace.

use toml::{Table, Value};

use super::tree::{File, hold, ours};

const INHERITED: [&str; 4] = ["edition", "rust-version", "license", "version"];
const DEPENDENCIES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

#[test]
fn versions_of_dependencies_stand_in_the_workspace() {
    hold(member, inherits_dependencies);
}

#[test]
fn a_version_in_a_member_is_found() {
    for good in [
        "[dependencies]\na.workspace = true\nb = { workspace = true, optional = true }\n",
        "[dev-dependencies]\na = { path = \"../a\" }\n",
    ] {
        assert!(inherits_dependencies(&File::new("a/Cargo.toml", good)).is_empty());
    }
    for bad in [
        "[dependencies]\na = \"1\"\n",
        "[dev-dependencies]\na = { version = \"1\" }\n",
        "[dependencies.a]\npath = \"../a\"\n",
        "[dev-dependencies]\na = { path = \"../a\", version = \"1\" }\n",
        "[build-dependencies]\na = { workspace = false }\n",
        "[target.'cfg(unix)'.dependencies]\na = \"1\"\n",
    ] {
        assert_eq!(
            inherits_dependencies(&File::new("a/Cargo.toml", bad)).len(),
            1,
            "{bad}"
        );
    }
}

#[test]
fn members_take_the_lints_of_the_workspace() {
    hold(member, inherits_lints);
}

#[test]
fn a_member_with_its_own_lints_is_found() {
    let good = "[lints]\nworkspace = true\n";
    assert!(inherits_lints(&File::new("a/Cargo.toml", good)).is_empty());
    for bad in ["", "[lints.rust]\nmissing_docs = \"allow\"\n"] {
        assert_eq!(inherits_lints(&File::new("a/Cargo.toml", bad)).len(), 1);
    }
}

#[test]
fn members_take_the_facts_of_the_workspace() {
    hold(member, inherits_facts);
}

#[test]
fn a_member_with_its_own_facts_is_found() {
    let own = "[package]\nedition.workspace = true\nrust-version = \"1.70\"\nversion = \"2.0.0\"\n";
    assert_eq!(
        inherits_facts(&File::new("a/Cargo.toml", own)),
        [
            "a/Cargo.toml: write `rust-version.workspace = true` under [package]",
            "a/Cargo.toml: write `license.workspace = true` under [package]",
            "a/Cargo.toml: write `version.workspace = true` under [package]",
        ]
    );
}

fn member(path: &str) -> bool {
    path.ends_with("/Cargo.toml") && ours(path)
}

fn inherits_dependencies(file: &File) -> Vec<String> {
    let manifest = parse(file);
    let of_targets = manifest
        .get("target")
        .and_then(Value::as_table)
        .into_iter()
        .flat_map(Table::values)
        .filter_map(Value::as_table);
    std::iter::once(&manifest)
        .chain(of_targets)
        .flat_map(|owner| DEPENDENCIES.map(|section| (section, owner.get(section))))
        .filter_map(|(section, table)| Some((section, table?.as_table()?)))
        .flat_map(|(section, table)| {
            table
                .iter()
                .map(move |(name, value)| (section, name, value))
        })
        .filter(|(section, _, dependency)| {
            let unpublished = *section == "dev-dependencies" && by_path_alone(dependency);
            !inherits(dependency) && !unpublished
        })
        .map(|(_, name, _)| {
            file.finding(format_args!(
                "`{name}` has a version of its own; write it into the workspace table"
            ))
        })
        .collect()
}

fn inherits_lints(file: &File) -> Vec<String> {
    if parse(file).get("lints").is_some_and(inherits) {
        return Vec::new();
    }
    vec![file.finding("write `workspace = true` under [lints]")]
}

fn inherits_facts(file: &File) -> Vec<String> {
    let manifest = parse(file);
    let package = manifest.get("package");
    INHERITED
        .iter()
        .filter(|fact| !package.and_then(|p| p.get(**fact)).is_some_and(inherits))
        .map(|fact| {
            file.finding(format_args!(
                "write `{fact}.workspace = true` under [package]"
            ))
        })
        .collect()
}

/// Returns true for a dependency on a member without a version, which cargo omits from a package. A
/// member that a test needs has to be declared this way where a version would create a cycle.
fn by_path_alone(value: &Value) -> bool {
    value.get("path").is_some() && value.get("version").is_none()
}

fn inherits(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

fn parse(file: &File) -> Table {
    file.text
        .parse()
        .unwrap_or_else(|error| panic!("{}: {error}", file.path))
}
