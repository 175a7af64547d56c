//! Words of the service that the facade knows by heart are in the contract, or were seen in use.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::contract::Contract;

const TABLE: &str = "OBSERVED of crates/firecrawl-client/tests/it/drift/string_literals.rs";

/// Words that the contract lacks, each with where it was seen.
const OBSERVED: &[(&str, &str)] = &[
    (
        "BAD_REQUEST",
        "the code of a refused body; recorded 006, 016, 035",
    ),
    (
        "SCRAPE_ACTION_ERROR",
        "an error code in use, noted November 2026",
    ),
    (
        "SCRAPE_DNS_RESOLUTION_ERROR",
        "an error code in use, noted November 2026",
    ),
    (
        "SCRAPE_LOCKDOWN_CACHE_MISS",
        "an error code in use, noted November 2026",
    ),
    (
        "SCRAPE_NO_CACHED_DATA",
        "an error code in use, noted November 2026",
    ),
    (
        "SCRAPE_PROMPT_INJECTION_DETECTED",
        "an error code in use, noted November 2026",
    ),
    (
        "SCRAPE_SSL_ERROR",
        "an error code in use, noted November 2026",
    ),
    (
        "SCRAPE_UNSUPPORTED_FILE_ERROR",
        "an error code in use, noted November 2026",
    ),
    (
        "SCRAPE_ZDR_VIOLATION_ERROR",
        "an error code in use, noted November 2026",
    ),
    (
        "THIRD_PARTY_DATA_TERMS_REQUIRED",
        "an error code in use, noted November 2026",
    ),
    (
        "msg",
        "the items of `detail` that FastAPI sends, as self-hosted servers and proxies do",
    ),
    (
        "processing_continues",
        "`details` of a 408 that can be resumed; used by the official clients, November 2026",
    ),
    (
        "state",
        "`details` of a 408 that can be resumed; used by the official clients, November 2026",
    ),
    (
        "x-idempotency-key",
        "header of the start of a crawl; recorded 286, 288",
    ),
    ("x-request-id", "never seen; the usual header of gateways"),
];

/// Files whose words are those of JSON Schema, of addresses, or of people.
const OTHER_WORDS: &[&str] = &[
    "src/base_url.rs",
    "src/client.rs",
    "src/origin.rs",
    "src/upload/content_type.rs",
    "src/extraction/inlining.rs",
    "src/extraction/normalize_schema.rs",
    "src/extraction/subschemas.rs",
];

/// Prefixes of words that are compared with words of the service, or sent to it.
const BEFORE: &[&str] = &[
    "get(",
    "== ",
    "!= ",
    "as_str().starts_with(",
    "append_pair(",
    "resumable_state: Some(",
];

/// A file of the facade without its tests.
pub struct Source {
    /// From the root of the repository.
    pub path: String,
    pub text: String,
}

/// All files of the facade and of its transport, sorted by path.
pub fn sources() -> Vec<Source> {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut paths = Vec::new();
    for name in ["api-transport", "firecrawl-client"] {
        walk(&crates.join(name).join("src"), &mut paths);
    }
    paths.sort();
    let read = paths.iter().map(|path| {
        let text = fs::read_to_string(path).unwrap();
        let below = path.strip_prefix(crates).unwrap();
        Source {
            path: format!("crates/{}", below.to_str().unwrap()),
            text: text
                .split("#[cfg(test)]")
                .next()
                .unwrap_or_default()
                .to_owned(),
        }
    });
    read.collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("tests") || path.ends_with("tests.rs") {
            continue;
        }
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn words_are_in_the_contract_or_were_seen() {
    let findings = check(&Contract::vendored(), &sources());
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

#[test]
fn the_source_is_really_read() {
    let sources = sources();
    let found = known(&sources);
    for word in [
        "BAD_REQUEST",
        "creditsUsed",
        "processing_continues",
        "skip",
        "skipped",
    ] {
        assert!(found.contains_key(word), "{word}: {found:?}");
    }
}

/// Words without a source, and entries of the list that nothing needs.
pub fn check(contract: &Contract, sources: &[Source]) -> Vec<String> {
    let declared = declared(&contract.corrected);
    let known = known(sources);
    let mut findings = Vec::new();
    for (word, file) in &known {
        let seen = OBSERVED.iter().any(|(observed, _)| observed == word);
        if !is_declared(&declared, word) && !seen {
            findings.push(format!(
                "`{word}` in {file} is not in the contract; remove it there, or say in {TABLE} where it was seen"
            ));
        }
    }
    for (word, _) in OBSERVED {
        if is_declared(&declared, word) {
            findings.push(format!(
                "`{word}` is in the contract by now; delete it from {TABLE}"
            ));
        } else if !known.contains_key(*word) {
            findings.push(format!(
                "`{word}` is nowhere in the facade; delete it from {TABLE}"
            ));
        }
    }
    findings
}

/// A word may be the start of several: `skipped` of `skipped_overlap`.
fn is_declared(declared: &BTreeSet<String>, word: &str) -> bool {
    let family = format!("{word}_");
    declared.contains(word) || declared.iter().any(|other| other.starts_with(&family))
}

/// Properties, parameters and listed values.
fn declared(value: &Value) -> BTreeSet<String> {
    fn walk(value: &Value, found: &mut BTreeSet<String>) {
        if let Some(properties) = value["properties"].as_object() {
            found.extend(properties.keys().cloned());
        }
        if value.get("in").is_some() {
            found.extend(value["name"].as_str().map(str::to_owned));
        }
        let values = value["enum"].as_array().into_iter().flatten();
        found.extend(values.filter_map(|value| value.as_str().map(str::to_owned)));
        match value {
            Value::Array(list) => list.iter().for_each(|value| walk(value, found)),
            Value::Object(map) => map.values().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    walk(value, &mut found);
    found
}

/// Returns the words of the facade, each with a file that contains it.
fn known(sources: &[Source]) -> BTreeMap<&str, &str> {
    let mut found = BTreeMap::new();
    for source in sources {
        if OTHER_WORDS.iter().any(|file| source.path.ends_with(file)) {
            continue;
        }
        for line in source.text.lines().map(str::trim_start) {
            if line.starts_with("//") {
                continue;
            }
            let pieces: Vec<&str> = line.split('"').collect();
            for (before, word) in pieces.iter().zip(&pieces[1..]).step_by(2) {
                let compared = BEFORE.iter().any(|end| before.ends_with(end));
                if (compared || is_code(word) || word.starts_with("x-")) && is_word(word) {
                    found.entry(*word).or_insert(source.path.as_str());
                }
            }
        }
    }
    found
}

fn is_word(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    !text.is_empty() && text.bytes().all(letter)
}

/// `SCRAPE_TIMEOUT`, but no variable of an environment.
fn is_code(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    text.contains('_')
        && text.bytes().all(letter)
        && !text.starts_with("FIRECRAWL_")
        && !text.starts_with("CARGO_")
}
