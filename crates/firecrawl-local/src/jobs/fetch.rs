//! Fetches one page of a job.

use std::time::Duration;

use bytes::Bytes;
use serde_json::Value;
use url::{Origin, Url};

use super::job::QueuedPage;
use super::page_error::PageError;
use crate::engine::timeout;
use crate::state::ServerState;

/// The timeout of a page without one in the request.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The result of a page.
pub enum Outcome {
    /// A document.
    Page(Fetched),
    /// An error.
    Failed(PageError),
    /// robots.txt forbids the page.
    Blocked,
}

/// A page that was fetched.
pub struct Fetched {
    /// The serialized document.
    pub document: Bytes,
    /// The document for a webhook, if there is one.
    pub value: Option<Value>,
    /// The links of the page.
    pub links: Vec<Url>,
    /// The URL after redirects.
    pub url: Url,
}

/// Checks pages against robots.txt when they are fetched.
///
/// A crawl checks those of other sites, since it has read the rules of its own before. A batch
/// checks all.
#[derive(Default)]
pub struct RobotsCheck {
    own: Option<Origin>,
    agent: Option<String>,
}

/// Fetches a page; with `eventful` also for a webhook.
pub async fn fetch(
    state: &ServerState,
    page: &QueuedPage,
    robots: Option<&RobotsCheck>,
    eventful: bool,
) -> Outcome {
    if let Some(robots) = robots
        && !robots.allows(state, &page.url).await
    {
        return Outcome::Blocked;
    }
    let timeout = timeout(page.options.timeout_ms, TIMEOUT);
    let scraped = match state.engine.scrape(&page.url, &page.options, timeout).await {
        Ok(scraped) => scraped,
        Err(error) => {
            return Outcome::Failed(PageError::new(&page.url, error.code, error.message));
        }
    };
    let document = Value::Object(scraped.document);
    // Thousands of these are kept, so without spare capacity.
    let text = document.to_string().into_boxed_str().into_boxed_bytes();
    Outcome::Page(Fetched {
        document: Bytes::from(text),
        value: eventful.then_some(document),
        links: scraped.links,
        url: scraped.url,
    })
}

impl RobotsCheck {
    /// Checks all sites other than that of `own`.
    pub fn foreign(own: &Url, agent: Option<&str>) -> Self {
        Self {
            own: Some(own.origin()),
            agent: agent.map(str::to_owned),
        }
    }

    async fn allows(&self, state: &ServerState, url: &Url) -> bool {
        if self.own == Some(url.origin()) {
            return true;
        }
        // The engine caches the rules for a while.
        let robots = state.engine.robots(url, self.agent.as_deref()).await;
        robots.allows(url)
    }
}
