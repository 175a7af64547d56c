//! `POST /scrape` and `GET /scrape/{jobId}`.

use std::sync::Arc;
use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use firecrawl_api::types::ScrapeRequest;
use parking_lot::Mutex;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use super::document::CacheState;
use super::scrape::{Engine, Finished, is_cacheable, max_age, page_key, timeout};
use crate::lru_cache::LruCache;
use crate::request::Request;
use crate::response::{Handled, Response};

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);
const MAX_PREPARED: usize = 10_000;
const MAX_PREPARED_BYTES: usize = 16 * 1024 * 1024;
const MAX_RECENT: usize = 1000;
const MAX_RECENT_BYTES: usize = 32 * 1024 * 1024;
/// The length of a scrape's id.
const ID_LENGTH: usize = 36;

/// Responses that can be sent again.
pub struct ResponseCache {
    /// By the bytes of the request.
    prepared: Mutex<LruCache<Bytes, Arc<Prepared>>>,
    /// By the id of the scrape.
    recent: Mutex<LruCache<Uuid, Arc<Serialized>>>,
}

/// A response that is valid as long as its page is in the cache.
struct Prepared {
    response: Arc<Serialized>,
    page_key: Arc<str>,
    page_id: u64,
    max_age: Duration,
}

/// A serialized response, with the position of the scrape's id.
struct Serialized {
    bytes: Bytes,
    id_at: usize,
}

impl Default for ResponseCache {
    fn default() -> Self {
        Self {
            prepared: Mutex::new(LruCache::new(MAX_PREPARED, MAX_PREPARED_BYTES)),
            recent: Mutex::new(LruCache::new(MAX_RECENT, MAX_RECENT_BYTES)),
        }
    }
}

impl Engine {
    /// Handles `POST /scrape`.
    pub async fn scrape_response(&self, request: &Request) -> Handled {
        if let Some(response) = self.prepared_response(&request.bytes) {
            return Ok(response);
        }
        let body: ScrapeRequest = request.parse_body()?;
        let url = valid_url(&body.url)?;
        let options = &body.options;
        let timeout = timeout(options.timeout_ms, DEFAULT_TIMEOUT);
        let finished = self.finish(&url, &body.url, options, timeout).await?;
        let reusable = finished.cache == CacheState::Hit
            && is_cacheable(options)
            && options.min_age_ms.is_none()
            && !request.bytes.is_empty();
        let prepare = reusable.then(|| (page_key(&url, options), max_age(options)));
        Ok(self.store_response(request, finished, prepare))
    }

    /// Handles `GET /scrape/{jobId}`.
    pub fn stored_response(&self, id: &str) -> Handled {
        let found = Uuid::parse_str(id)
            .ok()
            .and_then(|id| Some((id, self.responses.recent.lock().get(&id)?)));
        match found {
            Some((id, response)) => Ok(response.with_id(&id)),
            None => Err(Response::error(404, "Job not found.").into()),
        }
    }

    /// Returns the response to an equal request, if its page is still in the cache.
    fn prepared_response(&self, request: &Bytes) -> Option<Response> {
        if request.is_empty() {
            return None;
        }
        let prepared = self.responses.prepared.lock().get(request)?;
        if !self.is_current(&prepared.page_key, prepared.page_id, prepared.max_age) {
            self.responses.prepared.lock().remove(request);
            return None;
        }
        let id = Uuid::new_v4();
        self.remember(id, &prepared.response);
        Some(prepared.response.with_id(&id))
    }

    fn store_response(
        &self,
        request: &Request,
        finished: Finished,
        prepare: Option<(Arc<str>, Duration)>,
    ) -> Response {
        let body = json!({"success": true, "data": finished.scraped.document});
        let Some(response) = Serialized::new(&body, &finished.scrape_id.to_string()) else {
            return Response::ok(body);
        };
        let response = Arc::new(response);
        self.remember(finished.scrape_id, &response);
        if let Some((page_key, max_age)) = prepare {
            let bytes = response.bytes.len() + request.bytes.len() + page_key.len() + 256;
            let prepared = Prepared {
                response: Arc::clone(&response),
                page_key,
                page_id: finished.page.id,
                max_age,
            };
            let mut cache = self.responses.prepared.lock();
            cache.insert(request.bytes.clone(), Arc::new(prepared), bytes);
        }
        Response::serialized(response.bytes.clone())
    }

    fn remember(&self, id: Uuid, response: &Arc<Serialized>) {
        let bytes = response.bytes.len() + 128;
        let mut recent = self.responses.recent.lock();
        recent.insert(id, Arc::clone(response), bytes);
    }
}

impl Serialized {
    fn new(body: &Value, scrape_id: &str) -> Option<Self> {
        let bytes = serde_json::to_vec(body).ok()?;
        // The id is newer than the page, so no page can contain it.
        let id_at = bytes
            .windows(scrape_id.len())
            .position(|part| part == scrape_id.as_bytes())?;
        Some(Self {
            bytes: bytes.into(),
            id_at,
        })
    }

    /// Returns the response with another id.
    fn with_id(&self, id: &Uuid) -> Response {
        let mut bytes = BytesMut::with_capacity(self.bytes.len());
        bytes.put_slice(&self.bytes[..self.id_at]);
        let mut text = Uuid::encode_buffer();
        bytes.put_slice(id.hyphenated().encode_lower(&mut text).as_bytes());
        bytes.put_slice(&self.bytes[self.id_at + ID_LENGTH..]);
        Response::serialized(bytes.freeze())
    }
}

/// Parses a URL; without a scheme it is HTTP.
pub fn parse_url(text: &str) -> Option<Url> {
    let text = text.trim();
    let url = if text.contains("://") {
        Url::parse(text)
    } else {
        Url::parse(&format!("http://{text}"))
    };
    url.ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// Parses the URL of a request.
pub fn valid_url(text: &str) -> Result<Url, Box<Response>> {
    let message = "URL must have a valid top-level domain or be a valid path";
    parse_url(text).ok_or_else(|| Response::invalid(&["url"], message).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::Body;

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

    #[test]
    fn an_answer_is_rewritten_under_another_id() {
        let id = Uuid::new_v4();
        let body = json!({"data": {"metadata": {"scrapeId": id.to_string(), "x": 1}}});
        let written = Serialized::new(&body, &id.to_string()).unwrap();
        let other = Uuid::new_v4();
        let Body::Serialized(bytes) = written.with_id(&other).body else {
            panic!("not written");
        };
        let body: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(
            body,
            json!({"data": {"metadata": {"scrapeId": other.to_string(), "x": 1}}})
        );
    }
}
