//! Monitors: pages, sites and searches that are checked on a schedule.

use api_transport::{Error, Response};
use firecrawl_api::types::{
    Monitor, MonitorCheck, MonitorCheckDetail, MonitorCheckQuery, MonitorChecksQuery,
    MonitorCreateRequest, MonitorUpdateRequest, MonitorsQuery, SuccessResponse,
};

use super::query_builder::QueryBuilder;
use crate::client::Client;
use crate::ids::{CheckId, MonitorId};

/// The monitors of the team; from [`Client::monitors`].
#[derive(Clone, Debug)]
pub struct Monitors {
    pub(crate) client: Client,
}

impl Client {
    /// Returns the operations on monitors: pages, sites and searches that are checked on a schedule.
    pub fn monitors(&self) -> Monitors {
        Monitors {
            client: self.clone(),
        }
    }
}

impl Monitors {
    /// Lists monitors, a page at a time: `GET /monitor`.
    ///
    /// There is no total: a page shorter than its `limit` is the last one;
    /// [`stream`](QueryBuilder::stream) walks over all. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_auth`] without a valid key.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// for monitor in client.monitors().list().limit(20).offset(40).await? {
    ///     println!("{} {:?}", monitor.id, monitor.next_run_at);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self) -> QueryBuilder<MonitorsQuery, Vec<Monitor>> {
        QueryBuilder::new(&self.client, |api, query| api.list_monitors(&query))
    }

    /// Creates a monitor: `POST /monitor`.
    ///
    /// Each of its checks costs credits: `estimated_credits_per_month` says how
    /// many to expect. It is not repeated after a lost response, which may have
    /// created the monitor all the same; [`list`](Self::list) shows it.
    ///
    /// # Errors
    ///
    /// [`Error::is_invalid_request`] for a schedule or target that is not
    /// acceptable, [`Error::is_ambiguous_start`] when the response was lost.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::{MonitorCreateRequest, MonitorSchedule, ScrapeMonitorTarget};
    ///
    /// let request = MonitorCreateRequest::new(
    ///     "prices",
    ///     MonitorSchedule::new().cron("0 9 * * 1-5").timezone("Europe/Berlin"),
    ///     [ScrapeMonitorTarget::new(["https://example.com/prices"])],
    /// );
    /// let monitor = client.monitors().create(request).await?;
    /// println!("{} {:?}", monitor.id, monitor.estimated_credits_per_month);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create(
        &self,
        request: impl Into<MonitorCreateRequest>,
    ) -> Result<Response<Monitor>, Error> {
        self.client
            .send(|api| api.create_monitor(&request.into()))
            .await
    }

    /// Reads a monitor with its settings and its next run: `GET /monitor/{monitorId}`.
    ///
    /// Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown monitor.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let monitor = client.monitors().get("0199c5a2-0000-7000-8000-000000000000").await?;
    /// println!("{:?}", monitor.last_check_summary);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get(&self, id: impl Into<MonitorId>) -> Result<Response<Monitor>, Error> {
        let id = id.into();
        self.client.send(|api| api.get_monitor(id.as_str())).await
    }

    /// Changes settings of a monitor: `PATCH /monitor/{monitorId}`.
    ///
    /// Settings that are not set remain unchanged. It is not repeated after a lost response.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown monitor.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::{MonitorStatus, MonitorUpdateRequest};
    ///
    /// let pause = MonitorUpdateRequest::new().status(MonitorStatus::Paused);
    /// client.monitors().update("0199c5a2-0000-7000-8000-000000000000", pause).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn update(
        &self,
        id: impl Into<MonitorId>,
        request: impl Into<MonitorUpdateRequest>,
    ) -> Result<Response<Monitor>, Error> {
        let (id, request) = (id.into(), request.into());
        self.client
            .send(|api| api.update_monitor(id.as_str(), &request))
            .await
    }

    /// Deletes a monitor: `DELETE /monitor/{monitorId}`.
    ///
    /// It makes no further checks. If an earlier attempt got through although its
    /// response was lost, the repeated one finds no monitor any more.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown monitor.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// client.monitors().delete("0199c5a2-0000-7000-8000-000000000000").await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn delete(
        &self,
        id: impl Into<MonitorId>,
    ) -> Result<Response<SuccessResponse>, Error> {
        let id = id.into();
        self.client
            .send(|api| api.delete_monitor(id.as_str()))
            .await
    }

    /// Lists the checks of a monitor, a page at a time: `GET /monitor/{monitorId}/checks`.
    ///
    /// There is no total: a page shorter than its `limit` is the last one;
    /// [`stream`](QueryBuilder::stream) walks over all. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown monitor.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let id = "0199c5a2-0000-7000-8000-000000000000";
    /// for check in client.monitors().checks(id).await? {
    ///     println!("{} {}", check.id, check.status);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn checks(
        &self,
        id: impl Into<MonitorId>,
    ) -> QueryBuilder<MonitorChecksQuery, Vec<MonitorCheck>> {
        let id = id.into();
        QueryBuilder::new(&self.client, move |api, query| {
            api.list_monitor_checks(id.as_str(), &query)
        })
    }

    /// Reads a check and what it found on each page: `GET /monitor/{monitorId}/checks/{checkId}`.
    ///
    /// The pages come 100 at most at a time; `next` is there while more follow,
    /// and `skip` goes on; [`stream`](QueryBuilder::stream) gives the pages of all. Costs nothing.
    ///
    /// # Errors
    ///
    /// [`Error::is_not_found`] for an unknown monitor or check.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::types::MonitorPageStatus;
    ///
    /// let monitor = "0199c5a2-0000-7000-8000-000000000000";
    /// let check = "0199c5a2-0000-7000-8000-000000000001";
    /// let changed = MonitorPageStatus::Changed;
    /// let check = client.monitors().check(monitor, check).status(changed).await?;
    /// println!("{}: {:?}", check.status, check.pages);
    /// # Ok(())
    /// # }
    /// ```
    pub fn check(
        &self,
        id: impl Into<MonitorId>,
        check: impl Into<CheckId>,
    ) -> QueryBuilder<MonitorCheckQuery, MonitorCheckDetail> {
        let (id, check) = (id.into(), check.into());
        QueryBuilder::new(&self.client, move |api, query| {
            api.get_monitor_check(id.as_str(), check.as_str(), &query)
        })
    }
}
