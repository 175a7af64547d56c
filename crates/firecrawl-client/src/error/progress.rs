//! What had been seen of a job when something went wrong.

/// What had been seen of a job when an error came up.
///
/// The job itself may go on: its id makes a new handle, for example with
/// [`Client::crawl_job`](crate::Client::crawl_job).
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// The id of the job.
    pub job_id: String,
    /// The kind of job: `crawl`, `batch scrape`, `extract`, `agent` or `monitor check`.
    pub kind: &'static str,
    /// The status word of the last answer, such as `scraping`, if there was one.
    pub state: Option<String>,
    /// How many pages were done at that time.
    pub completed: Option<i64>,
    /// How many pages were known at that time; it can shrink.
    pub total: Option<i64>,
    /// How many documents were handed out.
    pub delivered: u64,
}
