//! Scrapes pages: from the URL to the document.

use std::sync::{Arc, Weak};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use firecrawl_api::types::{Action, Format, ScrapeOptions};
use parking_lot::Mutex;
use url::Url;

use super::change_tracking::ChangeTracker;
use super::document::{CacheState, Scraped, document, is_enhanced};
use super::fetch::{Fetcher, page_key};
use super::ids::Ids;
use super::page::Page;
use super::robots::RobotsCache;
use super::scrape_error::ScrapeError;
use super::scrape_response::ResponseCache;
use super::uploads::Uploads;
use crate::lru_cache::LruCache;
use crate::settings::Settings;

const MAX_PAGES: usize = 20_000;
const MAX_PAGE_BYTES: usize = 32 * 1024 * 1024;
/// The default maximum age of a cached page: two days.
const DEFAULT_MAX_AGE: Duration = Duration::from_secs(2 * 24 * 60 * 60);
/// The timeout of a request without one.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);
/// Pages above this size are converted on a blocking thread.
const LARGE_PAGE: usize = 32 * 1024;

/// Fetches pages.
pub struct Engine {
    pub(super) fetcher: Fetcher,
    pub(super) responses: ResponseCache,
    pub(super) robots: RobotsCache,
    /// The ids of scrapes, searches and the like, of which feedback and interactions are about one.
    pub ids: Ids,
    /// The files that wait to be parsed.
    pub uploads: Uploads,
    pages: Mutex<LruCache<Arc<str>, Arc<Page>, MAX_PAGES, MAX_PAGE_BYTES>>,
    changes: ChangeTracker,
    /// `true` if metadata always reports the cache, like the cloud; a self-hosted service has none.
    reports_cache: bool,
}

impl Engine {
    /// Creates the engine of a server.
    pub fn new(settings: &Settings) -> Self {
        Self {
            fetcher: Fetcher::new(settings),
            responses: ResponseCache::default(),
            robots: RobotsCache::default(),
            ids: Ids::default(),
            uploads: Uploads::default(),
            pages: Mutex::default(),
            changes: ChangeTracker::default(),
            reports_cache: settings.keys.is_some(),
        }
    }

    /// Serves a page without fetching it.
    pub fn put_page(&self, url: Url, html: Bytes) {
        self.fetcher.put_page(url, html);
    }

    /// Fetches a page and makes its document; `source_url` is the URL as in the request.
    pub async fn scrape(
        &self,
        url: &Url,
        source_url: &str,
        options: &ScrapeOptions,
    ) -> Result<Scraped, ScrapeError> {
        let work = async {
            let (page, cache) = self.page(url, options).await?;
            let asked = options.max_age_ms.is_some() || options.min_age_ms.is_some();
            let reported = if self.reports_cache || asked {
                cache
            } else {
                CacheState::Off
            };
            let mut scraped = make(page, options, source_url, reported).await?;
            scraped.cache = cache;
            self.ids.add("scrape", &scraped.id.to_string());
            self.track_changes(source_url, options, &mut scraped);
            Ok(scraped)
        };
        tokio::time::timeout(timeout(options.timeout_ms), work)
            .await
            .unwrap_or_else(|_| Err(ScrapeError::TIMEOUT))
    }

    /// Returns a page from the cache or from its site.
    async fn page(
        &self,
        url: &Url,
        options: &ScrapeOptions,
    ) -> Result<(Arc<Page>, CacheState), ScrapeError> {
        let key = page_key(url, options);
        let cacheable = is_cacheable(options);
        let oldest = max_age(options);
        let youngest = options.min_age_ms.map(milliseconds);
        if cacheable
            && let Some(page) = self.cached(&key)
            && is_within(&page, youngest, oldest)
        {
            return Ok((page, CacheState::Hit));
        }
        if options.lockdown.unwrap_or(false) {
            return Err(ScrapeError::LOCKDOWN);
        }
        if youngest.is_some() {
            return Err(ScrapeError::NO_CACHED_DATA);
        }

        let mut target = url.clone();
        target.set_fragment(None);
        let fetched = self.fetcher.get(&target, options).await?;
        tokio::time::sleep(pause(options)).await;
        let page = Arc::new(Page::decode(fetched, options)?);
        // A page that was fetched with headers or actions of the user may be private.
        let own = options.headers.as_ref().is_some_and(|map| !map.is_empty())
            || options.profile.is_some()
            || options
                .actions
                .as_ref()
                .is_some_and(|list| !list.is_empty());
        if options.store_in_cache.unwrap_or(true) && !own && (200..300).contains(&page.status) {
            let bytes = page.size();
            self.pages.lock().insert(key, Arc::clone(&page), bytes);
        }
        let missed = if cacheable {
            CacheState::Miss
        } else {
            CacheState::Off
        };
        Ok((page, missed))
    }

    fn cached(&self, key: &Arc<str>) -> Option<Arc<Page>> {
        self.pages.lock().get(key)
    }

    /// Returns whether a scrape would still use this page.
    pub(super) fn is_current(&self, key: &Arc<str>, page: &Weak<Page>, oldest: Duration) -> bool {
        self.cached(key).is_some_and(|current| {
            Weak::ptr_eq(&Arc::downgrade(&current), page) && is_within(&current, None, oldest)
        })
    }

    fn track_changes(&self, url: &str, options: &ScrapeOptions, scraped: &mut Scraped) {
        for format in options.formats.iter().flatten() {
            if let Format::ChangeTracking(format) = format {
                let text = scraped.markdown.as_deref().unwrap_or("");
                let tracking = self.changes.compare(url, text, scraped.page.status, format);
                if tracking.get("json").is_some() {
                    let warning = "made up, since this server has no model: changeTracking.json";
                    let known = scraped.document.entry("warning");
                    known.or_insert_with(|| warning.into());
                }
                let tracked = "changeTracking".to_owned();
                scraped.document.insert(tracked, tracking);
            }
        }
    }
}

/// Returns whether the options allow a cached page of some age.
pub(super) fn is_cacheable(options: &ScrapeOptions) -> bool {
    let tracks = options
        .formats
        .iter()
        .flatten()
        .any(|format| matches!(format, Format::ChangeTracking(_)));
    options.max_age_ms != Some(0)
        && options.headers.as_ref().is_none_or(|map| map.is_empty())
        && options.actions.as_ref().is_none_or(|list| list.is_empty())
        && options.profile.is_none()
        && !is_enhanced(options)
        && !tracks
}

/// Returns the maximum age of a cached page.
pub(super) fn max_age(options: &ScrapeOptions) -> Duration {
    options.max_age_ms.map_or(DEFAULT_MAX_AGE, milliseconds)
}

fn is_within(page: &Page, youngest: Option<Duration>, oldest: Duration) -> bool {
    let age = SystemTime::now()
        .duration_since(page.fetched)
        .unwrap_or_default();
    age <= oldest && youngest.is_none_or(|youngest| age >= youngest)
}

/// Returns `waitFor` and the waits among the actions; the timeout of the scrape bounds them.
fn pause(options: &ScrapeOptions) -> Duration {
    let waits = options
        .actions
        .iter()
        .flatten()
        .filter_map(|action| match action {
            Action::Wait(wait) => wait.milliseconds,
            _ => None,
        });
    waits
        .chain(options.wait_for_ms)
        .map(milliseconds)
        .fold(Duration::ZERO, Duration::saturating_add)
}

fn milliseconds(count: i64) -> Duration {
    Duration::from_millis(u64::try_from(count).unwrap_or(0))
}

/// Makes the document, for a large page on a blocking thread.
pub(super) async fn make(
    page: Arc<Page>,
    options: &ScrapeOptions,
    source_url: &str,
    cache: CacheState,
) -> Result<Scraped, ScrapeError> {
    if page.text.len() < LARGE_PAGE {
        return document(page, options, source_url, cache);
    }
    let (options, source_url) = (options.clone(), source_url.to_owned());
    tokio::task::spawn_blocking(move || document(page, &options, &source_url, cache))
        .await
        .unwrap_or(Err(ScrapeError::ENGINES))
}

/// Returns the timeout of a request.
pub(super) fn timeout(given: Option<i64>) -> Duration {
    given.map_or(DEFAULT_TIMEOUT, milliseconds)
}
