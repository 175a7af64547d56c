//! Differences between responses and the contract, with the feature `drift-report`.

#[cfg(feature = "drift-report")]
mod log;
#[cfg(feature = "drift-report")]
mod report;

#[cfg(feature = "drift-report")]
pub use log::OnDrift;
#[cfg(feature = "drift-report")]
pub(crate) use log::{Log, examine};
#[cfg(feature = "drift-report")]
pub use report::{Drift, DriftKind};

/// Reads a value, without the feature.
#[cfg(not(feature = "drift-report"))]
pub(crate) fn examine(
    _: &crate::Client,
    _: &crate::Route,
    reader: &mut lenient_json::Reader<'_>,
    read: &mut dyn FnMut(&mut lenient_json::Reader<'_>) -> Result<(), lenient_json::Error>,
) -> Result<(), lenient_json::Error> {
    read(reader)
}
