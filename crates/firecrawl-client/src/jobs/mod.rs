//! Jobs of the service: crawls, batches, extractions, agents, monitor checks.

mod batch_journal;
mod batch_result;
mod batch_run;
mod batch_scrape_all;
mod cancel_on_drop;
mod check;
mod continuation;
mod cursor;
mod documents;
mod duplicates;
mod job;
mod job_span;
mod job_state;
mod kind;
mod lenient_items;
mod list_check;
mod outage;
mod page_fetcher;
mod pages;
mod poll_policy;
mod polling;
mod positions;
mod prefetch;
mod report;
mod result_page;
mod start;
mod status;
mod url_matching;
#[cfg(feature = "ws")]
mod watch;

pub use batch_journal::{BatchJournal, JournalEntry};
pub use batch_result::{BatchOutcome, BatchResult};
pub use batch_scrape_all::BatchScrapeAll;
pub use cancel_on_drop::CancelOnDrop;
pub use check::{Check, MonitorCheckId};
pub use continuation::Continuation;
pub use documents::Documents;
pub use job::Job;
pub use kind::{
    Agent, Batch, BatchStarted, Cancellable, Crawl, Extract, JobKind, Paged, WithErrors,
};
pub(crate) use lenient_items::complete;
pub use pages::{Page, Pages};
pub use poll_policy::PollPolicy;
pub use report::{JobReport, UrlOutcome};
pub(crate) use start::StartHook;
pub use start::StartedJob;
pub use status::JobStatus;
#[cfg(feature = "ws")]
pub use watch::{Watch, WatchEvent};
