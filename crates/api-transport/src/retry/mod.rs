//! Decides when a request is sent again, and after how long.

mod budget;
mod classify;
mod clock;
mod pace;
mod policy;
mod retry_after;

pub use clock::{Clock, SystemClock};
pub use policy::{Jitter, RetryPolicy};

pub(crate) use budget::Budget;
pub(crate) use classify::{Decision, Outcome, Sent, decide, is_resumable, is_safe_to_repeat};
pub(crate) use pace::{OperationPace, Paces, Permit, Slot};
pub(crate) use retry_after::requested_wait;
