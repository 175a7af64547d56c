//! `POST /scrape` and `GET /scrape/{jobId}`.

use std::sync::{Arc, Weak};
use std::time::Duration;

use bytes::Bytes;
use firecrawl_api::types::ScrapeRequest;
use parking_lot::Mutex;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use super::document::CacheState;
use super::fetch::page_key;
use super::map::is_web;
use super::page::Page;
use super::scrape::{Engine, is_cacheable, max_age};
use crate::contract::with_scheme;
use crate::lru_cache::LruCache;
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::timestamp;

const MAX_PREPARED: usize = 10_000;
const MAX_PREPARED_BYTES: usize = 16 * 1024 * 1024;
const MAX_RECENT: usize = 1000;
const MAX_RECENT_BYTES: usize = 32 * 1024 * 1024;
/// The length of a scrape's id.
const ID_LENGTH: usize = 36;

/// Responses that can be sent again.
#[derive(Default)]
pub struct ResponseCache {
    /// By the bytes of the request, as long as their pages are in the cache.
    prepared: Mutex<LruCache<Bytes, Arc<Sent>, MAX_PREPARED, MAX_PREPARED_BYTES>>,
    /// By the id of the scrape.
    recent: Mutex<LruCache<Uuid, Arc<Sent>, MAX_RECENT, MAX_RECENT_BYTES>>,
}

/// A response that was sent.
struct Sent {
    text: String,
    /// The position of the scrape's id.
    id_at: usize,
    page: Weak<Page>,
    page_key: Arc<str>,
    max_age: Duration,
    credits: i64,
    /// `false` if the request wants nothing to be kept.
    kept: bool,
}

impl Engine {
    /// Handles `POST /scrape`.
    pub async fn scrape_response(&self, request: &Request) -> Handled {
        let prepared = self.responses.prepared.lock().get(&request.bytes);
        if let Some(sent) = prepared
            && self.is_current(&sent.page_key, &sent.page, sent.max_age)
        {
            let credits = sent.credits;
            return Ok(self.send(Uuid::new_v4(), sent).billed(credits));
        }
        if let Some(calls) = request.body.get("alexandria") {
            return Ok(provider_calls(calls));
        }
        let mut body: ScrapeRequest = request.parse_body()?;
        let kept = body.zero_data_retention != Some(true);
        if !kept {
            body.options.store_in_cache = Some(false);
        }
        let given = body.url.as_deref().unwrap_or_default();
        let url = valid_url(given)?;
        let options = &body.options;
        let mut scraped = self.scrape(&url, given, options).await?;
        if !kept {
            scraped.bill_zero_retention();
        }
        let text = json!({"success": true, "data": scraped.document}).to_string();
        // The id is newer than the page, so no page can contain it.
        let id_at = text.find(&scraped.id.to_string()).unwrap_or_default();
        let sent = Arc::new(Sent {
            text,
            id_at,
            page: Arc::downgrade(&scraped.page),
            page_key: page_key(&url, options),
            max_age: max_age(options),
            credits: scraped.credits,
            kept,
        });
        if kept
            && scraped.cache == CacheState::Hit
            && is_cacheable(options)
            && options.min_age_ms.is_none()
            && !request.bytes.is_empty()
        {
            let bytes = sent.text.len() + request.bytes.len() + sent.page_key.len() + 256;
            let mut prepared = self.responses.prepared.lock();
            prepared.insert(request.bytes.clone(), Arc::clone(&sent), bytes);
        }
        Ok(self.send(scraped.id, sent).billed(scraped.credits))
    }

    /// Handles `GET /scrape/{jobId}`.
    pub fn stored_response(&self, id: &str) -> Handled {
        let found = Uuid::parse_str(id)
            .ok()
            .and_then(|id| Some((id, self.responses.recent.lock().get(&id)?)));
        match found {
            Some((id, sent)) => Ok(self.send(id, sent)),
            None => Err(Response::error(404, "Job not found.").into()),
        }
    }

    /// Returns a response with an id, under which it can be read again.
    fn send(&self, id: Uuid, sent: Arc<Sent>) -> Response {
        let (before, rest) = sent.text.split_at(sent.id_at);
        let text = format!("{before}{id}{}", &rest[ID_LENGTH..]);
        self.ids.add("scrape", &id.to_string());
        if sent.kept {
            let bytes = text.len() + 128;
            self.responses.recent.lock().insert(id, sent, bytes);
        }
        Response::serialized(text.into())
    }
}

/// Returns the made-up results of calls of data providers.
fn provider_calls(calls: &Value) -> Response {
    let calls = calls.as_array().into_iter().flatten();
    let results = calls.map(|call| {
        json!({
            "provider": call["provider"],
            "capability": call["capability"],
            "data": {},
            "records": 0,
            "creditsCost": 0,
            "upstreamStatus": 200,
            "recordedAt": timestamp::now(),
        })
    });
    let results: Vec<Value> = results.collect();
    Response::ok(json!({
        "success": true,
        "scrape_id": Uuid::new_v4().to_string(),
        "data": {"alexandria": results, "creditsCost": 0},
        "warning": "made up: this local server knows no data providers",
    }))
}

/// Parses the URL of a request, which the contract has validated.
pub fn valid_url(text: &str) -> Result<Url, Box<Response>> {
    let message = "URL must have a valid top-level domain or be a valid path";
    parse_url(text).ok_or_else(|| Response::invalid(&["url"], message).into())
}

/// Parses a URL; without a scheme it is HTTP.
pub fn parse_url(text: &str) -> Option<Url> {
    let url = Url::parse(&with_scheme(text.trim())).ok();
    url.filter(|url| is_web(url) && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_may_lack_the_scheme() {
        let found = |text| parse_url(text).map(String::from);
        assert_eq!(
            found("127.0.0.1:80/x").as_deref(),
            Some("http://127.0.0.1/x")
        );
        assert_eq!(
            found("site.test:81").as_deref(),
            Some("http://site.test:81/")
        );
        assert_eq!(
            found("https://site.test").as_deref(),
            Some("https://site.test/")
        );
        assert_eq!(found("ftp://site.test"), None);
        assert_eq!(found("http://"), None);
        assert_eq!(found(""), None);
    }
}
