//! Checks of a monitor.

use std::fmt;

use firecrawl_api::OperationId;
use firecrawl_api::types::{
    MonitorCheck, MonitorCheckDetail, MonitorCheckDetailResponse, MonitorCheckPage,
    MonitorCheckQuery,
};
use serde::{Deserialize, Serialize};

use super::cursor;
use super::job::Job;
use super::kind::{JobKind, Paged, private};
use crate::calls::Monitors;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::ids::{CheckId, MonitorId};
use crate::reply::Reply;

/// The kind of job that a monitor's run starts.
#[derive(Clone, Copy, Debug)]
pub enum Check {}

/// The id of a monitor, and of one of its checks.
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
    /// Costs credits as a scheduled check does. A start whose answer was lost
    /// is not repeated. The items of the stream are the compared pages.
    ///
    /// # Errors
    ///
    /// [`Error::is_conflict`] if a check is running, [`Error::is_not_found`]
    /// for an unknown monitor, [`Error::is_ambiguous_start`] if the answer was
    /// lost and the check may have started.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let job = client.monitors().run("mon_1").await?;
    /// let mut pages = job.documents();
    /// while let Some(page) = pages.next().await {
    ///     let page = page?;
    ///     println!("{:?}: {:?}", page.url, page.status);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn run(&self, id: impl Into<MonitorId>) -> Result<Job<Check>, Error> {
        let monitor = id.into();
        let reply = self
            .client
            .send(self.client.api().run_monitor(monitor.as_str()))
            .await?;
        let outer = reply.id().map(str::to_owned);
        let started = reply.into_inner();
        let Some(check) = started.id.clone().or(outer) else {
            return Err(
                Error::new(ErrorKind::Decode, "the answer has no id of a check")
                    .ambiguous(true)
                    .of(OperationId::RunMonitor),
            );
        };
        let check = CheckId::from(check);
        Ok(Job::new(
            &self.client,
            MonitorCheckId { monitor, check },
            Some(started),
        ))
    }
}

impl Client {
    /// The handle of a monitor's check; it asks nothing yet.
    pub fn check_job(
        &self,
        monitor: impl Into<MonitorId>,
        check: impl Into<CheckId>,
    ) -> Job<Check> {
        let id = MonitorCheckId {
            monitor: monitor.into(),
            check: check.into(),
        };
        Job::new(self, id, None)
    }
}

impl private::Sealed for Check {}

impl JobKind for Check {
    type Id = MonitorCheckId;
    type Status = MonitorCheckDetail;
    type Started = MonitorCheck;
    const NAME: &'static str = "monitor check";

    async fn status(
        client: &Client,
        id: &MonitorCheckId,
    ) -> Result<Reply<MonitorCheckDetail>, Error> {
        let query = MonitorCheckQuery::new().limit(1);
        client.monitors().check(&id.monitor, &id.check, query).await
    }
}

impl Paged for Check {
    type Item = MonitorCheckPage;
    type Whole = MonitorCheckDetailResponse;
    const OPERATION: OperationId = OperationId::GetMonitorCheck;

    fn first_page(id: &MonitorCheckId) -> Result<String, Error> {
        let monitor = cursor::encoded(id.monitor.in_path()?);
        let check = cursor::encoded(id.check.in_path()?);
        Ok(format!("/monitor/{monitor}/checks/{check}"))
    }
}
