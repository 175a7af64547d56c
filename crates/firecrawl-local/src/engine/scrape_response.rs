//! `POST /scrape` and `GET /scrape/{jobId}`.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::{BufMut, Bytes, BytesMut};
use firecrawl_api::types::ScrapeRequest;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use crate::faults::Delivery;
use crate::request::Request;
use crate::response::{Body, Response};

use super::document::CacheState;
use super::lru_cache::LruCache;
use super::scrape::{Engine, Finished, is_cacheable, lock, max_age, page_key};

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);
const MOST_PREPARED: usize = 10_000;
const MOST_PREPARED_BYTES: usize = 16 * 1024 * 1024;
const MOST_RECENT: usize = 1000;
const MOST_RECENT_BYTES: usize = 32 * 1024 * 1024;
/// The length of a scrape's id.
const ID: usize = 36;

/// ResponseCache that were given, to be given again.
pub struct ResponseCache {
    /// By the bytes of the request.
    prepared: Mutex<LruCache<Bytes, Arc<Prepared>>>,
    /// By the id of the scrape.
    recent: Mutex<LruCache<Uuid, Arc<Written>>>,
}

/// An response from the cache that is good as long as its page is.
struct Prepared {
    written: Arc<Written>,
    page_key: Arc<str>,
    page_id: u64,
    max_age: Duration,
}

/// An response as JSON, with the place where the id of the scrape stands.
struct Written {
    bytes: Bytes,
    id_at: usize,
}

impl Default for ResponseCache {
    fn default() -> Self {
        Self {
            prepared: Mutex::new(LruCache::new(MOST_PREPARED, MOST_PREPARED_BYTES)),
            recent: Mutex::new(LruCache::new(MOST_RECENT, MOST_RECENT_BYTES)),
        }
    }
}

impl Engine {
    /// ResponseCache `POST /scrape`.
    pub(super) async fn scrape_response(&self, request: &Request) -> Response {
        if let Some(response) = self.prepared_response(&request.bytes) {
            return response;
        }
        let body = match serde_json::from_value::<ScrapeRequest>(request.body.clone()) {
            Ok(body) => body,
            Err(error) => return refused("", &error.to_string()),
        };
        let Some(url) = address(&body.url) else {
            return invalid_url();
        };
        let options = &body.options;
        let timeout = options
            .timeout_ms
            .and_then(|timeout| u64::try_from(timeout).ok())
            .map_or(DEFAULT_TIMEOUT, Duration::from_millis);
        match self.finish(&url, &body.url, options, timeout).await {
            Err(failure) => failure.response(),
            Ok(finished) => {
                let reusable = finished.cache == CacheState::Hit
                    && is_cacheable(options)
                    && options.min_age_ms.is_none()
                    && !request.bytes.is_empty();
                let prepare = reusable.then(|| (page_key(&url, options), max_age(options)));
                self.store_response(request, finished, prepare)
            }
        }
    }

    /// ResponseCache `GET /scrape/{jobId}`.
    pub(super) fn status_response(&self, id: &str) -> Response {
        let found = Uuid::parse_str(id)
            .ok()
            .and_then(|id| Some((id, lock(&self.responses.recent).get(&id)?)));
        match found {
            Some((id, written)) => written.response(&id),
            None => Response::error(404, "Job not found."),
        }
    }

    /// The response to the same request, if its page is still the one in the cache.
    fn prepared_response(&self, request: &Bytes) -> Option<Response> {
        if request.is_empty() {
            return None;
        }
        let prepared = lock(&self.responses.prepared).get(request)?;
        if !self.is_current(&prepared.page_key, prepared.page_id, prepared.max_age) {
            lock(&self.responses.prepared).remove(request);
            return None;
        }
        let id = Uuid::new_v4();
        self.remember(id, &prepared.written);
        Some(prepared.written.response(&id))
    }

    fn store_response(
        &self,
        request: &Request,
        finished: Finished,
        prepare: Option<(Arc<str>, Duration)>,
    ) -> Response {
        let body = json!({"success": true, "data": finished.scraped.document});
        let Some(written) = Written::new(&body, &finished.scrape_id) else {
            return Response::ok(body);
        };
        let written = Arc::new(written);
        let Ok(id) = Uuid::parse_str(&finished.scrape_id) else {
            return Response::ok(body);
        };
        self.remember(id, &written);
        if let Some((page_key, max_age)) = prepare {
            let weight = written.bytes.len() + request.bytes.len() + page_key.len() + 256;
            let prepared = Prepared {
                written: Arc::clone(&written),
                page_key,
                page_id: finished.page.id,
                max_age,
            };
            lock(&self.responses.prepared).insert(
                request.bytes.clone(),
                Arc::new(prepared),
                weight,
            );
        }
        Response {
            status: 200,
            headers: Vec::new(),
            body: Body::Serialized(written.bytes.clone()),
            delivery: Delivery::default(),
        }
    }

    fn remember(&self, id: Uuid, written: &Arc<Written>) {
        let weight = written.bytes.len() + 128;
        lock(&self.responses.recent).insert(id, Arc::clone(written), weight);
    }
}

impl Written {
    fn new(body: &Value, scrape_id: &str) -> Option<Self> {
        let bytes = serde_json::to_vec(body).ok()?;
        // The id was drawn after the page was read, so no page can contain it.
        let id_at = find(&bytes, scrape_id.as_bytes())?;
        Some(Self {
            bytes: bytes.into(),
            id_at,
        })
    }

    /// The response under another id.
    fn response(&self, id: &Uuid) -> Response {
        let mut bytes = BytesMut::with_capacity(self.bytes.len());
        bytes.put_slice(&self.bytes[..self.id_at]);
        let mut text = Uuid::encode_buffer();
        bytes.put_slice(id.hyphenated().encode_lower(&mut text).as_bytes());
        bytes.put_slice(&self.bytes[self.id_at + ID..]);
        Response {
            status: 200,
            headers: Vec::new(),
            body: Body::Serialized(bytes.freeze()),
            delivery: Delivery::default(),
        }
    }
}

/// The address that a user means: without a scheme it is HTTP.
pub fn address(text: &str) -> Option<Url> {
    let text = text.trim();
    let url = if text.contains("://") {
        Url::parse(text)
    } else {
        Url::parse(&format!("http://{text}"))
    };
    url.ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// The refusal of an address that leads nowhere.
pub fn invalid_url() -> Response {
    refused(
        "url",
        "URL must have a valid top-level domain or be a valid path",
    )
}

/// A refusal in the form of the service's own validation.
pub fn refused(path: &str, message: &str) -> Response {
    let path: Vec<&str> = path.split('.').filter(|step| !step.is_empty()).collect();
    Response::json(
        400,
        json!({
            "success": false,
            "code": "BAD_REQUEST",
            "error": "Bad Request",
            "details": [{"code": "custom", "message": message, "path": path}],
        }),
    )
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|part| part == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_may_lack_the_scheme() {
        let found = |text| address(text).map(String::from);
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
        let written = Written::new(&body, &id.to_string()).unwrap();
        let other = Uuid::new_v4();
        let Body::Serialized(bytes) = written.response(&other).body else {
            panic!("not written");
        };
        let body: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(
            body,
            json!({"data": {"metadata": {"scrapeId": other.to_string(), "x": 1}}})
        );
    }
}
