//! `generate --contract FILE --out DIR`: other revisions of the contract, and the effects of a change.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::scratch::{CONTRACT, Scratch, contract, repository, tree};

const HISTORY: &str = "xtask/tests/fixtures/history";

fn revisions() -> Vec<String> {
    let mut files: Vec<String> = fs::read_dir(repository().join(HISTORY))
        .expect("the fixtures")
        .flatten()
        .map(|entry| entry.path().to_str().expect("UTF-8").to_owned())
        .collect();
    files.sort();
    assert!(files.len() >= 3, "{files:?}");
    files
}

#[test]
fn every_revision_makes_a_crate_of_its_own() {
    let scratch = Scratch::new();
    let before = scratch.tree();
    for file in revisions() {
        let out = scratch.outside(
            Path::new(&file)
                .file_stem()
                .and_then(|s| s.to_str())
                .unwrap(),
        );
        let arguments = ["generate", "--lenient", "--contract", &file, "--out", &out];
        let outcome = scratch.run(&arguments);
        assert_eq!(outcome.result, Ok(0), "{file}");
        assert!(
            outcome.text.contains("warning: "),
            "{file} has no stale action?"
        );
        let first = tree(Path::new(&out));
        for path in [
            "Cargo.toml",
            "corrected.json",
            "src/lib.rs",
            "src/generated/mod.rs",
            "src/generated/operations.rs",
            "src/generated/types/responses.rs",
        ] {
            assert!(
                first.contains_key(&Path::new(&out).join(path)),
                "{file}: no {path}"
            );
        }
        let manifest: toml::Table = fs::read_to_string(format!("{out}/Cargo.toml"))
            .unwrap()
            .parse()
            .unwrap();
        // A workspace of its own, so that it does not join another one.
        let shared = &manifest["workspace"];
        assert_eq!(shared["package"]["edition"].as_str(), Some("2024"));
        for runtime in ["lenient-json", "api-transport"] {
            let path = shared["dependencies"][runtime]["path"].as_str();
            let path = path.expect("a crate of the workspace has a path");
            assert!(path.ends_with(&format!("crates/{runtime}")), "{path}");
        }

        let again = scratch.run(&arguments);
        assert!(again.text.ends_with("nothing to change\n"), "{file}");
        assert!(
            tree(Path::new(&out)) == first,
            "{file}: a second run wrote something"
        );
    }
    assert!(scratch.tree() == before, "a file of the workspace changed");
}

#[test]
fn an_old_revision_needs_lenient() {
    let scratch = Scratch::new();
    let out = scratch.outside("out");
    let mut overlays = 0;
    for file in revisions() {
        let outcome = scratch.run(&["generate", "--contract", &file, "--out", &out]);
        assert_eq!(outcome.code(), 1);
        let error = outcome.error();
        let of_overlay = ["overlay", "observed", "facts"]
            .iter()
            .any(|file| error.starts_with(&format!("openapi/{file}.json: ")))
            && error.contains("/actions/")
            && error.contains("$.");
        let of_names =
            error.starts_with("openapi/names.toml: these entries match nothing: types: `");
        assert!(of_overlay || of_names, "{error}");
        overlays += usize::from(of_overlay);
        assert!(!fs::exists(&out).unwrap());
    }
    assert!(overlays > 0, "no revision has a stale overlay action");
}

#[test]
fn another_crate_is_not_overwritten() {
    let scratch = Scratch::new();
    let out = scratch.outside("theirs");
    fs::create_dir_all(format!("{out}/src/generated")).unwrap();
    fs::write(format!("{out}/Cargo.toml"), "[package]\n").unwrap();
    fs::write(format!("{out}/src/generated/mod.rs"), "//! Theirs.\n").unwrap();
    let before = tree(Path::new(&out));
    let file = scratch.path(CONTRACT);
    let outcome = scratch.run(&[
        "generate",
        "--contract",
        file.to_str().unwrap(),
        "--out",
        &out,
    ]);
    assert_eq!(outcome.code(), 1);
    assert_eq!(
        outcome.error(),
        format!(
            "{out}: there are other files in this folder; name an empty folder, or one that this command has made"
        )
    );
    assert!(tree(Path::new(&out)) == before);
}

#[test]
fn a_file_is_no_folder() {
    let scratch = Scratch::new();
    let out = scratch.outside("file");
    fs::write(&out, "theirs").unwrap();
    let outcome = scratch.run(&["generate", "--out", &out]);
    assert_eq!(outcome.code(), 1);
    assert_eq!(fs::read_to_string(&out).unwrap(), "theirs");
}

/// Generates a changed copy of the contract and returns the text of all its files.
fn generated(change: impl FnOnce(&mut Value)) -> String {
    let scratch = Scratch::new();
    let mut contract = contract();
    change(&mut contract);
    let file = scratch.outside("next.json");
    fs::write(&file, contract.to_string()).unwrap();
    let out = scratch.outside("next");
    let outcome = scratch.run(&["generate", "--contract", &file, "--out", &out]);
    assert_eq!(outcome.result, Ok(0), "{}", outcome.text);
    tree(&Path::new(&out).join("src/generated"))
        .into_values()
        .map(|(bytes, _)| String::from_utf8(bytes).unwrap())
        .collect()
}

/// Returns code in one line, so that line breaks do not matter.
fn joined(code: &str) -> String {
    code.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_change_of_the_contract_shows() {
    let plain = joined(&generated(|_| ()));
    let next = joined(&generated(|contract| {
        let schemas = &mut contract["components"]["schemas"];
        let zone = json!({"type": "string", "maxLength": 40, "default": "UTC"});
        let location = &mut schemas["ScrapeOptions"]["properties"]["location"];
        location["properties"]["timeZone"] = zone.clone();
        schemas["Location"]["properties"]["timeZone"] = zone;
        let request = &mut schemas["MonitorCreateRequest"]["properties"];
        assert!(
            request
                .as_object_mut()
                .unwrap()
                .remove("notification")
                .is_some()
        );
        contract["paths"]["/lighthouse/{id}"] = json!({"get": {
            "operationId": "getLighthouse",
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
                "type": "object",
                "properties": {"beam": {"type": "string", "enum": ["red", "green"]}, "height": {"type": "number"}}
            }}}}}
        }});
        let status = contract
            .pointer_mut("/components/schemas/MonitorCheck/properties/status/enum")
            .expect("the values");
        status.as_array_mut().unwrap().push(json!("paused_by_moon"));
    }));
    for code in [
        "pub time_zone: Option<String>,",
        "lenient_json::optional(\"timeZone\"),",
        "pub fn time_zone(mut self, value: impl Into<String>) -> Self",
        "pub fn get_lighthouse(",
        "Result<Prepared<types::GetLighthouseResponse>, Error>",
        "pub struct GetLighthouseResponse {",
        "pub beam: Option<GetLighthouseResponseBeam>,",
        "Operation::new( \"getLighthouse\", \"GET\", \"/lighthouse/{id}\", )",
        "PausedByMoon,",
        "\"paused_by_moon\" => Some(Self::PausedByMoon),",
    ] {
        assert!(next.contains(code), "no {code}");
        assert!(!plain.contains(code), "there already: {code}");
    }
    let record = |code: &str| {
        let (_, rest) = code
            .split_once("pub struct MonitorCreateRequest {")
            .expect("the request");
        rest.split_once('}').expect("its end").0.to_owned()
    };
    assert!(
        record(&plain).contains(" pub notification: "),
        "{}",
        record(&plain)
    );
    assert!(!record(&next).contains("notification"), "{}", record(&next));
}
