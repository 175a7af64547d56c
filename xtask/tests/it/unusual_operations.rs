//! Possible future operations, in the style of other services.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::scratch::{Outcome, Scratch, contract, tree};

/// Generates the contract with more operations; returns the output, and the code in one line.
fn generated(operations: &[Value]) -> (Outcome, String) {
    let scratch = Scratch::new();
    let mut contract = contract();
    for (number, operation) in operations.iter().enumerate() {
        contract["paths"][format!("/lighthouse/{number}")] = json!({"post": operation});
    }
    let file = scratch.outside("next.json");
    fs::write(&file, contract.to_string()).unwrap();
    let out = scratch.outside("next");
    let outcome = scratch.run(&["generate", "--contract", &file, "--out", &out]);
    if outcome.result.is_err() {
        return (outcome, String::new());
    }
    let code: Vec<String> = tree(&Path::new(&out).join("src/generated"))
        .into_values()
        .flat_map(|(bytes, _)| {
            let text = String::from_utf8(bytes).unwrap();
            let words = text.split_whitespace().map(str::to_owned);
            words.collect::<Vec<_>>()
        })
        .collect();
    (outcome, code.join(" "))
}

fn named(id: &str) -> Value {
    json!({"operationId": id, "responses": {"200": {"description": ""}}})
}

#[test]
fn any_id_with_letters_names_a_function() {
    let ids = [
        ("getLampURLs", "get_lamp_urls"),
        ("listIDsV2", "list_ids_v2"),
        ("2faStatus", "x2fa_status"),
        ("keeper's", "keeper_s"),
        ("get /lamps (v2)", "get_lamps_v2"),
        ("crate", "crate_"),
    ];
    let (outcome, code) = generated(&ids.map(|(id, _)| named(id)));
    assert_eq!(outcome.result, Ok(0), "{}", outcome.text);
    for (id, function) in ids {
        let operation = format!("Operation = Operation::new( {id:?},");
        let operation = match code.contains(&operation) {
            true => operation,
            false => operation.replace("( ", "("),
        };
        for part in [format!("pub fn {function}("), operation] {
            assert!(code.contains(&part), "no {part}");
        }
    }
}

#[test]
fn two_ids_of_one_function_are_refused() {
    let (outcome, _) = generated(&["getLampURLs", "getLampUrls"].map(named));
    assert_eq!(outcome.code(), 1);
    let error = outcome.error();
    assert!(
        error.contains(
            "/paths/~1lighthouse~11/post/operationId: getLampUrls: the operationIds `getLampURLs` \
             and `getLampUrls` both become `get_lamp_urls` in Rust; rename one of the two by an overlay"
        ),
        "{error}"
    );
}

#[test]
fn bytes_and_plain_text_are_sent_as_they_are() {
    let sends = |id: &str, media: &str, schema: Value| {
        let mut operation = named(id);
        operation["requestBody"] =
            json!({"required": true, "content": {media: {"schema": schema}}});
        operation
    };
    let (outcome, code) = generated(&[
        sends(
            "storeBeam",
            "application/octet-stream",
            json!({"type": "string", "format": "binary"}),
        ),
        sends("storeNote", "text/plain", json!({"type": "string"})),
    ]);
    assert_eq!(outcome.result, Ok(0), "{}", outcome.text);
    for function in [
        "pub fn store_beam( &self, body: impl Into<api_transport::Bytes>, ) -> Result<Prepared<()>, Error> \
         { Prepared::new(&self.root, &catalog::STORE_BEAM, &[])? .body(\"application/octet-stream\", body) }",
        "pub fn store_note(&self, body: String) -> Result<Prepared<()>, Error> \
         { Prepared::new(&self.root, &catalog::STORE_NOTE, &[])?.body(\"text/plain\", body) }",
    ] {
        assert!(code.contains(function), "no {function}");
    }
}
