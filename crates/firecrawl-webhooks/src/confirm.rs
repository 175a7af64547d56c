//! The job of an event, and its true status.

use crate::generated::Event;

/// A client that asks the service for the status of the job of an event.
///
/// The `Client` of `firecrawl-client` implements it with the feature `webhooks`. Call it as
/// [`Event::confirm`].
pub trait Confirm {
    /// The status of a job of any kind.
    type Status;

    /// The error of the client.
    type Error;

    /// Returns the status of the job of an event.
    fn confirm(
        &self,
        event: &Event,
    ) -> impl Future<Output = Result<Self::Status, Self::Error>> + Send;
}

/// The job or check that an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JobRef<'a> {
    /// A crawl, by its id.
    Crawl(&'a str),
    /// A batch scrape, by its id.
    Batch(&'a str),
    /// An extraction, by its id.
    Extract(&'a str),
    /// An agent's run, by its id.
    Agent(&'a str),
    /// A check of a monitor.
    Check {
        /// The id of the monitor.
        monitor: &'a str,
        /// The id of the check.
        check: &'a str,
    },
}

impl<'a> JobRef<'a> {
    pub(crate) fn of(event: &'a Event) -> Option<Self> {
        let (monitor, check) = match event {
            Event::MonitorPage(event) => {
                let page = event.data.first()?;
                (&page.monitor_id, &page.check_id)
            }
            Event::MonitorCheckCompleted(event) => {
                let check = event.data.first()?;
                (&check.monitor_id, &check.check_id)
            }
            event => return Self::of_kind(event),
        };
        let is_known = !monitor.is_empty() && !check.is_empty();
        is_known.then_some(Self::Check { monitor, check })
    }

    fn of_kind(event: &'a Event) -> Option<Self> {
        let id = Some(event.id()).filter(|id| !id.is_empty())?;
        // Also of an event that this version does not know, such as `crawl.failed`.
        Some(match event.event_type().split('.').next()? {
            "crawl" => Self::Crawl(id),
            "batch_scrape" => Self::Batch(id),
            "extract" => Self::Extract(id),
            "agent" => Self::Agent(id),
            _ => return None,
        })
    }
}
