//! Options of calls that the contract gives a single one, so that a second one breaks nobody.

use std::time::{SystemTime, UNIX_EPOCH};

use firecrawl_api::OperationId;
use firecrawl_api::types::{AgentList, BrowserSessionStatus};
use url::Url;

use crate::error::{Error, ErrorKind};

/// Which page of the team's agent runs to list.
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
    pub(super) before_ms: Option<i64>,
}

impl AgentsQuery {
    /// The newest runs.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only runs from before this time.
    pub fn before(mut self, time: SystemTime) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        self.before_ms = Some(i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
        self
    }

    /// The page after this one, or `None` after the last.
    ///
    /// Only the time in `next` is used: the request goes where all others go.
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
            .of(OperationId::ListAgents)),
        }
    }
}

/// What of an agent's trace to return.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct AgentTraceQuery {
    pub(super) live_view: Option<bool>,
}

impl AgentTraceQuery {
    /// The events alone.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether to name the browser sessions that are open, with addresses to watch them.
    pub fn live_view(mut self, show: bool) -> Self {
        self.live_view = Some(show);
        self
    }
}

/// What of a thread of agent runs to return.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct AgentThreadQuery {
    pub(super) include_data: Option<bool>,
}

impl AgentThreadQuery {
    /// The turns without their results.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether each turn carries its result too.
    pub fn include_data(mut self, include: bool) -> Self {
        self.include_data = Some(include);
        self
    }
}

/// Which browser sessions to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct BrowserSessionsQuery {
    pub(super) status: Option<BrowserSessionStatus>,
}

impl BrowserSessionsQuery {
    /// All sessions.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only sessions in this state.
    pub fn status(mut self, status: impl Into<BrowserSessionStatus>) -> Self {
        self.status = Some(status.into());
        self
    }
}

/// How to split the use of past billing periods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct UsageHistoryQuery {
    pub(super) by_api_key: Option<bool>,
}

impl UsageHistoryQuery {
    /// One entry for each period.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether to split each period by API key.
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
