//! Deliveries of webhooks, with the feature `webhooks`: signatures checked, events typed.
//!
//! Everything of `firecrawl-webhooks` is here, and [`Event::confirm`] with a
//! [`Client`] returns the true status of a job:
//!
//! ```no_run
//! use firecrawl_client::webhook::{Event, Verifier};
//! use firecrawl_client::{Client, HeaderMap};
//!
//! # async fn run(client: Client, headers: HeaderMap, body: Vec<u8>) -> Result<(), Box<dyn std::error::Error>> {
//! let verifier = Verifier::new(std::env::var("FIRECRAWL_WEBHOOK_SECRET")?)?;
//! let event = verifier.verify(&headers, body)?;
//! if let Event::CrawlPage(page) = &event {
//!     println!("{} pages", page.data.iter().len());
//! }
//! if event.is_end() {
//!     let job = event.confirm(&client).await?;
//!     println!("{}: {}", event.id(), job.state());
//! }
//! # Ok(())
//! # }
//! ```

use api_transport::{Error, ErrorKind};
use firecrawl_api::types::{AgentStatus, ExtractStatus, MonitorCheck};

pub use firecrawl_webhooks::*;

use crate::client::Client;
use crate::jobs::JobStatus;

/// The status of the job of an event, as the service has it now.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum JobConfirmation {
    /// That of a crawl, from `GET /crawl/{id}`.
    Crawl(JobStatus),
    /// That of a batch scrape, from `GET /batch/scrape/{id}`.
    Batch(JobStatus),
    /// That of an extraction, from `GET /extract/{id}`.
    Extract(ExtractStatus),
    /// That of an agent's run, from `GET /agent/{jobId}`.
    Agent(Box<AgentStatus>),
    /// That of a monitor's check, from `GET /monitor/{monitorId}/checks/{checkId}`.
    Check(MonitorCheck),
}

impl JobConfirmation {
    /// Returns the state: `completed`, `cancelled`, `failed` or, of a job that runs, another word.
    ///
    /// A job that is completed may have pages that failed: [`Job::errors`](crate::Job::errors).
    pub fn state(&self) -> &str {
        match self {
            Self::Crawl(status) | Self::Batch(status) => status.status.as_str(),
            Self::Extract(status) => status.status.as_str(),
            Self::Agent(status) => status.status.as_str(),
            Self::Check(check) => check.status.as_str(),
        }
    }
}

impl Confirm for Client {
    type Status = JobConfirmation;
    type Error = Error;

    async fn confirm(&self, event: &Event) -> Result<JobConfirmation, Error> {
        let job = event.job().ok_or_else(|| {
            let message = "the event does not say which job it is about: it has no id, or its type is unknown";
            Error::new(ErrorKind::InvalidRequest, message)
        })?;
        Ok(match job {
            JobRef::Crawl(id) => {
                JobConfirmation::Crawl(self.crawl_job(id).status().await?.into_inner())
            }
            JobRef::Batch(id) => {
                JobConfirmation::Batch(self.batch_job(id).status().await?.into_inner())
            }
            JobRef::Extract(id) => {
                JobConfirmation::Extract(self.extract_job(id).status().await?.into_inner())
            }
            JobRef::Agent(id) => {
                let status = self.agent_job(id).status().await?.into_inner();
                JobConfirmation::Agent(Box::new(status))
            }
            JobRef::Check { monitor, check } => {
                JobConfirmation::Check(self.check_job(monitor, check).status().await?.into_inner())
            }
            _ => {
                let message = "this version does not know the kind of job of the event";
                return Err(Error::new(ErrorKind::InvalidRequest, message));
            }
        })
    }
}
