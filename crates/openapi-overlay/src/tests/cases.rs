//! The published cases of the Overlay specification, restated as files.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::text;
use crate::Overlay;

#[test]
fn every_case_gives_what_it_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases = 0;
    for entry in fs::read_dir(&root).unwrap() {
        let case = entry.unwrap().path();
        if case.is_dir() {
            check(&case);
            cases += 1;
        }
    }
    assert!(cases > 50, "only {cases} cases under {}", root.display());
}

fn check(case: &Path) {
    let name = case.file_name().unwrap().to_string_lossy();
    let read = |file: &str| fs::read_to_string(case.join(file));
    let input: Value = serde_json::from_str(&read("input.json").unwrap()).unwrap();
    let mut doc = input.clone();
    let outcome = Overlay::parse("overlay.json", &read("overlay.json").unwrap())
        .and_then(|overlay| overlay.apply(&mut doc));
    match (read("expected.json"), read("error.txt")) {
        (Ok(expected), Err(_)) => {
            outcome.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(text(&doc), expected.trim_end(), "{name}");
        }
        (Err(_), Ok(expected)) => {
            let error = outcome.expect_err(&name).to_string();
            assert!(
                error.starts_with("overlay.json: "),
                "{name}: no file in {error}"
            );
            assert!(error.contains(expected.trim_end()), "{name}: {error}");
            assert_eq!(
                text(&doc),
                text(&input),
                "{name}: changed by a refused overlay"
            );
        }
        _ => panic!("{name}: needs expected.json or error.txt, not both"),
    }
}
