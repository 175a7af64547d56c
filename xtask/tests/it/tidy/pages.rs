//! Rules for pages that name files, crates and places of this repository.

use std::collections::{BTreeMap, BTreeSet};

use toml::Table;

use super::markdown::{fenced, prose};
use super::tree::{File, file, hold, root, tracked_files};

/// Folders whose files the pages name by their paths.
const FOLDERS: [&str; 7] = [
    ".github/", "benches/", "crates/", "docs/", "openapi/", "scripts/", "xtask/",
];

#[test]
fn files_that_a_map_names_exist() {
    hold(
        |path| matches!(path, "ARCHITECTURE.md" | "CONTRIBUTING.md"),
        missing_files,
    );
}

#[test]
fn a_file_that_is_gone_is_found() {
    let good = "`crates/firecrawl-cli/src/` and `scripts/book FOLDER`, `src/gone.rs`\n";
    assert!(missing_files(&File::new("A.md", good)).is_empty());
    for bad in [
        "`crates/gone/src/lib.rs`\n",
        "```text\nv2-openapi.json, gone.toml\n```\n",
    ] {
        assert_eq!(missing_files(&File::new("A.md", bad)).len(), 1, "{bad}");
    }
}

/// Findings for the paths in the prose of a page, and for the contract's files in its diagrams.
fn missing_files(page: &File) -> Vec<String> {
    let prose = prose(&page.text).flat_map(|(number, line)| {
        let code = line.split('`').skip(1).step_by(2);
        let paths = code.filter_map(|code| code.split_whitespace().next());
        let paths = paths.filter(|path| FOLDERS.iter().any(|folder| path.starts_with(folder)));
        paths.map(move |path| (number, path.to_owned()))
    });
    let diagrams = texts(page).flat_map(|(number, line)| {
        let words = line.split([' ', ',']);
        let files = words.filter(|word| word.ends_with(".json") || word.ends_with(".toml"));
        files.map(move |name| (number, format!("openapi/{name}")))
    });
    prose
        .chain(diagrams)
        .filter(|(_, path)| !root().join(path).exists())
        .map(|(line, path)| page.at(line, format_args!("there is no `{path}`")))
        .collect()
}

#[test]
fn the_map_has_the_dependencies_of_the_manifests() {
    let manifests = tracked_files(|path| {
        path.ends_with("/Cargo.toml") && (path.starts_with("crates/") || path.starts_with("xtask/"))
    });
    let manifests: Vec<Table> = manifests
        .map(|manifest| manifest.text.parse().unwrap())
        .filter(|manifest: &Table| manifest.contains_key("package"))
        .collect();
    let name = |manifest: &Table| manifest["package"]["name"].as_str().unwrap().to_owned();
    let members: BTreeSet<String> = manifests.iter().map(name).collect();
    let wanted: BTreeMap<String, BTreeSet<String>> = manifests
        .iter()
        .map(|manifest| {
            let dependencies = manifest.get("dependencies").and_then(|it| it.as_table());
            let names = dependencies.into_iter().flat_map(Table::keys).cloned();
            (
                name(manifest),
                names.filter(|name| members.contains(name)).collect(),
            )
        })
        .collect();
    assert_eq!(dependencies(file("ARCHITECTURE.md")), Ok(wanted));
}

#[test]
fn a_dependency_that_points_upwards_is_found() {
    let page = |lines: &str| File::new("A.md", format!("```text\n{lines}\n```\n"));
    let good = dependencies(&page("a ─► b, c\nb ─► c\nc")).unwrap();
    assert_eq!(good["a"], BTreeSet::from(["b".to_owned(), "c".to_owned()]));
    assert_eq!(dependencies(&page("a\nb ─► a")), Err("a".to_owned()));
}

/// Returns the crates of a page with their dependencies, or one that is not below its user.
fn dependencies(page: &File) -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    let is_name = |text: &str| text.chars().all(|it| it.is_ascii_lowercase() || it == '-');
    let mut crates = BTreeMap::new();
    for (_, line) in texts(page) {
        let (name, others) = line.split_once(' ').unwrap_or((line, ""));
        if name.is_empty() || !is_name(name) || line.contains(':') {
            continue;
        }
        let others = others.trim_start_matches(['─', '►', ' ']).split(", ");
        let others: BTreeSet<_> = others
            .filter(|other| !other.is_empty())
            .map(str::to_owned)
            .collect();
        if let Some(above) = others.iter().find(|other| crates.contains_key(*other)) {
            return Err(above.clone());
        }
        crates.insert(name.to_owned(), others);
    }
    Ok(crates)
}

#[test]
fn files_of_the_shown_revision_exist() {
    hold(
        |path| path == "docs/following-the-contract.md",
        missing_places,
    );
}

#[test]
fn a_place_in_a_file_that_is_gone_is_found() {
    let good = "```text\n  crates/firecrawl-cli/src/main.rs:7: it is gone\n```\n| `firecrawl-cli/src/main.rs:7` |\n";
    assert_eq!(missing_places(&File::new("A.md", good)), [""; 0]);
    for bad in [
        "```text\n  crates/firecrawl-cli/src/gone.rs:7: it is gone\n```\n",
        "| `firecrawl-cli/src/gone.rs:7` |\n",
    ] {
        assert_eq!(missing_places(&File::new("A.md", bad)).len(), 1, "{bad}");
    }
}

/// Findings for the places of a report, `PATH:LINE: TEXT`. The lines are those of the revision, which
/// also renames some of the words, so that the files alone are compared.
fn missing_places(page: &File) -> Vec<String> {
    let reported = fenced(&page.text).filter_map(|(number, _, line)| {
        let path = line.trim().split([':', '#']).next()?;
        let known = FOLDERS.iter().any(|folder| path.starts_with(folder));
        known.then(|| (number, path.to_owned()))
    });
    let listed = prose(&page.text).flat_map(|(number, line)| {
        let code = line.split('`').skip(1).step_by(2);
        let paths = code.filter_map(|code| code.split_once(':'));
        let paths = paths.filter(|(path, line)| path.contains('/') && line.parse::<u32>().is_ok());
        paths.map(move |(path, _)| (number, format!("crates/{path}")))
    });
    reported
        .chain(listed)
        .filter(|(_, path)| !root().join(path).exists())
        .map(|(line, path)| page.at(line, format_args!("there is no `{path}`")))
        .collect()
}

/// The lines of the blocks of text.
fn texts(page: &File) -> impl Iterator<Item = (usize, &str)> {
    fenced(&page.text)
        .filter(|(_, fence, _)| *fence == Some("text"))
        .map(|(number, _, line)| (number, line))
}
