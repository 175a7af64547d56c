//! Jobs that run in the background: crawls, batches, extracts and agent runs.

mod batch;
mod crawl;
mod dispatch;
mod fetch;
mod job;
mod page_error;
mod status;
mod status_page;
mod store;
mod synthetic;
#[cfg(test)]
mod tests;
mod urls;
mod worker;

pub use dispatch::handle;
#[cfg(test)]
pub use job::{Job, JobKind};
pub use store::Jobs;
