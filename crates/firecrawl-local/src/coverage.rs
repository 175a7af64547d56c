//! Which operations and request properties were used.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::contract::{Contract, Operation};
use crate::request::Request;

/// A record that grows with every request; what can be in it is bounded by the contract.
#[derive(Debug, Default)]
pub struct CoverageRecord {
    by_operation: Mutex<BTreeMap<String, Used>>,
}

#[derive(Clone, Debug, Default)]
struct Used {
    calls: u64,
    properties: BTreeSet<String>,
}

/// What was used so far.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    used: BTreeMap<String, Used>,
    operations: Vec<&'static Operation>,
}

impl CoverageRecord {
    /// Counts a request, whether it will be refused or not.
    pub fn called(&self, operation: &Operation) {
        let mut used = self.used_so_far();
        match used.get_mut(&operation.id) {
            Some(used) => used.calls += 1,
            None => {
                let first = Used {
                    calls: 1,
                    ..Used::default()
                };
                used.insert(operation.id.clone(), first);
            }
        }
    }

    /// Notes the properties of a request that passed the contract.
    pub fn used(&self, request: &Request) {
        if request.query.is_empty() && request.body.is_null() {
            return;
        }
        let known = request.operation.properties();
        let mut used = self.used_so_far();
        let Some(used) = used.get_mut(request.id()) else {
            return;
        };
        let mut path = String::new();
        for name in request.query.keys() {
            path.clear();
            path.push('?');
            path.push_str(name);
            note(&mut used.properties, known, &path);
        }
        path.clear();
        walk(&request.body, &mut path, known, &mut used.properties);
    }

    /// What was used so far.
    pub fn snapshot(&self, contract: &Contract) -> Coverage {
        Coverage {
            used: self.used_so_far().clone(),
            operations: contract.operations().iter().map(AsRef::as_ref).collect(),
        }
    }

    fn used_so_far(&self) -> MutexGuard<'_, BTreeMap<String, Used>> {
        self.by_operation
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Goes no further than the contract knows: the keys of a map are the user's own.
fn walk(value: &Value, path: &mut String, known: &BTreeSet<String>, used: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            for (name, value) in map {
                let length = path.len();
                if length > 0 {
                    path.push('.');
                }
                path.push_str(name);
                if note(used, known, path) {
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

/// Whether the contract knows the property.
fn note(used: &mut BTreeSet<String>, known: &BTreeSet<String>, path: &str) -> bool {
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
    /// The operations that were called, by operationId.
    pub fn operations(&self) -> impl Iterator<Item = &str> {
        self.used.keys().map(String::as_str)
    }

    /// How often an operation was called, refused and spoiled calls included.
    pub fn calls(&self, operation: &str) -> u64 {
        self.used.get(operation).map_or(0, |used| used.calls)
    }

    /// The request properties that were used of an operation: `scrapeOptions.formats.type` of a
    /// body, `?limit` of a query. Requests that break the contract do not count.
    pub fn properties(&self, operation: &str) -> impl Iterator<Item = &str> {
        let used = self.used.get(operation).into_iter();
        used.flat_map(|used| used.properties.iter().map(String::as_str))
    }

    /// The operations of the contract that were not called.
    pub fn uncalled(&self) -> impl Iterator<Item = &str> {
        self.operations
            .iter()
            .map(|operation| operation.id.as_str())
            .filter(|id| !self.used.contains_key(*id))
    }

    /// The request properties of an operation that the contract has and no request used.
    pub fn unused(&self, operation: &str) -> impl Iterator<Item = &str> {
        let used = self.used.get(operation).map(|used| &used.properties);
        self.operations
            .iter()
            .filter(move |known| known.id == operation)
            .flat_map(|operation| operation.properties())
            .map(String::as_str)
            .filter(move |name| used.is_none_or(|used| !used.contains(*name)))
    }
}
