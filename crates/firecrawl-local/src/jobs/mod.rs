//! Jobs in the background: crawls, batches, extracts and agent runs.

pub mod batch;
pub mod crawl;
mod job;
pub mod status;
mod status_page;
mod store;
pub mod synthetic;
#[cfg(test)]
mod tests;
mod worker;

#[cfg(test)]
pub use job::{Job, JobKind};
pub use store::{Jobs, start_sweeper};
