//! Options of operations with a single option, as types so that a second one can be added.

use std::time::{SystemTime, UNIX_EPOCH};

use api_transport::{Error, ErrorKind};
use firecrawl_api::operations;
use firecrawl_api::types::{AgentList, BrowserSessionStatus};
use url::Url;

/// The options of [`Client::agents`](crate::Client::agents).
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use firecrawl_client::AgentsQuery;
///
/// let yesterday = SystemTime::now() - Duration::from_secs(24 * 60 * 60);
/// let query = AgentsQuery::new().before(yesterday);
/// # let _ = query;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct AgentsQuery {
    pub(crate) before_ms: Option<i64>,
}

impl AgentsQuery {
    /// Requests the newest runs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Requests runs from before this time only.
    pub fn before(mut self, time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        self.before_ms = Some(i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
        self
    }

    /// Returns the query of the page after this one, or `None` after the last.
    ///
    /// Only the time in `next` is used: the request goes to the server of the client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Paging`] if the page has a `next` without a time in it.
    pub fn following(page: &AgentList) -> Result<Option<Self>, Error> {
        let Some(next) = &page.next else {
            return Ok(None);
        };
        let before = Url::parse(next).ok().and_then(|url| {
            let mut pairs = url.query_pairs();
            pairs.find(|(name, _)| name == "before")?.1.parse().ok()
        });
        match before {
            Some(time) => Ok(Some(Self {
                before_ms: Some(time),
            })),
            None => Err(Error::new(
                ErrorKind::Paging,
                "`next` of the list of agent runs has no time in `before` to go on from",
            )
            .of_operation(operations::LIST_AGENTS)),
        }
    }
}

/// The options of [`Client::agent_trace`](crate::Client::agent_trace).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct AgentTraceQuery {
    pub(crate) live_view: Option<bool>,
}

impl AgentTraceQuery {
    /// Requests the events alone.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether to name the browser sessions that are open, with addresses to watch them.
    pub fn live_view(mut self, show: bool) -> Self {
        self.live_view = Some(show);
        self
    }
}

/// The options of [`Client::agent_thread`](crate::Client::agent_thread).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct AgentThreadQuery {
    pub(crate) include_data: Option<bool>,
}

impl AgentThreadQuery {
    /// Requests the turns without their results.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether each turn has its result too.
    pub fn include_data(mut self, include: bool) -> Self {
        self.include_data = Some(include);
        self
    }
}

/// The options of [`Browser::list`](crate::Browser::list).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct BrowserSessionsQuery {
    pub(super) status: Option<BrowserSessionStatus>,
}

impl BrowserSessionsQuery {
    /// Requests all sessions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Requests sessions in this state only.
    pub fn status(mut self, status: impl Into<BrowserSessionStatus>) -> Self {
        self.status = Some(status.into());
        self
    }
}

/// The options of [`Team::credit_usage_history`](crate::Team::credit_usage_history) and its counterpart for tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct UsageHistoryQuery {
    pub(super) by_api_key: Option<bool>,
}

impl UsageHistoryQuery {
    /// Requests one entry for each period.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets whether to split each period by API key.
    pub fn by_api_key(mut self, split: bool) -> Self {
        self.by_api_key = Some(split);
        self
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;

    fn page(next: serde_json::Value) -> AgentList {
        serde_json::from_value(json!({"success": true, "agents": [], "next": next})).unwrap()
    }

    #[test]
    fn times_travel_in_milliseconds() {
        let time = UNIX_EPOCH + Duration::from_millis(1_756_000_000_123);
        let query = AgentsQuery::new().before(time);
        assert_eq!(query.before_ms, Some(1_756_000_000_123));
    }

    #[test]
    fn the_next_page_begins_where_the_service_says() {
        let next = "https://elsewhere.example/v2/agent?before=1756000000123";
        let query = AgentsQuery::following(&page(json!(next))).unwrap();
        assert_eq!(query.unwrap().before_ms, Some(1_756_000_000_123));
        assert_eq!(AgentsQuery::following(&page(json!(null))).unwrap(), None);
    }

    #[test]
    fn a_next_without_a_time_does_not_end_quietly() {
        for next in [
            "/v2/agent?before=1",
            "https://a.example/v2/agent",
            "https://a.example/?before=x",
        ] {
            let error = AgentsQuery::following(&page(json!(next))).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Paging, "{next}");
            assert_eq!(error.operation(), Some("GET /agent"));
        }
    }
}
