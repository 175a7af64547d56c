//! Faults that a test can order.
//!
//! [`Fault`] says what goes wrong, [`QueuedFault`] how often. The dispatcher asks [`before`] ahead of
//! the work, hands its response to [`after`], and writes the body with [`deliver`].

mod apply;
mod delivery;
mod fault;
mod page_faults;
mod queue;
mod schema_walk;
mod value_faults;

pub use apply::{Before, after, before};
pub use delivery::{Delivery, deliver};
pub use fault::{Fault, QueuedFault, StatusFault};
pub use queue::Faults;
