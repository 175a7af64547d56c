//! Examines responses while they are read, and counts where they differ from the contract.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use lenient_json::drift::Kind;
use lenient_json::{Error, Reader};

use super::report::{Drift, DriftKind};
use crate::client::Client;
use crate::error::redact_text;
use crate::transport::Route;

/// The number of locations that are counted; later ones are dropped.
const MAX_LOCATIONS: usize = 1_000;

/// Called for a location that was not seen before.
pub type OnDrift = Arc<dyn Fn(&Drift) + Send + Sync>;

/// The drift that the clones of a client have seen.
#[derive(Default)]
pub(crate) struct Log {
    counts: Mutex<BTreeMap<(&'static str, String, DriftKind), u64>>,
}

/// Reads a value, and examines it if anything listens.
pub(crate) fn examine(
    client: &Client,
    route: &Route,
    reader: &mut Reader<'_>,
    read: &mut dyn FnMut(&mut Reader<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let (log, settings) = (&client.shared.drift, &client.shared.settings);
    let (Some(operation), Some(on_drift)) = (route.operation(), &settings.on_drift) else {
        return read(reader);
    };
    if !(settings.drift_enabled)() {
        return read(reader);
    }
    reader.collect_drift(client.shared.profile.open_records);
    read(reader)?;
    let findings = reader.findings().into_iter().filter_map(|finding| {
        let mut path = finding.path;
        // A server can use anything as the name of a field.
        for secret in &client.shared.secrets {
            redact_text(&mut path, secret);
        }
        Some((path, kind(finding.kind)?, finding.count))
    });
    for drift in log.count(operation.id, findings) {
        on_drift(&drift);
    }
    Ok(())
}

impl Log {
    /// Returns everything that was seen, sorted.
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

    /// Counts findings, and returns those at new locations.
    fn count(
        &self,
        operation: &'static str,
        findings: impl IntoIterator<Item = (String, DriftKind, u64)>,
    ) -> Vec<Drift> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let mut first = Vec::new();
        for (path, kind, found) in findings {
            let key = (operation, path, kind);
            if let Some(count) = counts.get_mut(&key) {
                *count += found;
            } else if counts.len() < MAX_LOCATIONS {
                first.push(Drift {
                    operation,
                    path: key.1.clone(),
                    kind,
                    count: found,
                });
                counts.insert(key, found);
            }
        }
        first
    }
}

/// Returns `None` for kinds that are newer than this crate.
fn kind(kind: Kind) -> Option<DriftKind> {
    match kind {
        Kind::UnknownField => Some(DriftKind::UnknownField),
        Kind::UnknownValue => Some(DriftKind::UnknownValue),
        Kind::OtherType => Some(DriftKind::OtherType),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(path: &str, count: u64) -> (String, DriftKind, u64) {
        (path.to_owned(), DriftKind::UnknownField, count)
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
        for number in 0..MAX_LOCATIONS + 10 {
            log.count("mapUrls", vec![finding(&format!("k{number}"), 1)]);
        }
        assert_eq!(log.drifts().len(), MAX_LOCATIONS);
        // Those that are known are still counted.
        assert_eq!(log.count("mapUrls", vec![finding("k0", 1)]), []);
        assert_eq!(log.drifts()[0].count, 2);
    }
}
