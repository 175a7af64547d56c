//! The state of a job at the time of an error.

/// The state of a job, as far as it was seen when an error occurred.
///
/// The job itself may go on: its id is enough for a new handle.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Progress {
    /// The id of the job.
    pub job_id: String,
    /// The kind of job, such as `crawl`.
    pub kind: &'static str,
    /// The status word of the last response, such as `scraping`, if there was one.
    pub state: Option<String>,
    /// The number of pages that were done at that time.
    pub completed: Option<i64>,
    /// The number of pages that were known at that time; it can shrink.
    pub total: Option<i64>,
    /// The number of documents that were delivered.
    pub delivered: u64,
}

impl Progress {
    /// Creates the progress of a job of which nothing was seen yet.
    pub fn new(kind: &'static str, job_id: impl Into<String>) -> Self {
        Self {
            job_id: job_id.into(),
            kind,
            ..Self::default()
        }
    }
}
