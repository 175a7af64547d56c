//! Jobs that run in the background: crawls, batches, extracts and agent runs.

mod address;
mod batch;
mod crawl;
mod dispatch;
mod errors;
mod fetch;
mod job;
mod made_up;
mod moment;
mod page;
mod run;
mod status;
mod store;
#[cfg(test)]
mod tests;

pub use dispatch::handle;
#[cfg(test)]
pub use job::{Job, JobKind};
pub use store::Jobs;
