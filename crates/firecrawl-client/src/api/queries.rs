//! Query parameters of operations with a single one, as types so that a second one can be added.

use api_transport::{Error, ErrorKind};
use firecrawl_api::operations;
use firecrawl_api::types::{AgentList, BrowserSessionStatus};
use url::Url;

/// The parameters of [`Client::agents`](crate::Client::agents).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentsQuery {
    pub(crate) before_ms: Option<i64>,
}

impl AgentsQuery {
    /// Returns the query of the page after this one, or `None` after the last.
    ///
    /// Only the time in `next` is used: the request goes to the server of the client. An empty
    /// `next` is none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Paging`] if the page has a `next` without a time in it.
    pub fn following(page: &AgentList) -> Result<Option<Self>, Error> {
        let next = page.next.as_deref().map(str::trim);
        let Some(next) = next.filter(|next| !next.is_empty()) else {
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

/// The parameters of [`Client::agent_trace`](crate::Client::agent_trace).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentTraceQuery {
    pub(crate) live_view: Option<bool>,
}

/// The parameters of [`Client::agent_thread`](crate::Client::agent_thread).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgentThreadQuery {
    pub(crate) include_data: Option<bool>,
}

/// The parameters of [`Browser::list`](crate::Browser::list).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrowserSessionsQuery {
    pub(super) status: Option<BrowserSessionStatus>,
}

/// The parameters of [`Team::credit_usage_history`](crate::Team::credit_usage_history) and its counterpart for tokens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsageHistoryQuery {
    pub(super) by_api_key: Option<bool>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn page(next: serde_json::Value) -> AgentList {
        serde_json::from_value(json!({"success": true, "agents": [], "next": next})).unwrap()
    }

    #[test]
    fn the_next_page_begins_where_the_service_says() {
        let next = "https://elsewhere.example/v2/agent?before=1756000000123";
        let query = AgentsQuery::following(&page(json!(next))).unwrap();
        assert_eq!(query.unwrap().before_ms, Some(1_756_000_000_123));
        for none in [json!(null), json!(""), json!(" ")] {
            assert_eq!(AgentsQuery::following(&page(none)).unwrap(), None);
        }
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
