//! The ids of objects on the server, found in the responses of its lists.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::declared::Declared;

/// An id that no server has.
pub(super) const UNKNOWN: &str = "00000000-0000-4000-8000-000000000000";

/// The ids by the path template that they follow: those of crawls by `/crawl`.
#[derive(Debug)]
pub(super) struct Ids {
    wanted: BTreeSet<String>,
    known: BTreeMap<String, Vec<String>>,
}

impl Ids {
    /// Starts without ids; the reads of the contract decide which are wanted.
    pub fn new(declared: &Declared) -> Self {
        let wanted = declared
            .operations()
            .filter(|operation| operation.method == "get")
            .flat_map(|operation| prefixes(operation.path))
            .collect();
        Self {
            wanted,
            known: BTreeMap::new(),
        }
    }

    /// Keeps an id that follows a path template, before all others of its kind.
    pub fn started(&mut self, prefix: &str, id: &str) {
        let ids = self.known.entry(prefix.to_owned()).or_default();
        ids.insert(0, id.to_owned());
    }

    /// Keeps the ids of a list, which a path template gave.
    pub fn learn(&mut self, path: &str, body: &Value) {
        let below = |prefix: &&String| {
            let rest = path.strip_prefix(prefix.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') && !rest.contains('{'))
        };
        let own: Option<String> = self.wanted.iter().rfind(below).cloned();
        for entry in entries(body) {
            let Some(id) = entry.get("id").and_then(Value::as_str) else {
                continue;
            };
            // The activity of a team names the endpoint of each entry: `batch_scrape`.
            let named = entry
                .get("endpoint")
                .and_then(Value::as_str)
                .map(|endpoint| format!("/{}", endpoint.replace('_', "/")))
                .filter(|prefix| self.wanted.contains(prefix));
            if let Some(prefix) = named.or_else(|| own.clone()) {
                let ids = self.known.entry(prefix).or_default();
                ids.push(id.to_owned());
            }
        }
    }

    /// Returns the segments of a path with the first known ids, if all are known.
    pub fn fill(&self, path: &str) -> Option<Vec<String>> {
        let mut before = String::new();
        let mut segments = Vec::new();
        for segment in path.split('/').skip(1) {
            if is_parameter(segment) {
                segments.push(self.known.get(&before)?.first()?.clone());
            } else {
                segments.push(segment.to_owned());
            }
            before = format!("{before}/{segment}");
        }
        Some(segments)
    }
}

/// Returns the segments of a path with an id that no server has.
pub(super) fn unknown(path: &str) -> Vec<String> {
    path.split('/')
        .skip(1)
        .map(|segment| {
            if is_parameter(segment) {
                UNKNOWN
            } else {
                segment
            }
        })
        .map(str::to_owned)
        .collect()
}

/// Returns the id in the response to the start of a job.
pub(super) fn of_start(body: &Value) -> Option<&str> {
    let scraped = body.pointer("/data/metadata/scrapeId");
    body.get("id").or(scraped)?.as_str()
}

fn is_parameter(segment: &str) -> bool {
    segment.starts_with('{')
}

/// Lists the part of a path template before each of its parameters.
fn prefixes(path: &str) -> Vec<String> {
    path.match_indices("/{")
        .map(|(at, _)| path[..at].to_owned())
        .collect()
}

/// Iterates over the objects in the lists of a body, at its top or in `data`.
fn entries(body: &Value) -> impl Iterator<Item = &Value> {
    let inner = body.get("data").and_then(Value::as_object);
    body.as_object()
        .into_iter()
        .chain(inner)
        .flat_map(serde_json::Map::values)
        .filter_map(Value::as_array)
        .flatten()
        .filter(|entry| entry.is_object())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ids() -> Ids {
        let paths = [
            "/crawl/active",
            "/crawl/{id}/errors",
            "/batch/scrape/{id}",
            "/monitor/{monitorId}/checks/{checkId}",
            "/team/activity",
        ];
        let paths: serde_json::Map<String, Value> = paths
            .into_iter()
            .map(|path| (path.to_owned(), json!({"get": {"operationId": path}})))
            .collect();
        Ids::new(&Declared::new(json!({"paths": paths})))
    }

    #[test]
    fn lists_give_the_ids_of_what_is_below_them() {
        let mut ids = ids();
        ids.learn(
            "/crawl/active",
            &json!({"crawls": [{"id": "c1"}, {"id": "c2"}]}),
        );
        ids.learn("/monitor", &json!({"data": [{"id": "m1"}]}));
        assert_eq!(
            ids.fill("/crawl/{id}/errors").unwrap(),
            ["crawl", "c1", "errors"]
        );
        assert_eq!(ids.fill("/monitor/{monitorId}/checks/{checkId}"), None);
        ids.learn(
            "/monitor/{monitorId}/checks",
            &json!({"data": [{"id": "k1"}]}),
        );
        assert_eq!(
            ids.fill("/monitor/{monitorId}/checks/{checkId}").unwrap(),
            ["monitor", "m1", "checks", "k1"]
        );
        ids.started("/crawl", "c0");
        assert_eq!(ids.fill("/crawl/{id}").unwrap(), ["crawl", "c0"]);
    }

    #[test]
    fn activity_names_the_endpoint_of_an_id() {
        let mut ids = ids();
        ids.learn(
            "/team/activity",
            &json!({"data": [{"id": "x", "endpoint": "map"}, {"id": "b", "endpoint": "batch_scrape"}]}),
        );
        assert_eq!(
            ids.fill("/batch/scrape/{id}").unwrap(),
            ["batch", "scrape", "b"]
        );
        assert_eq!(ids.known.len(), 1);
    }

    #[test]
    fn a_start_tells_its_id() {
        assert_eq!(of_start(&json!({"id": "a"})), Some("a"));
        assert_eq!(
            of_start(&json!({"data": {"metadata": {"scrapeId": "s"}}})),
            Some("s")
        );
        assert_eq!(unknown("/crawl/{id}/errors"), ["crawl", UNKNOWN, "errors"]);
    }
}
