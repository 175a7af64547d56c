//! When a request is sent again, and after how long.

mod budget;
mod clock;
mod decision;
mod policy;
mod retry_after;
mod safety;

pub use clock::{Clock, SystemClock};
pub use policy::RetryPolicy;

pub(crate) use budget::Budget;
pub(crate) use decision::{Decision, Outcome, Sent, decide};
pub(crate) use policy::Jitter;
pub(crate) use retry_after::wanted_wait;
pub(crate) use safety::repeats;
