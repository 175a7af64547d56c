//! Nothing that a contract says leaves its place in what the commands print and write.

use std::fs;
use std::path::Path;

use clap::Parser;
use contract_testing::hostile::{
    MARK, Place, TEXTS, assert_lines, assert_markdown, contract, newer, places, put,
};
use openapi_codegen::pipeline::{self, Inputs, Source};
use openapi_diff::{Report, Titled, compare};
use openapi_document::visible;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use tempfile::TempDir;
use xtask::commands::{Arguments, run};

const PROJECT: &str = r#"
[contract]
file = "openapi/lamps.json"

[inputs]
overlays = []
names = "openapi/names.toml"
docs = "openapi/docs.toml"

[outputs]
package = "crates/lamps-api"
generated = "crates/lamps-api/src/generated"
corrected = "crates/lamps-api/corrected.json"
lock = "openapi/lock.toml"

[facade]
methods = "openapi/facade.toml"
reference = "docs/api.md"
source = "crates/lamps/src"
rows = "crates/lamps/rows.rs"
requests = "crates/lamps/requests.rs"

[check]
documentation = "optional"
"#;

/// A text of the tests and where it is put.
type Hostile<'a> = (&'a Place, &'a str);

fn changed(base: &Value, hostile: &[Hostile<'_>]) -> Value {
    let mut hostile = hostile.to_vec();
    // The inner ones first: a key that is renamed is in the pointers of what is below it.
    hostile.sort_by_key(|(place, _)| std::cmp::Reverse((place.pointer.len(), place.key.is_some())));
    let mut changed = base.clone();
    for (place, text) in hostile {
        put(&mut changed, place, text);
    }
    changed
}

fn assert_report(old: &Value, new: &Value) {
    let report = compare(old, new);
    assert_rendered(&report);
}

fn assert_rendered(report: &Report) {
    let titled = Titled {
        old: "old.json",
        new: "new.json",
        report,
    };
    let [mut text, mut markdown, mut json, mut github] = [const { String::new() }; 4];
    titled.text(&mut text).unwrap();
    titled.markdown(&mut markdown).unwrap();
    titled.json(&mut json).unwrap();
    titled.github("a.json", &mut github).unwrap();
    assert_lines(&text);
    assert_markdown(&markdown, false);
    assert_json(&json);
    assert_annotations(&github);
}

fn assert_json(text: &str) {
    serde_json::from_str::<Value>(text).unwrap();
    assert!(text.lines().all(|line| visible(line) == line), "{text}");
}

/// Asserts that each line is an annotation of this file, in which nothing is another command.
fn assert_annotations(text: &str) {
    for line in text.lines() {
        assert_eq!(visible(line), line);
        let (command, rest) = line[2..].split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&command), "{line}");
        let (properties, _) = rest.split_once("::").unwrap();
        assert!(!properties.contains(MARK), "{line}");
    }
}

fn generates(contract: &str) -> bool {
    let source = |name: &str| Source {
        name: name.to_owned(),
        bytes: Vec::new(),
    };
    let parsed = openapi_document::parse("lamps", contract.as_bytes());
    let run = parsed.and_then(|contract| {
        let inputs = Inputs {
            contract,
            overlays: Vec::new(),
            names: source("names.toml"),
            docs: source("docs.toml"),
            command: "cargo xtask generate".to_owned(),
            callers: Default::default(),
        };
        pipeline::run(&inputs, false)
    });
    if let Err(error) = &run {
        assert_lines(&error.to_string());
    }
    run.is_ok()
}

/// A project with a contract, and another one beside it.
struct Lamps(TempDir);

impl Lamps {
    fn new(contract: &str, next: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("Cargo.toml", "[workspace]\n"),
            ("openapi/project.toml", PROJECT),
            ("openapi/lamps.json", contract),
            ("openapi/names.toml", ""),
            ("openapi/docs.toml", ""),
            (
                "openapi/facade.toml",
                "[methods]\ngetLamp = \"Client::lamp\"\ngone = \"Client::gone\"\n",
            ),
            ("next.json", next),
            (
                "crates/lamps-api/Cargo.toml",
                "[package]\nname = \"lamps-api\"\n",
            ),
            (
                "crates/lamps/src/lib.rs",
                "pub struct Client;\n\nimpl Client {\n    pub fn lamp() {}\n}\n",
            ),
            ("crates/lamps/rows.rs", "rows! {\n}\n"),
            ("crates/lamps/requests.rs", "requests! {\n}\n"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    /// Runs a command; returns what it prints, or its error.
    fn run(&self, words: &str) -> String {
        let root = self.0.path().to_str().unwrap();
        let words = &words.replace("NEXT", &format!("{root}/next.json"));
        let line = ["cargo xtask", "--root", root]
            .into_iter()
            .chain(words.split(' '));
        let arguments = Arguments::try_parse_from(line).unwrap();
        let mut text = Vec::new();
        if let Err(error) = run(&arguments, &mut text) {
            assert_lines(&error.to_string());
            // The operation may have another name.
            assert!(words.starts_with("scaffold"), "{words}: {error}");
        }
        String::from_utf8(text).unwrap().replace(root, "")
    }
}

fn assert_commands(base: &str, hostile: &str) {
    let old = Lamps::new(base, hostile);
    assert_lines(&old.run("diff vendored NEXT"));
    assert_lines(&old.run("update --from NEXT --dry-run"));
    assert_markdown(
        &old.run("update --from NEXT --dry-run --format markdown"),
        true,
    );
    assert_json(&old.run("update --from NEXT --dry-run --format json"));
    let new = Lamps::new(hostile, base);
    assert_lines(&new.run("generate"));
    assert_lines(&new.run("generate --lenient"));
    assert_lines(&new.run("check"));
    assert_json(&new.run("check --format json"));
    assert_lines(&new.run("list"));
    assert_json(&new.run("list --format json"));
    assert_lines(&new.run("scaffold addLamp"));
    let written = new.0.path();
    assert_markdown(
        &fs::read_to_string(written.join("docs/api.md")).unwrap(),
        false,
    );
    assert_json(&fs::read_to_string(written.join("crates/lamps-api/corrected.json")).unwrap());
    assert_code(&written.join("crates/lamps-api/src/generated"));
}

fn assert_code(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            assert_code(&entry.path());
            continue;
        }
        let text = fs::read_to_string(entry.path()).unwrap();
        syn::parse_file(&text).unwrap();
        assert!(text.lines().all(|line| visible(line) == line), "{text}");
    }
}

/// The JSON of a contract as YAML, which it is behind a comment and with control characters escaped.
fn yaml(contract: &Value) -> String {
    let escaped = |c: char| match c {
        '\u{7f}'..='\u{9f}' => format!("\\u{:04x}", u32::from(c)),
        c => c.to_string(),
    };
    let text: String = contract.to_string().chars().map(escaped).collect();
    format!("# Lamps\n{text}")
}

#[test]
fn no_text_of_any_place_leaves_its_place() {
    let base = contract();
    let places = places(&base);
    let mut accepted = 0;
    // What can be said at once.
    let mut groups: Vec<Vec<Hostile<'_>>> = vec![Vec::new()];
    for (place, text) in places.iter().zip(TEXTS.iter().cycle()) {
        let hostile = changed(&base, &[(place, text)]);
        assert_report(&base, &hostile);
        assert_report(&hostile, &base);
        if !generates(&hostile.to_string()) {
            continue;
        }
        accepted += 1;
        let together = groups.last_mut().unwrap();
        together.push((place, text));
        if !generates(&changed(&base, together).to_string()) {
            together.pop();
            groups.push(vec![(place, text)]);
        }
    }
    assert!(
        accepted * 2 > places.len(),
        "{accepted} of {}",
        places.len()
    );
    let mut commanded = 0;
    for hostile in &groups {
        let hostile = changed(&base, hostile);
        assert_commands(&base.to_string(), &hostile.to_string());
        let [base, hostile] = [&base, &hostile].map(|contract| yaml(&newer(contract.clone())));
        if generates(&hostile) {
            assert_commands(&base, &hostile);
            commanded += 1;
        }
    }
    assert!(commanded > 0);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        rng_seed: RngSeed::Fixed(0x5eed),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_text_of_several_places_leaves_its_place(
        hostile in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&TEXTS[..]), ".{0,3}"), 1..5),
        is_newer: bool,
    ) {
        let base = if is_newer { newer(contract()) } else { contract() };
        let places = places(&base);
        let texts: Vec<String> = hostile.iter().map(|(_, text, more)| format!("{text}{more}")).collect();
        let hostile: Vec<Hostile<'_>> = hostile
            .iter()
            .zip(&texts)
            .map(|((place, ..), text)| (place.get(&places), text.as_str()))
            .collect();
        let hostile = changed(&base, &hostile);
        generates(&hostile.to_string());
        generates(&yaml(&hostile));
        if !is_newer {
            assert_report(&base, &hostile);
            assert_report(&hostile, &base);
        }
    }
}
