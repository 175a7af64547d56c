//! Crawls: from the start page to every page in their scope.

mod active;
mod frontier;
mod preview;
mod scope;
mod start;

pub use active::active;
pub use frontier::{Frontier, Redirect};
pub use preview::preview;
pub use start::start;
