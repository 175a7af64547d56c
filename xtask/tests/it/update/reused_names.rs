//! Revisions in which an operation has the operationId of another one.

use serde_json::{Value, json};

use super::next::{RENAMING, file, follow};
use crate::scratch::{CONTRACT, DOCS, FACADE, Scratch, contract};

const RETIRED: &str = "openapi/retired.toml";

/// Returns the documentation of an operation.
fn doc(scratch: &Scratch, id: &str) -> String {
    let docs: toml::Table = scratch.read(DOCS).parse().expect("TOML");
    let doc = docs["operations"][id]["doc"].as_str();
    doc.expect("a text").to_owned()
}

fn run_of(contract: &mut Value) -> &mut Value {
    &mut contract["paths"]["/monitor/{monitorId}/run"]["post"]["operationId"]
}

#[test]
fn two_operations_swap_their_names() {
    let scratch = Scratch::new();
    let mut next = contract();
    *run_of(&mut next) = json!("getMonitor");
    next["paths"]["/monitor/{monitorId}"]["get"]["operationId"] = json!("runMonitor");
    let (get, run) = (doc(&scratch, "getMonitor"), doc(&scratch, "runMonitor"));
    let report = follow(&scratch, &next, RENAMING);
    assert_eq!(doc(&scratch, "getMonitor"), run);
    assert_eq!(doc(&scratch, "runMonitor"), get);
    let facade = scratch.read(FACADE);
    for row in [
        "getMonitor = \"Monitors::run\"",
        "runMonitor = \"Monitors::get\"",
    ] {
        assert!(facade.contains(row), "{facade}");
    }
    assert!(!scratch.path(RETIRED).exists() || !scratch.read(RETIRED).contains("etMonitor"));
    // Code has both names still, so a person decides.
    let unsure = report["renames"]["list"].to_string();
    assert!(
        unsure.contains("something else still has this name"),
        "{unsure}"
    );
}

#[test]
fn an_operation_takes_the_name_of_a_removed_one() {
    let scratch = Scratch::new();
    let mut next = contract();
    *run_of(&mut next) = json!("getMonitor");
    let path = next["paths"]["/monitor/{monitorId}"]
        .as_object_mut()
        .unwrap();
    path.shift_remove("get").expect("an operation");
    let (get, run) = (doc(&scratch, "getMonitor"), doc(&scratch, "runMonitor"));
    let report = follow(&scratch, &next, RENAMING);
    assert_eq!(doc(&scratch, "getMonitor"), run);
    let retired = scratch.read(RETIRED);
    let first = get.lines().next().expect("a line");
    assert!(retired.contains(first), "{retired}");
    assert!(retired.contains("operations.getMonitor]"), "{retired}");
    assert!(!retired.contains("removed)"), "{retired}");
    let facade = scratch.read(FACADE);
    for row in [
        "\ngetMonitor = \"Monitors::run\"",
        "\"getMonitor (removed)\" = \"Monitors::get\"",
    ] {
        assert!(facade.contains(row), "{facade}");
    }
    let unsure = report["renames"]["list"].to_string();
    assert!(unsure.contains("what had this name is removed"), "{unsure}");
    let check = scratch.run(&["check"]).text;
    let finding = "facade method whose operation is gone: Monitors::get calls getMonitor (removed)";
    assert!(check.contains(finding), "{check}");
}

#[test]
fn words_that_are_there_for_the_new_name_are_kept() {
    let scratch = Scratch::new();
    let old = doc(&scratch, "runMonitor");
    let coming = "\n[operations.startMonitor]\ndoc = \"Written in advance.\"\n";
    scratch.write(DOCS, &(scratch.read(DOCS) + coming));
    let mut next = contract();
    *run_of(&mut next) = json!("startMonitor");
    follow(&scratch, &next, RENAMING);
    assert_eq!(doc(&scratch, "startMonitor"), "Written in advance.");
    let retired: toml::Table = scratch.read(RETIRED).parse().expect("TOML");
    let retired = retired.values().next().expect("a revision");
    let kept = retired["docs"]["operations"]["runMonitor"]["doc"].as_str();
    assert_eq!(kept, Some(&*old));
    let facade = scratch.read(FACADE);
    assert!(
        facade.contains("startMonitor = \"Monitors::run\""),
        "{facade}"
    );
}

#[test]
fn a_fault_of_the_new_contract_names_its_file() {
    let scratch = Scratch::new();
    let mut next = contract();
    next["paths"]["/monitor"]["post"]["operationId"] = json!("list-monitors");
    let path = file(&scratch, &next);
    let outcome = scratch.run(&["update", "--from", &path]);
    let error = outcome.error();
    assert!(error.contains("become `list_monitors` in Rust"), "{error}");
    assert!(error.contains(&format!("{path}: /paths/")), "{error}");
    assert!(
        !(error.to_owned() + &outcome.text).contains(CONTRACT),
        "{error}"
    );
}
