//! Names of a contract that no file holds without an escape.

use serde_json::{Value, json};

use super::next::follow;
use crate::scratch::{DOCS, Scratch, contract};

#[test]
fn the_names_of_a_revision_add_no_code() {
    let scratch = Scratch::new();
    let mut next = contract();
    next["paths"]["/zz/{q}"] = json!({"get": {
        "operationId": "zz.list",
        "parameters": [{"name": "q", "in": "path", "required": true, "schema": {"type": "string"}}],
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
            "type": "object",
            "properties": {"mode": {"type": "string", "enum": ["a\nb", "c", "[d]\ne = 1"]}}
        }}}}}
    }});
    let hostile = "x\"); std::process::abort(); (\"{y}";
    next["paths"]["/map"]["post"]["operationId"] = hostile.into();
    let report = follow(&scratch, &next, &["--apply-renames"]);
    let renames = report["renames"]["list"].as_array().expect("a list");
    let rename = renames.iter().find(|rename| rename["new"] == hostile);
    let rename = rename.expect("the rename is told");
    let unsure = rename["unsure"].to_string();
    assert!(unsure.contains("the new name needs escapes"), "{rename}");

    for (file, (text, _)) in scratch.tree() {
        let file = file.to_string_lossy();
        let text = String::from_utf8_lossy(&text);
        let is_by_hand = file.ends_with(".rs") && !text.contains(": do not edit.");
        assert!(!is_by_hand || !text.contains("abort();"), "{file}");
    }
    let docs: toml::Table = scratch.read(DOCS).parse().expect("TOML");
    assert!(docs["operations"]["zz.list"]["doc"].is_str());
    assert!(docs["operations"]["zz.list"]["parameters"]["q"].is_str());
    let types = docs["types"].as_table().expect("types");
    let variants = types
        .values()
        .filter_map(|of| of.get("variants")?.get("a\nb"));
    assert_eq!(variants.count(), 1);
    // All files can still be read.
    let outcome = scratch.run(&["check", "--format", "json"]);
    let found: Value = serde_json::from_str(&outcome.text).expect("a JSON report");
    assert!(
        !found["findings"]
            .to_string()
            .contains("not a documentation file")
    );
}
