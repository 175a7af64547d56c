//! Compares two responses.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::recording::Reply;

/// The parts of two bodies that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Keys, kinds and every value that does not depend on the run.
    Values,
    /// Keys, kinds and the values in which the service words itself: what the job has done by now
    /// depends on the run.
    Kinds,
}

/// The keys whose values count at every depth.
const WORDS: [&str; 6] = ["success", "status", "code", "error", "warning", "type"];

/// The values at one place of a body; the items of a list share one place.
#[derive(Default)]
struct Spot {
    kinds: BTreeSet<&'static str>,
    values: BTreeSet<String>,
}

/// Returns the places at which a response differs from the recorded one, each with its difference.
pub fn differences(recorded: &Reply, got: &Reply, depth: Depth) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    if recorded.status != got.status {
        // Another outcome altogether; its body says so in its own words.
        let what = format!("{} became {}: {}", recorded.status, got.status, got.body);
        found.insert("status".to_owned(), what);
        return found;
    }
    if recorded.content_type != got.content_type {
        let what = format!("{} became {}", recorded.content_type, got.content_type);
        found.insert("content-type".to_owned(), what);
    }
    found.extend(in_bodies(&recorded.body, &got.body, depth));
    found
}

/// The places at which two bodies differ.
pub fn in_bodies(recorded: &Value, got: &Value, depth: Depth) -> BTreeMap<String, String> {
    let (recorded, got) = (spots(recorded), spots(got));
    let mut found = BTreeMap::new();
    let parents = |place: &str, spots: &BTreeMap<String, Spot>| {
        let (parent, _) = place.rsplit_once(['.', '[']).unwrap_or(("", ""));
        parent.is_empty() || spots.contains_key(parent)
    };
    for place in recorded.keys().chain(got.keys()) {
        if !parents(place, &recorded) || !parents(place, &got) {
            // The place around it is missing or new, which says it all.
            continue;
        }
        let what = match (recorded.get(place), got.get(place)) {
            (Some(spot), None) => format!("missing, was {:?}", spot.values),
            (None, Some(spot)) => format!("new: {:?}", spot.values),
            (Some(was), Some(is)) if was.kinds != is.kinds => {
                format!("{:?} became {:?}", was.kinds, is.kinds)
            }
            (Some(was), Some(is)) if counts(place, depth) && was.values != is.values => {
                let gone: Vec<_> = was.values.difference(&is.values).collect();
                let new: Vec<_> = is.values.difference(&was.values).collect();
                format!("{gone:?} became {new:?}")
            }
            _ => continue,
        };
        found.insert(place.clone(), what);
    }
    found
}

fn counts(place: &str, depth: Depth) -> bool {
    let key = place.rsplit('.').next().unwrap_or(place);
    depth == Depth::Values || WORDS.contains(&key)
}

fn spots(body: &Value) -> BTreeMap<String, Spot> {
    let mut spots = BTreeMap::new();
    visit("body", body, &mut spots);
    spots
}

fn visit(place: &str, value: &Value, spots: &mut BTreeMap<String, Spot>) {
    let spot = spots.entry(place.to_owned()).or_default();
    spot.kinds.insert(kind(value));
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                visit(&format!("{place}.{}", name.replace('.', "·")), field, spots);
            }
        }
        // Where a validation error lies is one value: what precedes what matters in it.
        Value::Array(steps) if place.ends_with(".path") => {
            spot.values.insert(format!("{steps:?}"));
        }
        Value::Array(items) => {
            for item in items {
                visit(&format!("{place}[]"), item, spots);
            }
        }
        Value::String(text) => {
            spot.values.insert(settled(text));
        }
        other => {
            spot.values.insert(other.to_string());
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

/// A text without what every run makes anew: ids and times.
fn settled(text: &str) -> String {
    static ID: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}").unwrap()
    });
    static TIME: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"20[0-9-]{8}T[0-9:]{8}\.[0-9]{3}Z").unwrap());
    let text = ID.replace_all(text, "<id>");
    TIME.replace_all(&text, "<time>").into_owned()
}
