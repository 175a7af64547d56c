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

/// Does nothing without the feature.
#[cfg(not(feature = "drift-report"))]
pub(crate) fn examine<T>(_: &crate::Client, _: &crate::Route, _: &[u8]) {}
