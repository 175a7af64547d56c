//! Differences between responses and the contract, with the feature `drift-report`.

#[cfg(not(feature = "drift-report"))]
mod disabled;
#[cfg(feature = "drift-report")]
mod log;
#[cfg(feature = "drift-report")]
mod report;

#[cfg(not(feature = "drift-report"))]
pub(crate) use disabled::examine;
#[cfg(feature = "drift-report")]
pub use log::OnDrift;
#[cfg(feature = "drift-report")]
pub(crate) use log::{Log, examine};
#[cfg(feature = "drift-report")]
pub use report::{Drift, DriftKind};
