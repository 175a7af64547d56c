//! What all events have.

use std::fmt::Write;

use firecrawl_api::types::Document;
use lenient_json::{Slot, View};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::confirm::{Confirm, JobRef};
use crate::generated::{Event, MonitorPageData};

static NULL: Value = Value::Null;

/// The fields that all events have.
struct Common<'a> {
    id: Option<&'a str>,
    success: Option<bool>,
    webhook_id: Option<&'a str>,
    error: Option<&'a str>,
    metadata: Option<&'a Value>,
}

/// A new event of the contract has to be added here.
macro_rules! common {
    ($event:expr, $($variant:ident)*) => {
        match $event {
            $(Event::$variant(event) => Common {
                id: Some(&event.id),
                success: event.success,
                webhook_id: event.webhook_id.as_deref(),
                error: event.error.as_deref(),
                metadata: event.metadata.as_ref(),
            },)*
            Event::Unknown(event) => Common {
                id: event["id"].as_str(),
                success: event["success"].as_bool(),
                webhook_id: event["webhookId"].as_str(),
                error: event["error"].as_str(),
                metadata: event.get("metadata"),
            },
        }
    };
}

/// What every event has.
///
/// ```
/// use firecrawl_webhooks::Event;
///
/// let body = r#"{"success": true, "type": "crawl.page", "id": "7", "metadata": {"site": 3},
///     "data": [{"markdown": "A lamp", "metadata": {"url": "https://example.com"}}]}"#;
/// let event: Event = serde_json::from_str(body)?;
/// assert_eq!((event.event_type(), event.id()), ("crawl.page", "7"));
/// assert_eq!(event.metadata()["site"], 3);
/// assert_eq!(event.documents()[0].markdown.as_deref(), Some("A lamp"));
/// # Ok::<(), serde_json::Error>(())
/// ```
impl Event {
    fn common(&self) -> Common<'_> {
        common!(self,
            CrawlStarted CrawlPage CrawlCompleted
            BatchScrapeStarted BatchScrapePage BatchScrapeCompleted
            ExtractStarted ExtractCompleted ExtractFailed
            AgentStarted AgentAction AgentCompleted AgentFailed AgentCancelled
            MonitorPage MonitorCheckCompleted
        )
    }

    /// Returns the id of the job or, for a monitor, of its check; empty if there is none.
    pub fn id(&self) -> &str {
        self.common().id.unwrap_or_default()
    }

    /// Returns the type, such as `crawl.page`; empty if there is none.
    pub fn event_type(&self) -> &str {
        match (self.view(), self) {
            (View::Tagged(_, tag, _), _) => tag,
            (_, Self::Unknown(event)) => event["type"].as_str().unwrap_or_default(),
            _ => "",
        }
    }

    /// Returns true if the event reports success, which a cancelled crawl does too.
    pub fn success(&self) -> bool {
        self.common().success.unwrap_or_default()
    }

    /// Returns the reason of a failure.
    pub fn error(&self) -> Option<&str> {
        self.common().error
    }

    /// Returns the `metadata` of the webhook in the request of the job; `null` without any.
    pub fn metadata(&self) -> &Value {
        self.common().metadata.unwrap_or(&NULL)
    }

    /// Returns the id of the webhook, which many servers do not send.
    pub fn webhook_id(&self) -> Option<&str> {
        self.common().webhook_id
    }

    /// Returns the documents of a page event; none for another one.
    pub fn documents(&self) -> &[Document] {
        match self {
            Self::CrawlPage(page) => page.data.as_slice(),
            Self::BatchScrapePage(page) => page.data.as_slice(),
            _ => &[],
        }
    }

    /// Returns true for an event that says that its job or check has ended.
    ///
    /// Of the types that this version does not know, these are `KIND.WORD` and `monitor.check.WORD`
    /// with `completed`, `failed` or `cancelled`.
    pub fn is_end(&self) -> bool {
        let Some((kind, word)) = self.event_type().rsplit_once('.') else {
            return false;
        };
        let is_job = !kind.is_empty() && kind != "monitor" && !kind.contains('.');
        (is_job || kind == "monitor.check") && ["completed", "failed", "cancelled"].contains(&word)
    }

    /// Returns the job or check that the event is about, if it says which.
    pub fn job(&self) -> Option<JobRef<'_>> {
        JobRef::of(self)
    }

    /// Asks the service for the status of the job, with the status operation of its kind:
    /// `GET /crawl/{id}` and so on. Costs no credits.
    ///
    /// An event that reports an end does not say which: a cancelled crawl sends `crawl.completed`
    /// with success, and so does a batch of which all pages have failed.
    ///
    /// `client` is a client of `firecrawl-client` with the feature `webhooks`.
    ///
    /// # Errors
    ///
    /// Those of the client, and if the event does not say which job it is about.
    pub async fn confirm<C: Confirm + ?Sized>(&self, client: &C) -> Result<C::Status, C::Error> {
        client.confirm(self).await
    }

    /// Returns a key that is the same whenever the event is delivered again, and of no other event.
    ///
    /// A delivery has no id of its own, so this is the SHA-256 of the event, in hex. `None` where two
    /// events can be equal: a step of an agent's run, which can take the same step twice, a page without
    /// a `scrapeId`, a start or an end without the id of its job, and an event of an unknown type.
    pub fn key(&self) -> Option<String> {
        if !self.is_unique() {
            return None;
        }
        let digest = Sha256::digest(self.to_json().to_string());
        Some(digest.iter().fold(String::new(), |mut key, byte| {
            // A `String` takes everything that is written.
            let _ = write!(key, "{byte:02x}");
            key
        }))
    }

    /// Returns true if another event cannot have the same content.
    fn is_unique(&self) -> bool {
        let has_id = |page: &Document| {
            let metadata = page.metadata.as_ref();
            metadata.is_some_and(|metadata| metadata.scrape_id.is_some())
        };
        match self {
            Self::Unknown(_) | Self::AgentAction(_) => false,
            Self::CrawlPage(_) | Self::BatchScrapePage(_) => self.documents().iter().any(has_id),
            // The page of a check; a check is the same for all of its pages.
            Self::MonitorPage(event) => {
                let named = |page: &MonitorPageData| !page.url.is_empty();
                event.data.first().is_some_and(named) && self.job().is_some()
            }
            // A job has one start and one end.
            _ => self.job().is_some(),
        }
    }

    /// Returns the event as JSON, with everything that was sent but empty lists and the like.
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}
