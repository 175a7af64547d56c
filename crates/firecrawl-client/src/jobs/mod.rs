//! Work that goes on at the service: crawls, batches, extractions, agents, monitor checks.

mod agent;
mod all_batches;
mod batch;
mod batch_result;
mod cancel_on_drop;
mod check;
mod continuation;
mod crawl;
mod cursor;
mod documents;
mod extract;
mod job;
mod kind;
mod pages;
mod patience;
mod phase;
mod repeats;
mod report;
mod start;
mod walk;

pub use agent::Agent;
pub use all_batches::AllBatches;
pub use batch::{Batch, BatchStarted};
pub use batch_result::{BatchOutcome, BatchResult};
pub use cancel_on_drop::CancelOnDrop;
pub use check::{Check, MonitorCheckId};
pub use continuation::Continuation;
pub use crawl::Crawl;
pub use documents::Documents;
pub use extract::Extract;
pub use job::Job;
pub use kind::{Cancellable, JobKind, Paged, WithErrors};
pub use pages::{Page, Pages};
pub use patience::Patience;
pub use report::{JobReport, UrlOutcome};
