//! Faults that a test can order.
//!
//! [`Fault`] says what goes wrong, [`Ordered`] how often. The dispatcher asks [`before`] ahead of
//! the work, hands its answer to [`after`], and writes the body with [`deliver`].

mod delivery;
mod fault;
mod hooks;
mod orders;
mod paging;
mod schema;
mod values;

pub use delivery::{Delivery, deliver};
pub use fault::{Fault, Ordered, StatusFault};
pub use hooks::{Before, after, before};
pub use orders::Faults;
