//! Faults that a test queues for an operation.
//!
//! The dispatcher calls [`before`] ahead of the handler, passes the response to [`after`], and
//! writes the body with [`deliver`].

mod apply;
mod delivery;
mod fault;
mod page_faults;
mod queue;
mod schema_walk;
mod value_faults;

pub use apply::{after, before};
pub use delivery::{Delivery, deliver};
pub(crate) use fault::WatchFault;
pub use fault::{Fault, QueuedFault};
pub use queue::Faults;
