//! One page of a job, from its address to the text that is kept.

use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;
use url::{Origin, Url};

use super::job::QueuedPage;
use crate::state::ServerState;

/// How long a page may take where the request says nothing.
const TIMEOUT: Duration = Duration::from_secs(60);

/// What became of a page.
pub enum Outcome {
    /// It has a document.
    Page(Fetched),
    /// It has none.
    Failed {
        /// The service's code.
        code: &'static str,
        /// The service's words.
        message: String,
    },
    /// robots.txt forbids it.
    Blocked,
}

/// A page that was fetched.
pub struct Fetched {
    /// The document, written.
    pub document: Bytes,
    /// The document for an event, where one is wanted.
    pub value: Option<Value>,
    /// Where it leads.
    pub links: Vec<Url>,
    /// The address after redirects.
    pub url: Url,
}

/// Asks robots.txt of other sites than the crawl's own, when a page of theirs is fetched.
///
/// A batch has no site of its own: it asks all of them.
pub struct RobotsCheck {
    own: Option<Origin>,
    agent: Option<String>,
}

/// Fetches a page; `eventful` says whether an event is to carry the document.
pub async fn fetch(
    state: &ServerState,
    page: &QueuedPage,
    robots: Option<&RobotsCheck>,
    eventful: bool,
) -> Outcome {
    if let Some(robots) = robots
        && !robots.allow(state, &page.url).await
    {
        return Outcome::Blocked;
    }
    let timeout = page
        .options
        .timeout_ms
        .and_then(|ms| u64::try_from(ms).ok());
    let timeout = timeout.map_or(TIMEOUT, Duration::from_millis);
    let scraped = match state.engine.scrape(&page.url, &page.options, timeout).await {
        Ok(scraped) => scraped,
        Err(failure) => {
            return Outcome::Failed {
                code: failure.code,
                message: failure.message,
            };
        }
    };
    let document = Value::Object(scraped.document);
    // Exactly as long as it is: thousands of these are kept.
    let text = document.to_string().into_boxed_str().into_boxed_bytes();
    Outcome::Page(Fetched {
        document: Bytes::from(text),
        value: eventful.then_some(document),
        links: scraped.links,
        url: scraped.url,
    })
}

impl RobotsCheck {
    /// Asks all sites but the one of `own`.
    pub fn new(own: &Url, agent: Option<&str>) -> Self {
        Self {
            own: Some(own.origin()),
            agent: agent.map(str::to_owned),
        }
    }

    /// Asks every site.
    pub fn everywhere() -> Self {
        Self {
            own: None,
            agent: None,
        }
    }

    async fn allow(&self, state: &ServerState, url: &Url) -> bool {
        // The engine keeps what it has read for a while.
        self.own == Some(url.origin())
            || state
                .engine
                .robots(url, self.agent.as_deref())
                .await
                .allows(url)
    }
}
