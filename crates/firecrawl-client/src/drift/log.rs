//! Looks at answers a second time, and counts what is not as the contract says.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use firecrawl_api::read_json;
use lenient_json::drift::{Finding, Kind, collect};
use serde::de::DeserializeOwned;

use super::report::{Drift, DriftKind};
use crate::client::Client;
use crate::mend::mend;
use crate::transport::Route;

/// How many places are counted; what is found after them is left out.
const MOST_PLACES: usize = 1_000;

/// Records whose keys a page chooses: any meta tag of a page is one.
const OPEN: &[&str] = &["DocumentMetadata"];

/// What is told of a place that was not seen before.
pub(crate) type OnDrift = Arc<dyn Fn(&Drift) + Send + Sync>;

/// What the clones of a client have seen.
#[derive(Default)]
pub(crate) struct Log {
    on_drift: Option<OnDrift>,
    counts: Mutex<BTreeMap<(&'static str, String, DriftKind), u64>>,
}

/// Looks at an answer that could be read as a `T`, if anybody wants to know.
pub(crate) fn look<T: DeserializeOwned>(client: &Client, route: &Route, body: &[u8]) {
    let log = &client.shared.drift;
    let Some(operation) = route.operation else {
        return;
    };
    if log.on_drift.is_none() && !events_are_wanted() {
        return;
    }
    let (_, findings) = collect(OPEN, || read_json::<T>(&mend(body)).is_ok());
    for drift in log.count(operation.id, findings) {
        event(&drift);
        if let Some(tell) = &log.on_drift {
            tell(&drift);
        }
    }
}

impl Log {
    /// Nothing yet; what comes is told to this.
    pub fn new(on_drift: Option<OnDrift>) -> Self {
        Self {
            on_drift,
            ..Self::default()
        }
    }

    /// All that was seen, sorted.
    pub fn drifts(&self) -> Vec<Drift> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let drifts = counts.iter().map(|((operation, path, kind), count)| Drift {
            operation,
            path: path.clone(),
            kind: *kind,
            count: *count,
        });
        drifts.collect()
    }

    /// Counts, and gives what was not seen before.
    fn count(&self, operation: &'static str, findings: Vec<Finding>) -> Vec<Drift> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let mut first = Vec::new();
        for finding in findings {
            let Some(kind) = kind(finding.kind) else {
                continue;
            };
            let key = (operation, finding.path, kind);
            if let Some(count) = counts.get_mut(&key) {
                *count += finding.count;
            } else if counts.len() < MOST_PLACES {
                first.push(Drift {
                    operation,
                    path: key.1.clone(),
                    kind,
                    count: finding.count,
                });
                counts.insert(key, finding.count);
            }
        }
        first
    }
}

/// `None` for kinds that are younger than this crate.
fn kind(kind: Kind) -> Option<DriftKind> {
    match kind {
        Kind::UnknownField => Some(DriftKind::UnknownField),
        Kind::UnknownValue => Some(DriftKind::UnknownValue),
        Kind::OtherType => Some(DriftKind::OtherType),
        _ => None,
    }
}

#[cfg(feature = "tracing")]
fn events_are_wanted() -> bool {
    tracing::event_enabled!(tracing::Level::WARN, operation, path, kind)
}

#[cfg(not(feature = "tracing"))]
fn events_are_wanted() -> bool {
    false
}

#[cfg(feature = "tracing")]
fn event(drift: &Drift) {
    tracing::warn!(
        name: "firecrawl.drift",
        operation = drift.operation,
        path = drift.path,
        kind = drift.kind.as_str(),
        "an answer is not as the contract says"
    );
}

#[cfg(not(feature = "tracing"))]
fn event(_: &Drift) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(path: &str, count: u64) -> Finding {
        let (_, mut findings) = collect(&[], || {
            let text = format!("{{\"{path}\": 1}}");
            serde_json::from_str::<firecrawl_api::types::MapResponse>(&text).is_ok()
        });
        let mut finding = findings.remove(0);
        finding.count = count;
        finding
    }

    #[test]
    fn a_place_is_new_once_and_counted_always() {
        let log = Log::default();
        let first = log.count("mapUrls", vec![finding("a", 2), finding("b", 1)]);
        assert_eq!(first.len(), 2);
        assert_eq!(first[0].to_string(), "mapUrls: unknown field at a");
        assert_eq!(log.count("mapUrls", vec![finding("a", 3)]), []);
        assert_eq!(log.count("crawlUrls", vec![finding("a", 1)]).len(), 1);
        let counts: Vec<u64> = log.drifts().iter().map(|drift| drift.count).collect();
        assert_eq!(counts, [1, 5, 1]);
    }

    #[test]
    fn the_number_of_places_is_bounded() {
        let log = Log::default();
        for number in 0..MOST_PLACES + 10 {
            log.count("mapUrls", vec![finding(&format!("k{number}"), 1)]);
        }
        assert_eq!(log.drifts().len(), MOST_PLACES);
        // Those that are known are still counted.
        assert_eq!(log.count("mapUrls", vec![finding("k0", 1)]), []);
        assert_eq!(log.drifts()[0].count, 2);
    }

    #[test]
    fn the_open_records_are_types_of_documents() {
        // The name in the list is the one that the wire knows.
        assert_eq!(
            OPEN,
            [<firecrawl_api::types::DocumentMetadata as lenient_json::Record>::NAME]
        );
    }
}
