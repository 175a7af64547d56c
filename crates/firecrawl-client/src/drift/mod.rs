//! What answers hold beyond the contract, with the feature `drift-report`.

#[cfg(feature = "drift-report")]
mod log;
#[cfg(not(feature = "drift-report"))]
mod nothing;
#[cfg(feature = "drift-report")]
mod report;

#[cfg(feature = "drift-report")]
pub(crate) use log::{Log, OnDrift, look};
#[cfg(not(feature = "drift-report"))]
pub(crate) use nothing::look;
#[cfg(feature = "drift-report")]
pub use report::{Drift, DriftKind};
