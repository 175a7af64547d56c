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

/// A contract that shares nothing with the project's.
fn foreign(paths: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Tide tables", "version": "1"},
        "servers": [{"url": "https://tides.example/v1"}],
        "paths": paths,
        "components": {"schemas": {
            "Tide": {"type": "object", "properties": {"height": {"type": "number"}}}
        }}
    })
}

fn generate(scratch: &Scratch, contract: &Value, options: &[&str]) -> Outcome {
    let file = scratch.outside("tides.json");
    fs::write(&file, contract.to_string()).unwrap();
    let out = scratch.outside("tides");
    let words = ["generate", "--contract", &file, "--out", &out];
    scratch.run(&[&words, options].concat())
}

#[test]
fn overlays_belong_to_revisions_of_the_own_contract() {
    let scratch = Scratch::new();
    let paths = json!({"/search": {"get": named("find")}});
    let mut contract = foreign(&paths);
    let outcome = generate(&scratch, &contract, &[]);
    assert_eq!(outcome.result, Ok(0), "{}", outcome.text);
    let without = "without the overlays, names and documentation of the project: ";
    assert!(
        outcome.text.starts_with(&format!(
            "{without}neither the title nor a server of openapi/v2-openapi.json"
        )),
        "{}",
        outcome.text
    );
    assert_eq!(
        generate(&scratch, &contract, &["--overlays", "always"]).code(),
        1
    );
    contract["servers"][0]["url"] = json!("https://API.firecrawl.dev/v9");
    assert_eq!(generate(&scratch, &contract, &[]).code(), 1);
    let outcome = generate(&scratch, &contract, &["--overlays", "never"]);
    assert_eq!(outcome.result, Ok(0), "{}", outcome.text);
    assert!(outcome.text.starts_with(without), "{}", outcome.text);
}

#[test]
fn leniently_the_rest_is_generated() {
    let scratch = Scratch::new();
    let response = json!({"200": {"description": "", "content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/Tide"}
    }}}});
    let mut options = named("tideOptions");
    options["parameters"] =
        json!([{"name": "session", "in": "cookie", "schema": {"type": "string"}}]);
    let mut contract = foreign(&json!({
        "/tides": {
            "get": {"responses": response},
            "options": options,
            "post": {"operationId": "storeTide", "responses": response, "requestBody": {"content": {
                "application/xml": {"schema": {"$ref": "#/components/schemas/Tide"}}
            }}}
        },
        "/moons/{moon}#full": {"get": named("moon")}
    }));
    assert_eq!(generate(&scratch, &contract, &[]).code(), 1);
    let outcome = generate(&scratch, &contract, &["--lenient"]);
    assert_eq!(outcome.result, Ok(0), "{}", outcome.text);
    for line in [
        "warning: skipped tideOptions (OPTIONS /tides): /paths/~1tides/options/parameters/0/in: \
         tideOptions: a parameter in a cookie is not supported; remove it by an overlay or send it \
         in a header\n",
        "warning: /paths/~1tides/get: the operation has no operationId; named `get_tides`\n",
        "warning: /paths/~1moons~1{moon}#full/get: the path parameter `moon` is not declared; \
         sent as text\n",
        "\n3 operations, ",
        "\n3 operations, 1 left out, ",
    ] {
        assert!(outcome.text.contains(line), "no {line} in {}", outcome.text);
    }
    // An operation that is all there is.
    contract["paths"] = json!({"/tides": {"options": options}});
    let outcome = generate(&scratch, &contract, &["--lenient"]);
    assert!(
        outcome
            .error()
            .contains("/paths/~1tides/options/parameters/0/in: tideOptions: ")
    );
    // Types alone.
    contract["paths"] = json!({});
    let outcome = generate(&scratch, &contract, &["--lenient"]);
    assert!(
        outcome.text.contains("\n0 operations, "),
        "{}",
        outcome.text
    );
    let types = format!(
        "{}/src/generated/types/responses.rs",
        scratch.outside("tides")
    );
    assert!(
        fs::read_to_string(types)
            .unwrap()
            .contains("pub struct Tide {")
    );
}

#[test]
fn styles_media_types_and_names_come_through() {
    let scratch = Scratch::new();
    let parameter = |name: &str, place: &str, more: Value| {
        let mut parameter = json!({"name": name, "in": place, "required": place == "path",
            "schema": {"type": "array", "items": {"type": "string"}}});
        let map = parameter.as_object_mut().unwrap();
        map.extend(more.as_object().unwrap().clone());
        parameter
    };
    let mut get = named("tides");
    get["parameters"] = json!([
        parameter("ids", "path", json!({})),
        parameter("ids", "query", json!({"style": "pipeDelimited"})),
        parameter("X-Moons", "header", json!({})),
        parameter(
            "where",
            "query",
            json!({"style": "deepObject", "schema": {"type": "object"}})
        )
    ]);
    let mut put = named("storeTide");
    put["parameters"] = json!([parameter("ids", "path", json!({}))]);
    put["requestBody"] = json!({"content": {"image/png": {"schema": {}}}, "required": true});
    put["responses"]["200"]["content"] = json!({"*/*": {"schema": {"type": "string"}}});
    let mut patch = named("mendTide");
    patch["parameters"] = json!([
        parameter("ids", "path", json!({})),
        parameter("body", "query", json!({"explode": false}))
    ]);
    patch["requestBody"] =
        json!({"content": {"application/merge-patch+json": {}}, "required": true});
    let contract = foreign(&json!({"/tides/{ids}": {"get": get, "put": put, "patch": patch}}));
    let outcome = generate(&scratch, &contract, &["--lenient"]);
    assert_eq!(outcome.result, Ok(0), "{}", outcome.text);
    let code = format!("{}/src/generated/operations.rs", scratch.outside("tides"));
    let code = fs::read_to_string(code).unwrap();
    let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "&[&api_transport::Joined(ids)]",
        ".query_as(api_transport::Style::Pipe, \"ids\", &query.ids)?",
        ".query_as(api_transport::Style::Deep, \"where\", &query.where_)?",
        ".header(\"X-Moons\", x_moons.map(|value| api_transport::Joined(value)))",
        ".accept_any()? .body(\"image/png\", body)",
        "-> Result<Prepared<api_transport::Bytes>, Error>",
        "api_transport::Style::Comma, \"body\", &body_query",
        ".json_as(\"application/merge-patch+json\", body)",
    ] {
        assert!(code.contains(part), "no {part} in {code}");
    }
}
