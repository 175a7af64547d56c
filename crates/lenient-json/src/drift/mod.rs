//! Noting what an answer holds beyond the contract, with the feature `drift-report`.

#[cfg(feature = "drift-report")]
mod collector;
#[cfg(not(feature = "drift-report"))]
mod nothing;

#[cfg(feature = "drift-report")]
pub use collector::unknown_value;
#[cfg(feature = "drift-report")]
pub use collector::{Finding, Kind, collect};
#[cfg(feature = "drift-report")]
pub(crate) use collector::{Odd, Step, inside, kept, other_type, unknown_tag};
#[cfg(not(feature = "drift-report"))]
pub use nothing::unknown_value;
#[cfg(not(feature = "drift-report"))]
pub(crate) use nothing::{Odd, Step, inside, kept, other_type, unknown_tag};
