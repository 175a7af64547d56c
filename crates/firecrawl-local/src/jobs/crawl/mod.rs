//! Crawls: from the start page to every page that the rules let in.

mod active;
mod frontier;
mod preview;
mod rules;
mod start;

pub use active::active;
pub use frontier::{Frontier, Redirect};
pub use preview::preview;
pub use start::start;
