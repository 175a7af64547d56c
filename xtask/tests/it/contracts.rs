//! A project with several contracts, and contracts in YAML and of OpenAPI 3.1.

use std::fs;

use serde_json::{Value, json};

use crate::scratch::{LOCK, Scratch};

const WEBHOOKS: &str = "openapi/webhooks-openapi.json";
const EVENTS: &str = "crates/firecrawl-webhooks/src/generated/responses.rs";

/// A workspace in which nothing is generated from the webhooks.
fn vendored() -> Scratch {
    let scratch = Scratch::new();
    let project = scratch.read("openapi/project.toml");
    let (before, rest) = project
        .split_once("[contracts.webhooks.inputs]")
        .unwrap_or_default();
    let (_, after) = rest.split_once("# What people write.").unwrap_or_default();
    scratch.write("openapi/project.toml", before.to_owned() + after);
    scratch
}

/// A revision of the webhooks: one more event, and a field of an event that is gone.
fn next(scratch: &Scratch) -> Value {
    let mut next: Value = serde_json::from_str(&scratch.read(WEBHOOKS)).unwrap_or_default();
    let payload = |schema: Value| json!({"requestBody": {"content": {"application/json": {"schema": schema}}}, "responses": {"200": {"description": ""}}});
    next["webhooks"]["lampLit"] = json!({"post": payload(json!({
        "type": "object",
        "required": ["lamp"],
        "properties": {"lamp": {"type": ["string", "null"]}, "watts": {"const": 7}}
    }))});
    next
}

#[test]
fn a_further_contract_is_compared_updated_and_locked() {
    let scratch = vendored();
    let file = scratch.outside("next.json");
    let next = next(&scratch);
    fs::write(&file, next.to_string()).unwrap();

    let outcome = scratch.run(&["diff", "vendored:webhooks", &file]);
    assert_eq!(outcome.code(), 3, "{outcome:?}");
    assert!(outcome.text.contains("lampLit"), "{}", outcome.text);
    assert_eq!(
        scratch
            .run(&["diff", "vendored:webhooks", "vendored:webhooks"])
            .code(),
        0
    );

    let first = scratch.read(LOCK);
    let update = [
        "update",
        "--contract",
        "webhooks",
        "--published-on",
        "2026-09-01",
        "--from",
        &file,
    ];
    let before = scratch.tree();
    let outcome = scratch.run(&[&update[..], &["--dry-run"]].concat());
    assert_eq!(outcome.code(), 3, "{outcome:?}");
    assert!(scratch.tree() == before, "a dry run wrote something");

    let outcome = scratch.run(&update);
    assert_eq!(outcome.code(), 3, "{outcome:?}");
    for line in [
        "updated openapi/webhooks-openapi.json",
        "updated openapi/lock.toml",
    ] {
        assert!(
            outcome.text.contains(line),
            "no {line:?} in {}",
            outcome.text
        );
    }
    let written: Value = serde_json::from_str(&scratch.read(WEBHOOKS)).unwrap_or_default();
    assert_eq!(written["webhooks"]["lampLit"], next["webhooks"]["lampLit"]);
    let lock = scratch.read(LOCK);
    let (main, further) = lock.split_once("[contracts.webhooks]").unwrap();
    assert!(first.starts_with(main.trim_end()), "{lock}");
    assert!(further.contains("published = \"2026-09-01\""), "{lock}");

    let outcome = scratch.run(&["check"]);
    assert_eq!(outcome.code(), 0, "{outcome:?}");
    let outcome = scratch.run(&update);
    assert_eq!(outcome.code(), 0, "{outcome:?}");
    assert!(outcome.text.contains("no change"), "{}", outcome.text);
}

#[test]
fn a_further_contract_is_named_in_every_error() {
    let scratch = vendored();
    let before = scratch.tree();
    let outcome = scratch.run(&["update", "--contract", "webhooks"]);
    assert!(
        outcome.error().starts_with(&format!("{WEBHOOKS}: ")),
        "{outcome:?}"
    );
    assert!(outcome.error().contains("with --from"), "{outcome:?}");
    for words in [
        &["update", "--contract", "hooks"][..],
        &["diff", "vendored:hooks", "vendored"],
    ] {
        let outcome = scratch.run(words);
        assert!(
            outcome
                .error()
                .contains("the project has no contract `hooks`; name one of webhooks"),
            "{outcome:?}"
        );
    }
    let file = scratch.outside("next.json");
    let dangling = json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "webhooks": {"a": {"post": {
        "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/No"}}}}
    }}}});
    fs::write(&file, dangling.to_string()).unwrap();
    let outcome = scratch.run(&["update", "--contract", "webhooks", "--from", &file]);
    assert!(
        outcome.error().contains("this contract is not valid"),
        "{outcome:?}"
    );
    assert!(
        scratch.tree() == before,
        "an update that failed wrote something"
    );
}

#[test]
fn check_and_generate_know_every_contract() {
    let scratch = vendored();
    scratch.edit(WEBHOOKS, "\"crawlStarted\"", "\"crawlBegun\"");
    let outcome = scratch.run(&["check"]);
    assert_eq!(outcome.code(), 4, "{outcome:?}");
    assert!(
        outcome.text.contains("changed: openapi/lock.toml"),
        "{}",
        outcome.text
    );
    assert_eq!(scratch.run(&["generate"]).code(), 0);
    assert_eq!(scratch.run(&["check"]).code(), 0);

    scratch.edit(
        WEBHOOKS,
        "#/components/parameters/FirecrawlSignature",
        "#/components/parameters/No",
    );
    scratch.edit(
        WEBHOOKS,
        "\"webhooks\": {",
        "\"paths\": {\"/a\": {\"$ref\": \"#/no\"}}, \"webhooks\": {",
    );
    let outcome = scratch.run(&["check"]);
    assert_eq!(outcome.code(), 1, "{outcome:?}");
    assert!(
        outcome.text.contains("contract that is not valid: "),
        "{}",
        outcome.text
    );

    scratch.write(WEBHOOKS, "{\"openapi\": ");
    let outcome = scratch.run(&["check"]);
    assert!(
        outcome
            .error()
            .starts_with(&format!("{WEBHOOKS}: not JSON")),
        "{outcome:?}"
    );
}

#[test]
fn a_new_event_becomes_a_variant() {
    let scratch = Scratch::new();
    assert_eq!(scratch.run(&["generate", "--check"]).code(), 0);
    let mut next: Value = serde_json::from_str(&scratch.read(WEBHOOKS)).unwrap();
    let at = "/webhooks/crawlCompleted/post";
    let mut failed = next.pointer(at).cloned().unwrap();
    failed["operationId"] = json!("crawlFailed");
    let schema = "/requestBody/content/application~1json/schema/properties";
    failed.pointer_mut(schema).unwrap()["type"] =
        json!({"type": "string", "const": "crawl.failed"});
    next["webhooks"]["crawlFailed"] = json!({ "post": failed });
    let page = next.pointer_mut("/webhooks/crawlPage/post").unwrap();
    page.pointer_mut(schema).unwrap()["attempt"] = json!({"type": "integer"});
    let file = scratch.outside("next.json");
    fs::write(&file, next.to_string()).unwrap();

    let outcome = scratch.run(&["diff", "vendored:webhooks", &file]);
    assert_eq!(outcome.code(), 3, "{outcome:?}");
    assert!(
        outcome.text.contains("CrawlPageEvent::attempt"),
        "{}",
        outcome.text
    );

    let outcome = scratch.run(&["update", "--contract", "webhooks", "--from", &file]);
    assert_eq!(outcome.code(), 3, "{outcome:?}");
    for line in [
        EVENTS,
        "types.CrawlFailedEvent.doc",
        "types.Event.variants.crawl.failed",
    ] {
        assert!(
            outcome.text.contains(line),
            "no {line:?} in {}",
            outcome.text
        );
    }
    let events = scratch.read(EVENTS);
    assert!(events.contains("CrawlFailed(CrawlFailedEvent)"), "{events}");
    assert!(events.contains("pub attempt: Option<i64>"), "{events}");
    let outcome = scratch.run(&["check"]);
    assert_eq!(outcome.code(), 1, "{outcome:?}");
    assert!(!outcome.text.contains("changed: "), "{}", outcome.text);
}

#[test]
fn a_further_contract_in_yaml_is_generated_from() {
    let scratch = Scratch::new();
    scratch.write(
        "openapi/project.toml",
        scratch.read("openapi/project.toml")
            + r#"
[contracts.lamps]
file = "openapi/lamps.yaml"

[contracts.lamps.inputs]
overlays = ["openapi/lamps.overlay.yaml"]
names = "openapi/lamps-names.toml"
docs = "openapi/lamps-docs.toml"

[contracts.lamps.outputs]
package = "crates/lamps-api"
generated = "crates/lamps-api/src/generated"
corrected = "crates/lamps-api/corrected.json"
"#,
    );
    scratch.write("openapi/lamps.yaml", LAMPS);
    scratch.write("openapi/lamps.overlay.yaml", LAMPS_OVERLAY);
    scratch.write("openapi/lamps-names.toml", "");
    scratch.write("openapi/lamps-docs.toml", "");
    // Nothing of any contract is written if one of them cannot be generated from.
    scratch.edit(
        "openapi/v2-openapi.json",
        "\"title\"",
        "\"x-new\": 1, \"title\"",
    );
    scratch.write("openapi/lamps.yaml", "openapi: 3.1.0\n");
    let before = scratch.tree();
    let outcome = scratch.run(&["generate"]);
    assert!(outcome.error().contains("openapi/lamps"), "{outcome:?}");
    assert!(scratch.tree() == before, "something was written");
    scratch.write("openapi/lamps.yaml", LAMPS);
    let outcome = scratch.run(&["generate"]);
    assert_eq!(outcome.code(), 0, "{outcome:?}");
    let loss = "/components/schemas/Lamp/propertyNames: OpenAPI 3.0 has no `propertyNames`";
    assert!(outcome.text.contains(loss), "{}", outcome.text);
    let corrected: Value =
        serde_json::from_str(&scratch.read("crates/lamps-api/corrected.json")).unwrap();
    assert_eq!(corrected["openapi"], "3.0.3");
    let lamp = &corrected["components"]["schemas"]["Lamp"];
    assert_eq!(
        lamp["properties"]["lit"],
        json!({"type": "boolean", "nullable": true})
    );
    assert_eq!(lamp["required"], json!(["id", "lit"]));
    let types = scratch.read("crates/lamps-api/src/generated/types/responses.rs");
    assert!(
        types.contains("pub struct Lamp ") && types.contains("pub struct LitPayload "),
        "{types}"
    );
    assert!(scratch.read(LOCK).contains("[contracts.lamps]"));
    let outcome = scratch.run(&["check"]);
    assert!(
        outcome.text.contains("missing documentation"),
        "{outcome:?}"
    );
    assert!(!outcome.text.contains("changed: "), "{outcome:?}");

    // The same contract of 3.0 in JSON differs in what only 3.1 can say.
    let same = scratch.outside("same.json");
    fs::write(&same, serde_json::to_string(&lamps_3_0()).unwrap()).unwrap();
    let outcome = scratch.run(&["diff", "vendored:lamps", &same]);
    let lines: Vec<_> = outcome
        .text
        .lines()
        .filter(|line| line.contains("neutral "))
        .collect();
    assert!(
        matches!(lines[..], [line] if line.contains("response-constraint-removed")),
        "{}",
        outcome.text
    );
    assert!(
        outcome
            .text
            .contains("0 breaking, 0 behavioral, 0 additive, 1 neutral"),
        "{}",
        outcome.text
    );
}

const LAMPS: &str = "\
openapi: 3.1.1
info: {title: Lamps, version: '1'}
paths:
  /lamps/{id}:
    get:
      operationId: getLamp
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        200:
          description: A lamp.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Lamp'}
components:
  schemas:
    Lamp:
      type: object
      required: [id]
      propertyNames: {pattern: '^[a-z]'}
      properties:
        id: {type: string}
        lit: {type: [boolean, 'null']}
        kind: {oneOf: [{$ref: '#/components/schemas/Kind'}, {type: 'null'}]}
    Kind: {enum: ['on', 'off', no]}
webhooks:
  lit:
    post:
      requestBody:
        content:
          application/json:
            schema:
              title: Event
              type: object
              properties: {lamp: {$ref: '#/components/schemas/Lamp'}, kind: {const: lit}}
      responses: {200: {description: ''}}
";

const LAMPS_OVERLAY: &str = "\
overlay: 1.1.0
info: {title: Corrections, version: '1'}
actions:
  - target: $.components.schemas.Lamp.required
    description: It is always sent.
    update: lit
";

/// The lamps as OpenAPI 3.0 says them.
fn lamps_3_0() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Lamps", "version": "1"},
        "paths": {"/lamps/{id}": {"get": {
            "operationId": "getLamp",
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "responses": {"200": {"description": "A lamp.", "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Lamp"}
            }}}}
        }}},
        "x-webhooks": {"lit": {"post": {
            "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/lit-payload"}}}},
            "responses": {"200": {"description": ""}}
        }}},
        "components": {"schemas": {
            "Lamp": {"type": "object", "required": ["id"], "properties": {
                "id": {"type": "string"},
                "lit": {"type": "boolean", "nullable": true},
                "kind": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Kind"}]}
            }},
            "Kind": {"enum": ["on", "off", "no"]},
            "lit-payload": {"title": "Event", "type": "object", "properties": {
                "lamp": {"$ref": "#/components/schemas/Lamp"},
                "kind": {"type": "string", "enum": ["lit"]}
            }}
        }}
    })
}
