//! Reports of differences between responses and the contract, with the feature `drift-report`.

#[cfg(feature = "drift-report")]
mod collector;
#[cfg(not(feature = "drift-report"))]
mod disabled;

#[cfg(feature = "drift-report")]
pub use collector::unknown_value;
#[cfg(feature = "drift-report")]
pub use collector::{Finding, Kind, collect};
#[cfg(feature = "drift-report")]
pub(crate) use collector::{MismatchedFields, Step, inside, kept, other_type, unknown_tag};
#[cfg(not(feature = "drift-report"))]
pub use disabled::unknown_value;
#[cfg(not(feature = "drift-report"))]
pub(crate) use disabled::{MismatchedFields, Step, inside, kept, other_type, unknown_tag};
