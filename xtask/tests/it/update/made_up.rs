//! A made-up revision with changes of each kind, from the update to a check without findings.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::next::{file, follow};
use crate::scratch::{CONTRACT, DOCS, FACADE, LOCK, NAMES, Scratch, contract};

const OVERLAY: &str = "openapi/overlay.json";
const FACTS: &str = "openapi/facts.json";
const OBSERVED: &str = "openapi/observed.json";
const RETIRED: &str = "openapi/retired.toml";
const MAP: &str = "crates/firecrawl-client/src/api/map.rs";
const CRAWL: &str = "crates/firecrawl-client/src/api/crawl.rs";
const TEAM: &str = "crates/firecrawl-client/src/api/team.rs";
const ROWS: &str = "crates/firecrawl-client/tests/it/drift/table.rs";
const REQUESTS: &str = "crates/firecrawl-client/tests/it/drift/typical_requests.rs";

/// Renames the member of an object, at its place.
pub fn rename(object: &mut Value, old: &str, new: &str) {
    let members = std::mem::take(object.as_object_mut().expect("an object"));
    assert!(members.contains_key(old), "no {old}");
    let renamed = members.into_iter().map(|(name, value)| {
        let name = if name == old { new.to_owned() } else { name };
        (name, value)
    });
    *object = renamed.collect();
}

/// The next revision, with names that a real one hardly gives: a new and a removed operation, new fields, a new inline object, a changed type
/// and default, a new value and error body, and a rename of each kind.
pub fn revision() -> Value {
    let text = contract().to_string();
    let text = text.replace(
        "schemas/CrawlStatusResponseObj\"",
        "schemas/CrawlStatusPage\"",
    );
    let mut next: Value = serde_json::from_str(&text).expect("JSON");
    let query = |name: &str, schema: Value| json!({"name": name, "in": "query", "schema": schema});
    let paths = &mut next["paths"];
    paths["/team/badges"] = json!({"get": {
        "operationId": "listTeamBadges",
        "tags": ["Account"],
        "security": [{"bearerAuth": []}],
        "parameters": [
            query("limit", json!({"type": "integer", "minimum": 1, "maximum": 100, "default": 20})),
            query("role", json!({"type": "string", "enum": ["owner", "member"]}))
        ],
        "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
            "type": "object",
            "properties": {"data": {"type": "array", "items": {"type": "object", "required": ["id"],
                "properties": {"id": {"type": "string"}, "email": {"type": "string", "format": "email"}}}}}
        }}}}}
    }});
    let removed = paths
        .as_object_mut()
        .expect("paths")
        .shift_remove("/crawl/active");
    assert!(removed.is_some());
    let body = "/requestBody/content/application~1json/schema/properties";
    let answer = "/responses/200/content/application~1json/schema/properties";
    let mut set = |pointer: &str, value: Value| {
        let (outer, name) = pointer.rsplit_once('/').expect("a pointer");
        next.pointer_mut(outer).expect(outer)[name] = value;
    };
    set(
        &format!("/paths/~1map/post{body}/maxDepth"),
        json!({"type": "integer", "minimum": 1, "maximum": 10, "default": 3}),
    );
    set(
        &format!("/paths/~1team~1credit-usage/get{answer}/data/properties/bonusCredits"),
        json!({"type": "integer"}),
    );
    set(
        &format!("/paths/~1crawl/post{body}/limit/default"),
        json!(5000),
    );
    set(
        "/paths/~1map/post/responses/422",
        json!({"description": "", "content": {"application/json": {"schema": {
            "type": "object",
            "properties": {"error": {"type": "string"}, "invalidUrls": {"type": "array", "items": {"type": "string"}}}
        }}}}),
    );
    set("/paths/~1map/post/operationId", json!("sketchMap"));
    let schemas = &mut next["components"]["schemas"];
    schemas["MonitorCreateRequest"]["properties"]["retentionDays"] = json!({"type": "string"});
    schemas["CrawlStatusResponseObj"]["properties"]["throughput"] =
        json!({"type": "object", "properties": {"pagesPerMinute": {"type": "number"}}});
    let status = &mut schemas["MonitorCheck"]["properties"]["status"]["enum"];
    status
        .as_array_mut()
        .expect("the values")
        .push(json!("paused"));
    rename(schemas, "CrawlStatusResponseObj", "CrawlStatusPage");
    rename(
        &mut schemas["ScrapeOptions"]["properties"],
        "onlyMainContent",
        "contentMainOnly",
    );
    rename(&mut next["paths"], "/team/queue-status", "/team/waiting");
    let agent = format!("/paths/~1agent/post{body}");
    let agent = next.pointer_mut(&agent).expect("the fields of a run");
    rename(agent, "strictConstrainToURLs", "constrainToURLsStrict");
    next
}

/// Returns the findings of `check`.
fn check(scratch: &Scratch) -> Vec<Value> {
    let outcome = scratch.run(&["check", "--format", "json"]);
    let report: Value = serde_json::from_str(&outcome.text).expect("JSON");
    assert_eq!(report["stale"], json!([]), "something is not regenerated");
    report["findings"].as_array().expect("a list").clone()
}

/// Returns the number of findings that an update promises.
fn promised(report: &Value) -> u64 {
    let before = report["needs"]["before"].as_u64().expect("a number");
    report["person"].as_u64().expect("a number") + before
}

#[test]
fn a_dry_run_writes_its_report_and_lists_the_renames_as_lines() {
    let scratch = Scratch::new();
    let before = scratch.tree();
    let from = file(&scratch, &revision());
    let path = scratch.outside("report.json");
    let outcome = scratch.run(&["update", "--from", &from, "--dry-run", "--report", &path]);
    assert_eq!(outcome.result, Ok(3));
    assert!(
        outcome
            .text
            .ends_with(&format!("the report is in {path}\n")),
        "{}",
        outcome.text
    );
    assert!(scratch.tree() == before, "a dry run wrote something");
    let report = std::fs::read_to_string(path).expect("a report");
    let report: Value = serde_json::from_str(&report).expect("JSON");
    let renames = &report["renames"];
    assert_eq!(renames["applied"], false);
    let most = report["person"].as_u64().expect("a number");
    assert!(
        renames["person"].as_u64().expect("a number") * 3 < most,
        "{renames}"
    );
    let mut found = BTreeMap::new();
    for rename in renames["list"].as_array().expect("a list") {
        let edits = rename["edits"].as_array().expect("a list");
        for edit in edits {
            let (file, line) = (
                edit["file"].as_str().expect("a file"),
                edit["line"].as_u64(),
            );
            let text = scratch.read(file);
            let line = text
                .lines()
                .nth(line.expect("a line") as usize - 1)
                .expect("the line");
            assert!(
                line.contains(edit["old"].as_str().expect("a text")),
                "{edit}: {line}"
            );
        }
        let name = format!("{} → {}", rename["old"], rename["new"]).replace('"', "");
        found.insert(
            name,
            (
                rename["part"].as_str().expect("a part").to_owned(),
                edits.len(),
            ),
        );
    }
    let parts: Vec<_> = found
        .iter()
        .map(|(name, (part, _))| (name.as_str(), part.as_str()))
        .collect();
    assert_eq!(
        parts,
        [
            ("/team/queue-status → /team/waiting", "path"),
            ("CrawlStatusResponseObj → CrawlStatusPage", "schema"),
            ("mapUrls → sketchMap", "operation"),
            ("onlyMainContent → contentMainOnly", "property"),
            ("strictConstrainToURLs → constrainToURLsStrict", "property"),
        ]
    );
}

#[test]
fn without_the_option_only_what_no_rename_explains_is_changed() {
    let scratch = Scratch::new();
    let names = scratch.read(NAMES);
    let report = follow(&scratch, &revision(), &[]);
    assert_eq!(check(&scratch).len() as u64, promised(&report));
    // The entries of renamed parts are where they were.
    assert!(scratch.read(DOCS).contains("[operations.mapUrls]\n"));
    assert!(!scratch.read(RETIRED).contains("mapUrls"));
    let kept = scratch.read(NAMES);
    assert!(kept.contains("MapRequest = [\"mapUrls.request\"]"));
    assert!(
        kept.lines().all(|line| names.contains(line)),
        "a name was changed"
    );
    assert!(scratch.read(FACADE).contains("mapUrls = \"Client::map\""));
}

#[test]
fn a_revision_is_followed_to_a_check_without_findings() {
    let scratch = Scratch::new();
    let docs = scratch.read(DOCS);
    let report = follow(
        &scratch,
        &revision(),
        &["--apply-renames", "--published-on", "2026-12-01"],
    );
    assert!(scratch.read(LOCK).contains("published = \"2026-12-01\""));
    assert!(scratch.read(CONTRACT).contains("sketchMap"));
    let found = check(&scratch);
    assert_eq!(found.len() as u64, promised(&report), "{found:#?}");

    // Renames are where people wrote the old name.
    for (file, text) in [
        (NAMES, "MapRequest = [\"sketchMap.request\"]"),
        (
            NAMES,
            "JobPage = [\"CrawlStatusPage\", \"BatchScrapeStatusResponseObj\"]",
        ),
        (DOCS, "[operations.sketchMap]\n"),
        (DOCS, "\ncontentMainOnly = \"If true"),
        (FACADE, "sketchMap = \"Client::map\""),
        (
            OVERLAY,
            "['CrawlStatusPage','BatchScrapeStatusResponseObj']",
        ),
        (FACTS, "$.paths['/team/waiting'].get"),
        (OBSERVED, "$[?@['/team/waiting'] && "),
        (MAP, "api.sketch_map(&request.into())"),
        (TEAM, "`GET /team/waiting`"),
        (ROWS, "SketchMap => \"Client::map\""),
        (REQUESTS, "\"sketchMap\", \"an address\""),
        (REQUESTS, ".constrain_to_urls_strict(true)"),
    ] {
        assert!(scratch.read(file).contains(text), "{file} has no {text}");
    }
    // The uploads of files still have an option of the old name.
    assert!(scratch.read(REQUESTS).contains(".only_main_content("));
    assert!(scratch.read(DOCS).contains("\nonlyMainContent = \"If true"));
    let unsure = report["renames"]["list"].to_string();
    assert!(
        unsure.contains("something else still has this name"),
        "{unsure}"
    );

    // Comments and order are kept; what is gone is moved.
    let after = scratch.read(DOCS);
    let mut rest = after.lines();
    let gone: Vec<&str> = docs
        .lines()
        .filter(|line| {
            !rest.clone().any(|other| {
                let same = other == *line;
                if same {
                    rest.by_ref().find(|other| other == line);
                }
                same
            })
        })
        .collect();
    assert!(gone.iter().all(|line| !line.starts_with('#')), "{gone:?}");
    let retired = scratch.read(RETIRED);
    for text in [
        "types.ActiveCrawls]",
        "ActiveCrawl = [\"ActiveCrawls.crawls[]\"]",
        "operations.getActiveCrawls]",
    ] {
        assert!(retired.contains(text), "{retired}");
    }

    // The lines that break are told.
    let broken: Vec<String> = report["broken"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| {
            format!(
                "{}: {}",
                one["file"].as_str().expect("a file"),
                one["reason"].as_str().expect("a reason")
            )
        })
        .collect();
    for text in [
        "crates/firecrawl-client/src/api/crawl.rs: the operation getActiveCrawls is gone",
        "crates/firecrawl-client/tests/it/drift/table.rs: there is no row for ListTeamBadges",
        "crates/firecrawl-client/tests/it/drift/typical_requests.rs: MonitorCreateRequest::retention_days was Option<i64> and is Option<String>",
        "crates/firecrawl-client/tests/it/drift/typical_requests.rs: ScrapeOptions::only_main_content is gone",
    ] {
        assert!(
            broken.iter().any(|line| line == text),
            "no {text} in {broken:#?}"
        );
    }

    // The work of a person: words in place of the stubs, a method, and what an operation leaves.
    assert!(after.contains(
        "maxDepth = \"STUB: integer, 1 to 10, default 3; optional; request of POST /map\""
    ));
    scratch.write(
        DOCS,
        after
            .replace("\"STUB: ", "\"It is: ")
            .replace("'STUB: ", "'It is: "),
    );
    // The overlay actions of the operation that is gone were moved.
    for file in [OVERLAY, FACTS, OBSERVED] {
        assert!(
            !scratch.read(file).contains("\"$.paths['/crawl/active']"),
            "{file}"
        );
    }
    let moved = report["retired-actions"].as_array().expect("a list");
    assert!(!moved.is_empty());
    for action in moved {
        let reason = action["reason"].as_str().expect("a reason");
        let is_named = ["getActiveCrawls is gone (", "/crawl/active is gone ("]
            .iter()
            .any(|start| reason.starts_with(start));
        assert!(is_named, "{reason}");
    }
    assert!(retired.contains(".overlays]"), "{retired}");
    assert_eq!(scratch.run(&["generate"]).result, Ok(0));
    let written = check(&scratch);
    let stubs = report["stubs"].as_u64().expect("a number");
    assert_eq!(
        written.len() as u64 + stubs,
        found.len() as u64,
        "{written:#?}"
    );
    let needs = report["needs"].to_string();
    let commands: Vec<&str> = needs.split("`cargo xtask ").skip(1).collect();
    assert_eq!(commands.len(), 2, "{needs}");
    for command in commands {
        let words = command.split('`').next().expect("a command").split(' ');
        let outcome = scratch.run(&words.collect::<Vec<_>>());
        assert_eq!(outcome.result, Ok(0), "{}", outcome.text);
    }
    for (file, text) in [
        (CRAWL, "fn active_crawls"),
        (CRAWL, "ActiveCrawl,"),
        (FACADE, "getActiveCrawls"),
        (ROWS, "GetActiveCrawls"),
    ] {
        assert!(!scratch.read(file).contains(text), "{file} has {text}");
    }
    // The sentences of the new method are those of a person.
    scratch.edit(
        TEAM,
        "/// Describe what it does: ",
        "/// Lists the badges: ",
    );
    scratch.edit(TEAM, "/// Describe when it fails.", "/// Without a key.");
    assert_eq!(scratch.run(&["generate"]).result, Ok(0));
    let rest = check(&scratch);
    assert_eq!(rest, [] as [Value; 0]);
}
