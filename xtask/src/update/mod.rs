//! Takes a new contract: receives it, strips its prose, works out what it means, and writes all or nothing.

mod gained;
mod items;
mod needs;
mod observed;
mod plan;
mod receive;
mod render;
mod report;
mod strip;
mod take;

pub use gained::{CodeChanges, Parts};
pub use needs::{Needs, Task};
pub use plan::{Plan, Step};
pub use receive::{Incoming, Received, receive};
pub use report::{FileChange, Report, Status};
pub use strip::stripped;
pub use take::take;
