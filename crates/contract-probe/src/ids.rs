//! The ids of objects on the server, found in the responses of its lists.

use std::collections::{BTreeMap, BTreeSet};

use openapi_document::members;
use serde_json::Value;

use super::declared::Declared;

/// An id that no server has.
pub(super) const UNKNOWN: &str = "00000000-0000-4000-8000-000000000000";

/// The first id by the path template that it follows: that of a crawl by `/crawl`.
#[derive(Debug)]
pub(super) struct Ids {
    wanted: BTreeSet<String>,
    known: BTreeMap<String, String>,
}

impl Ids {
    /// Starts without ids; the reads of the contract decide which are wanted.
    pub fn new(declared: &Declared) -> Self {
        let reads = declared.operations().filter(|one| one.method == "get");
        let wanted = reads.flat_map(|read| {
            let parameters = read.path.match_indices("/{");
            parameters.map(move |(at, _)| read.path[..at].to_owned())
        });
        Self {
            wanted: wanted.collect(),
            known: BTreeMap::new(),
        }
    }

    /// Keeps the id of something that was started, which replaces one that was found.
    pub fn started(&mut self, prefix: &str, id: &str) {
        self.known.insert(prefix.to_owned(), id.to_owned());
    }

    /// Keeps the ids of a list, which a path template gave.
    pub fn learn(&mut self, path: &str, body: &Value) {
        let below = |prefix: &&String| {
            let rest = path.strip_prefix(prefix.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') && !rest.contains('{'))
        };
        let own = self.wanted.iter().rfind(below);
        for entry in entries(body) {
            // The activity of a team names the endpoint of each entry: `batch_scrape`.
            let endpoint = entry["endpoint"].as_str().unwrap_or_default();
            let named = self.wanted.get(&format!("/{}", endpoint.replace('_', "/")));
            if let (Some(id), Some(prefix)) = (entry["id"].as_str(), named.or(own)) {
                let known = self.known.entry(prefix.clone());
                known.or_insert_with(|| id.to_owned());
            }
        }
    }

    /// Returns the segments of a path with the first known ids, if all are known.
    pub fn fill(&self, path: &str) -> Option<Vec<String>> {
        segments(path, |before| self.known.get(before).cloned())
    }
}

/// Returns the segments of a path with an id that no server has.
pub(super) fn unknown(path: &str) -> Vec<String> {
    segments(path, |_| Some(UNKNOWN.to_owned())).unwrap_or_default()
}

/// Returns the segments of a path, with an id for each parameter by the path before it.
fn segments(path: &str, id: impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let segment = |(at, _): (usize, &str)| match path[at + 1..].split('/').next()? {
        parameter if parameter.starts_with('{') => id(&path[..at]),
        segment => Some(segment.to_owned()),
    };
    path.match_indices('/').map(segment).collect()
}

/// Returns the id in the response to the start of a job.
pub(super) fn of_start(body: &Value) -> Option<&str> {
    let scraped = body.pointer("/data/metadata/scrapeId");
    body.get("id").or(scraped)?.as_str()
}

/// Iterates over the objects in the lists of a body, at its top or in `data`.
fn entries(body: &Value) -> impl Iterator<Item = &Value> {
    let owners = [Some(body), body.get("data")];
    let fields = owners.into_iter().flat_map(members);
    fields.filter_map(|(_, list)| list.as_array()).flatten()
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
        Ids::new(&Declared(json!({"paths": paths})))
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
