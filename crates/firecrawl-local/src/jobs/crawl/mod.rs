//! Crawls: from the start page to every page in their scope.

mod frontier;
mod preview;
mod scope;
mod start;

pub use frontier::Frontier;
pub use preview::preview;
pub use start::{active, start};
