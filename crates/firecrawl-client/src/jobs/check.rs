//! Checks of a monitor.

use std::fmt;

use api_transport::{Error, Response};
use firecrawl_api::Client as Api;
use firecrawl_api::types::{
    MonitorCheck, MonitorCheckDetail, MonitorCheckDetailResponse, MonitorCheckPage,
    MonitorCheckQuery,
};
use serde::{Deserialize, Serialize};

use super::job::Job;
use super::kind::{Built, JobKind, Paged, private};
use super::status::without_pages;
use crate::api::Monitors;
use crate::client::Client;
use crate::ids::{CheckId, MonitorId};

/// The kind of job that a monitor's run starts.
#[derive(Clone, Copy, Debug)]
pub enum Check {}

/// The ids of a monitor and of one of its checks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MonitorCheckId {
    /// The monitor.
    pub monitor: MonitorId,
    /// The check.
    pub check: CheckId,
}

impl fmt::Display for MonitorCheckId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of monitor {}", self.check, self.monitor)
    }
}

impl Monitors {
    /// Lets a monitor check at once and gives the handle: `POST /monitor/{monitorId}/run`.
    ///
    /// Costs credits as a scheduled check does. A start whose response was lost
    /// is not repeated. The items of the stream are the compared pages.
    ///
    /// # Errors
    ///
    /// [`Error::is_conflict`] if a check is running, [`Error::is_not_found`] for an unknown
    /// monitor, [`Error::is_ambiguous_start`] if the response was lost and the check may have
    /// started.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let job = client.monitors().run("mon_1").await?;
    /// let mut pages = job.documents();
    /// while let Some(page) = pages.next().await {
    ///     let page = page?;
    ///     println!("{}: {}", page.url, page.status);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn run(&self, id: impl Into<MonitorId>) -> Result<Job<Check>, Error> {
        let monitor = id.into();
        let run = self.client.api().run_monitor(monitor.as_str());
        let job = |client: &Client, started: Response<MonitorCheck>| {
            let check = CheckId::new(started.id.clone());
            let id = MonitorCheckId { monitor, check };
            Ok(Job::new(client, id, Some(started.into_inner())))
        };
        self.client.start(run, job).await
    }
}

impl Client {
    /// Returns the handle of a monitor's check; it sends nothing yet.
    pub fn check_job(
        &self,
        monitor: impl Into<MonitorId>,
        check: impl Into<CheckId>,
    ) -> Job<Check> {
        let (monitor, check) = (monitor.into(), check.into());
        Job::new(self, MonitorCheckId { monitor, check }, None)
    }
}

impl private::Sealed for Check {}

impl JobKind for Check {
    type Id = MonitorCheckId;
    type Status = MonitorCheck;
    type Started = MonitorCheck;
    type StatusBody = MonitorCheckDetailResponse;
    const NAME: &'static str = "monitor check";

    fn request(
        api: &Api,
        id: &MonitorCheckId,
        limit: Option<i64>,
    ) -> Built<MonitorCheckDetailResponse> {
        let mut query = MonitorCheckQuery::new();
        query.limit = limit;
        api.get_monitor_check(id.monitor.as_str(), id.check.as_str(), &query)
    }

    fn status(detail: MonitorCheckDetail) -> MonitorCheck {
        without_pages(detail)
    }
}

impl Paged for Check {
    type Item = MonitorCheckPage;
}
