//! Stripping prose: what has none stays byte for byte, and what is added anywhere goes.

use std::fs;

use crate::scratch::CONTRACT;
use openapi_document::{METHODS, join};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::Config;
use serde_json::{Map, Value, json};
use xtask::update::stripped;

use crate::scratch::repository;

/// The kinds of part of a contract, each with its words for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Root,
    Info,
    Server,
    Path,
    Operation,
    Parameter,
    Body,
    Media,
    Response,
    Schema,
    Scheme,
}

impl Part {
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Root => &["externalDocs", "x-generator"],
            Self::Info => &[
                "description",
                "summary",
                "contact",
                "termsOfService",
                "x-logo",
            ],
            Self::Server | Self::Body | Self::Scheme => &["description", "x-internal"],
            Self::Path => &["summary", "description", "x-group"],
            Self::Operation => &[
                "summary",
                "description",
                "externalDocs",
                "x-codeSamples",
                "x-mint",
            ],
            Self::Parameter => &["description", "example", "examples", "x-a"],
            Self::Media => &["example", "examples", "x-a"],
            Self::Response => &["description", "x-a"],
            Self::Schema => &[
                "description",
                "example",
                "examples",
                "externalDocs",
                "$comment",
                "x-a",
            ],
        }
    }
}

/// Every part of a contract, found by the specification and not as the code finds it.
struct Places<'d> {
    document: &'d Value,
    found: Vec<(String, Part)>,
}

impl<'d> Places<'d> {
    fn of(document: &'d Value) -> Vec<(String, Part)> {
        let mut places = Self {
            document,
            found: vec![
                (String::new(), Part::Root),
                ("/info".to_owned(), Part::Info),
            ],
        };
        places.each("/servers", &mut |places, at| places.add(at, Part::Server));
        places.each("/paths", &mut |places, at| {
            places.add(at, Part::Path);
            places.parameters(at);
            for method in METHODS {
                let at = format!("{at}/{method}");
                if places.value(&at).is_object() {
                    places.operation(&at);
                }
            }
        });
        places.each("/components/schemas", &mut |places, at| places.schema(at));
        places.each("/components/securitySchemes", &mut |places, at| {
            places.add(at, Part::Scheme);
        });
        places.found
    }

    fn value(&self, at: &str) -> &'d Value {
        self.document.pointer(at).unwrap_or(&Value::Null)
    }

    /// Calls back with the place of each entry that is an object.
    fn each(&mut self, at: &str, then: &mut dyn FnMut(&mut Self, &str)) {
        let keys: Vec<String> = match self.value(at) {
            Value::Object(map) => map.keys().cloned().collect(),
            Value::Array(list) => (0..list.len()).map(|index| index.to_string()).collect(),
            _ => Vec::new(),
        };
        for key in keys {
            let at = join(at, &key);
            if self.value(&at).is_object() {
                then(self, &at);
            }
        }
    }

    fn add(&mut self, at: &str, part: Part) {
        if self.value(at).get("$ref").is_none() {
            self.found.push((at.to_owned(), part));
        }
    }

    fn operation(&mut self, at: &str) {
        self.add(at, Part::Operation);
        self.parameters(at);
        let body = format!("{at}/requestBody");
        if self.value(&body).is_object() {
            self.add(&body, Part::Body);
            self.content(&body);
        }
        self.each(&format!("{at}/responses"), &mut |places, at| {
            places.add(at, Part::Response);
            places.content(at);
        });
    }

    fn parameters(&mut self, at: &str) {
        self.each(&format!("{at}/parameters"), &mut |places, at| {
            places.add(at, Part::Parameter);
            places.schema(&format!("{at}/schema"));
        });
    }

    fn content(&mut self, at: &str) {
        self.each(&format!("{at}/content"), &mut |places, at| {
            places.add(at, Part::Media);
            places.schema(&format!("{at}/schema"));
        });
    }

    fn schema(&mut self, at: &str) {
        if !self.value(at).is_object() {
            return;
        }
        self.add(at, Part::Schema);
        for one in ["items", "additionalProperties", "not"] {
            self.schema(&format!("{at}/{one}"));
        }
        for many in ["properties", "oneOf", "anyOf", "allOf"] {
            self.each(&format!("{at}/{many}"), &mut |places, at| places.schema(at));
        }
    }
}

/// Adds words to a part at some position among its keys.
fn say(
    document: &mut Value,
    (at, part): &(String, Part),
    word: Index,
    position: Index,
    text: &str,
) {
    let map = document.pointer_mut(at).and_then(Value::as_object_mut);
    let map = map.expect("an object");
    let word = *word.get(part.words());
    let value = match word {
        "contact" | "externalDocs" | "examples" => json!({ "url": text, "type": "string" }),
        "x-codeSamples" => json!([{ "source": text, "description": text }]),
        _ => json!(text),
    };
    let mut rest: Vec<(String, Value)> = std::mem::take(map)
        .into_iter()
        .filter(|(key, _)| key != word)
        .collect();
    rest.insert(position.index(rest.len() + 1), (word.to_owned(), value));
    *map = Map::from_iter(rest);
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn vendored() -> String {
    fs::read_to_string(repository().join(CONTRACT)).unwrap()
}

#[test]
fn what_has_no_prose_stays_byte_for_byte() {
    let history = fs::read_dir(repository().join("xtask/tests/fixtures/history")).unwrap();
    let history = history.map(|entry| entry.unwrap().path());
    let own = ["v2-openapi.json", "webhooks-openapi.json"]
        .map(|file| repository().join("openapi").join(file));
    let mut count = 0;
    for path in own.into_iter().chain(history) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(
            stripped(parsed(&text)).unwrap() == text,
            "{} changed",
            path.display()
        );
        count += 1;
    }
    assert_eq!(count, 5);
}

#[test]
fn words_at_every_place_go() {
    let text = vendored();
    let mut document = parsed(&text);
    let places = Places::of(&document);
    assert!(places.len() > 1500, "{} places", places.len());
    for (at, part) in &places {
        let map = document.pointer_mut(at).and_then(Value::as_object_mut);
        let map = map.unwrap();
        for word in part.words() {
            map.insert((*word).to_owned(), json!("Scrapes the page."));
        }
    }
    assert!(stripped(document).unwrap() == text);
}

#[test]
fn every_kind_of_part_is_among_the_places() {
    let document = parsed(&vendored());
    let places = Places::of(&document);
    for part in [
        Part::Root,
        Part::Info,
        Part::Server,
        Part::Path,
        Part::Operation,
        Part::Parameter,
        Part::Body,
        Part::Media,
        Part::Response,
        Part::Schema,
        Part::Scheme,
    ] {
        assert!(places.iter().any(|(_, kind)| *kind == part), "{part:?}");
    }
}

proptest! {
    #![proptest_config(Config { cases: 16, failure_persistence: None, ..Config::default() })]

    #[test]
    fn words_anywhere_go(
        said in vec((any::<Index>(), any::<Index>(), any::<Index>(), select(vec!["", "Ein Satz.", "説明", "{\"a\": 1}"])), 1..60)
    ) {
        let text = vendored();
        let mut document = parsed(&text);
        let places = Places::of(&document);
        for (place, word, position, words) in said {
            say(&mut document, place.get(&places), word, position, words);
        }
        let once = stripped(document).unwrap();
        prop_assert!(once == text);
        prop_assert!(stripped(parsed(&once)).unwrap() == once);
    }
}
