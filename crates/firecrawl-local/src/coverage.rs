//! Records the operations and request properties that were used.

use std::collections::{BTreeMap, BTreeSet};

use parking_lot::Mutex;
use serde_json::Value;

use crate::contract::{Contract, Operation};
use crate::request::Request;

/// The record of a running server; the contract bounds its size.
#[derive(Debug, Default)]
pub struct CoverageRecord(Mutex<BTreeMap<String, Usage>>);

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
    operations: Vec<&'static Operation>,
}

impl CoverageRecord {
    /// Counts a request, also one that is rejected later.
    pub fn called(&self, operation: &Operation) {
        self.0.lock().entry(operation.id.clone()).or_default().calls += 1;
    }

    /// Records the properties of a request that fits the contract.
    pub fn used(&self, request: &Request) {
        let known = request.operation.properties();
        let mut used = self.0.lock();
        let Some(Usage { properties, .. }) = used.get_mut(request.id()) else {
            return;
        };
        for name in request.query.keys() {
            record(properties, known, &format!("?{name}"));
        }
        walk(&request.body, &mut String::new(), known, properties);
    }

    /// Returns a copy of the record.
    pub fn snapshot(&self, contract: &Contract) -> Coverage {
        Coverage {
            used: self.0.lock().clone(),
            operations: contract.operations().iter().map(AsRef::as_ref).collect(),
        }
    }
}

/// Records the properties of a value, as deep as the contract knows them: below that the keys are
/// the user's own.
fn walk(value: &Value, path: &mut String, known: &BTreeSet<String>, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                let length = path.len();
                if length > 0 {
                    path.push('.');
                }
                path.push_str(name);
                if record(used, known, path) {
                    walk(value, path, known, used);
                }
                path.truncate(length);
            }
        }
        Value::Array(list) => {
            for value in list {
                walk(value, path, known, used);
            }
        }
        _ => {}
    }
}

/// Returns whether the contract knows the property.
fn record(used: &mut BTreeSet<String>, known: &BTreeSet<String>, path: &str) -> bool {
    if used.contains(path) {
        return true;
    }
    let is_known = known.contains(path);
    if is_known {
        used.insert(path.to_owned());
    }
    is_known
}

impl Coverage {
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
        self.operations
            .iter()
            .map(|operation| operation.id.as_str())
            .filter(|id| !self.used.contains_key(*id))
    }

    /// Returns the request properties of an operation that no call used.
    pub fn unused(&self, operation: &str) -> impl Iterator<Item = &str> {
        let used = self.used.get(operation).map(|usage| &usage.properties);
        self.operations
            .iter()
            .filter(move |known| known.id == operation)
            .flat_map(|operation| operation.properties())
            .map(String::as_str)
            .filter(move |name| used.is_none_or(|used| !used.contains(*name)))
    }
}
