//! Records the operations and request properties that were used.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::contract::{Contract, Operation, property_path};
use crate::request::Request;

#[derive(Clone, Debug, Default)]
struct Usage {
    calls: u64,
    properties: BTreeSet<String>,
}

/// The operations and request properties that were used so far.
///
/// ```
/// use firecrawl_local::LocalServer;
///
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = LocalServer::builder().start().await?;
/// reqwest::get(format!("{}/v2/team/activity?limit=5", server.base_url())).await?;
/// let coverage = server.coverage();
/// assert_eq!(coverage.properties("getActivity").collect::<Vec<_>>(), ["?limit"]);
/// assert!(coverage.uncalled().any(|operation| operation == "mapUrls"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    used: BTreeMap<String, Usage>,
}

impl Coverage {
    /// Counts a request, also one that is rejected later.
    pub(crate) fn called(&mut self, operation: &Operation) {
        self.used.entry(operation.id.clone()).or_default().calls += 1;
    }

    /// Records the properties of a request that fits the contract.
    pub(crate) fn used(&mut self, request: &Request) {
        let known = request.operation.properties();
        let Some(Usage { properties, .. }) = self.used.get_mut(request.id()) else {
            return;
        };
        let query = request.query.keys().map(|name| format!("?{name}"));
        properties.extend(query.filter(|name| known.contains(name)));
        walk(&request.body, "", known, properties);
    }

    /// Returns the operations that were called, by operationId.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.used.keys().map(String::as_str)
    }

    /// Returns the number of calls of an operation, including rejected and faulty ones.
    pub fn calls(&self, operation: &str) -> u64 {
        self.used.get(operation).map_or(0, |usage| usage.calls)
    }

    /// Returns the request properties of an operation that were used: `scrapeOptions.formats.type`
    /// of a body, `?limit` of a query. Requests that break the contract do not count.
    pub fn properties(&self, operation: &str) -> impl Iterator<Item = &str> {
        let usage = self.used.get(operation).into_iter();
        usage.flat_map(|usage| usage.properties.iter().map(String::as_str))
    }

    /// Returns the operations of the contract that were not called.
    pub fn uncalled(&self) -> impl Iterator<Item = &str> {
        let operations = Contract.operations().iter();
        operations
            .map(|operation| operation.id.as_str())
            .filter(|id| !self.used.contains_key(*id))
    }

    /// Returns the request properties of an operation that no call used.
    pub fn unused(&self, operation: &str) -> impl Iterator<Item = &str> {
        let used = self.used.get(operation).map(|usage| &usage.properties);
        let operation = Contract.operation(operation).into_iter();
        operation
            .flat_map(|operation| operation.properties())
            .map(String::as_str)
            .filter(move |name| used.is_none_or(|used| !used.contains(*name)))
    }
}

/// Records the properties of a value, as deep as the contract knows them: below that the keys are
/// the user's own.
fn walk(value: &Value, prefix: &str, known: &BTreeSet<String>, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                let path = property_path(prefix, name);
                if known.contains(&path) {
                    walk(value, &path, known, used);
                    used.insert(path);
                }
            }
        }
        Value::Array(list) => {
            for value in list {
                walk(value, prefix, known, used);
            }
        }
        _ => {}
    }
}
