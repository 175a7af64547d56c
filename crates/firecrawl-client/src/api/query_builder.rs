//! Reads with optional query parameters.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::{SystemTime, UNIX_EPOCH};

use api_transport::{Error, Prepared, Response, ResponseBody};
use firecrawl_api::types::{
    ActivityEndpoint, ActivityQuery, BrowserSessionStatus, MonitorCheckQuery, MonitorCheckStatus,
    MonitorChecksQuery, MonitorPageStatus, MonitorsQuery,
};

use super::queries::{
    AgentThreadQuery, AgentTraceQuery, AgentsQuery, BrowserSessionsQuery, UsageHistoryQuery,
};
use crate::client::Client;

/// A call on its way.
pub(super) type Call<R> = Pin<Box<dyn Future<Output = Result<Response<R>, Error>> + Send>>;

/// Sends a read with these parameters.
pub(super) type Sender<Q, R> = Box<dyn Fn(Q) -> Call<R> + Send>;

/// A read with optional parameters, from methods such as [`Monitors::list`](crate::Monitors::list).
///
/// It is sent when it is awaited.
///
/// ```no_run
/// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
/// let first = client.monitors().list().await?;
/// let second = client.monitors().list().limit(20).offset(20).await?;
/// # let _ = (first, second);
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is sent before it is awaited"]
pub struct QueryBuilder<Q, R> {
    query: Q,
    send: Sender<Q, R>,
}

impl<Q: Default + Send + 'static, R: Send> QueryBuilder<Q, R> {
    pub(crate) fn new<T, P>(client: &Client, prepare: P) -> Self
    where
        T: ResponseBody<Value = R> + 'static,
        P: Fn(&firecrawl_api::Client, Q) -> Result<Prepared<T>, Error> + Send + 'static,
    {
        let client = client.clone();
        Self {
            query: Q::default(),
            send: Box::new(move |query| {
                let (client, request) = (client.clone(), prepare(client.api(), query));
                Box::pin(async move { client.transport.send(request).await })
            }),
        }
    }

    /// Sets all parameters, in place of those that were set before.
    pub fn query(mut self, query: Q) -> Self {
        self.query = query;
        self
    }
}

impl<Q, R> QueryBuilder<Q, R> {
    /// Returns the parameters, and what sends them.
    pub(super) fn into_parts(self) -> (Q, Sender<Q, R>) {
        (self.query, self.send)
    }
}

impl<Q, R> IntoFuture for QueryBuilder<Q, R> {
    type Output = Result<Response<R>, Error>;
    type IntoFuture = Call<R>;

    fn into_future(self) -> Call<R> {
        (self.send)(self.query)
    }
}

impl<Q: fmt::Debug, R> fmt::Debug for QueryBuilder<Q, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueryBuilder")
            .field("query", &self.query)
            .finish_non_exhaustive()
    }
}

/// Writes a setter for each parameter.
macro_rules! setters {
    ($($query:ident { $(#[doc = $doc:literal] $name:ident: $value:ty,)+ })+) => {$(
        impl<R> QueryBuilder<$query, R> {
            $(
                #[doc = $doc]
                pub fn $name(mut self, value: impl Into<$value>) -> Self {
                    self.query.$name = Some(value.into());
                    self
                }
            )+
        }
    )+};
}

setters! {
    MonitorsQuery {
        /// Sets how many monitors are returned at most: from 1 to 100, and 25 unless set.
        limit: i64,
        /// Sets how many monitors are skipped.
        offset: i64,
    }
    MonitorChecksQuery {
        /// Sets how many checks are returned at most: from 1 to 100, and 25 unless set.
        limit: i64,
        /// Sets how many checks are skipped.
        offset: i64,
        /// Requests checks in this state only.
        status: MonitorCheckStatus,
    }
    MonitorCheckQuery {
        /// Sets how many pages are returned at most: from 1 to 100, and 25 unless set.
        limit: i64,
        /// Sets how many pages are skipped.
        skip: i64,
        /// Requests pages with this outcome only.
        status: MonitorPageStatus,
    }
    ActivityQuery {
        /// Requests this kind of requests only.
        endpoint: ActivityEndpoint,
        /// Sets how many entries are returned at most: from 1 to 100, and 50 unless set.
        limit: i64,
        /// Continues at the `cursor` of the previous response.
        cursor: String,
    }
    AgentTraceQuery {
        /// Sets whether to name the browser sessions that are open, with addresses to watch them.
        live_view: bool,
    }
    AgentThreadQuery {
        /// Sets whether each turn has its result too.
        include_data: bool,
    }
    BrowserSessionsQuery {
        /// Requests sessions in this state only.
        status: BrowserSessionStatus,
    }
    UsageHistoryQuery {
        /// Sets whether to split each period by API key.
        by_api_key: bool,
    }
}

impl<R> QueryBuilder<AgentsQuery, R> {
    /// Requests runs from before this time only.
    pub fn before(mut self, time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        self.query.before_ms = Some(i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
        self
    }
}
