//! One page from its address to its document.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use firecrawl_api::types::{Action, Format, ScrapeOptions};
use serde_json::{Map, Value};
use url::Url;
use uuid::Uuid;

use crate::settings::Settings;

use super::change_tracking::ChangeTracker;
use super::document::{CacheState, Document, ScrapeContext, document};
use super::fetch::{FetchOptions, Fetcher};
use super::lru_cache::LruCache;
use super::page::Page;
use super::robots::RobotsCache;
use super::scrape_error::ScrapeError;
use super::scrape_response::ResponseCache;

const MOST_PAGES: usize = 20_000;
const MOST_PAGE_BYTES: usize = 32 * 1024 * 1024;
/// How old a copy may be unless the request says otherwise: two days.
const DEFAULT_MAX_AGE: Duration = Duration::from_secs(2 * 24 * 60 * 60);
/// Pages above this size are worked on where they hold nobody up.
const LARGE_PAGE: usize = 128 * 1024;

/// Fetches pages.
pub struct Engine {
    pub(super) fetcher: Fetcher,
    pub(super) responses: ResponseCache,
    pub(super) robots: RobotsCache,
    pages: Mutex<LruCache<Arc<str>, Arc<Page>>>,
    changes: ChangeTracker,
    /// Whether metadata always tells of the cache, as the cloud's does; a self-hosted service has none.
    reports_cache: bool,
}

/// A page that was fetched, whatever its own status.
#[derive(Clone, Debug)]
pub struct Scraped {
    /// The document with the formats that were asked for, and its metadata.
    pub document: Map<String, Value>,
    /// Every link of the page, absolute, without fragment, in order, once each.
    pub links: Vec<Url>,
    /// The address after redirects.
    pub url: Url,
    /// The page's own HTTP status.
    pub status: u16,
}

/// A scrape and the page that it was made of.
pub(super) struct Finished {
    pub scraped: Scraped,
    pub page: Arc<Page>,
    pub cache: CacheState,
    pub scrape_id: String,
}

impl Engine {
    /// An engine with the server's limits and addresses.
    pub fn new(settings: &Settings) -> Result<Self, String> {
        Ok(Self {
            fetcher: Fetcher::new(settings)?,
            responses: ResponseCache::default(),
            robots: RobotsCache::default(),
            pages: Mutex::new(LruCache::new(MOST_PAGES, MOST_PAGE_BYTES)),
            changes: ChangeTracker::default(),
            reports_cache: settings.keys.is_some(),
        })
    }

    /// Fetches one page and makes the formats of `options`.
    pub async fn scrape(
        &self,
        url: &Url,
        options: &ScrapeOptions,
        timeout: Duration,
    ) -> Result<Scraped, ScrapeError> {
        let finished = self.finish(url, url.as_str(), options, timeout).await?;
        Ok(finished.scraped)
    }

    /// The same, with the address as the user wrote it and all that is known of the page.
    pub(super) async fn finish(
        &self,
        url: &Url,
        source_url: &str,
        options: &ScrapeOptions,
        timeout: Duration,
    ) -> Result<Finished, ScrapeError> {
        tokio::time::timeout(timeout, self.work(url, source_url, options))
            .await
            .unwrap_or_else(|_| Err(ScrapeError::timeout()))
    }

    async fn work(
        &self,
        url: &Url,
        source_url: &str,
        options: &ScrapeOptions,
    ) -> Result<Finished, ScrapeError> {
        let (page, cache) = self.page(url, options).await?;
        let asked = options.max_age_ms.is_some() || options.min_age_ms.is_some();
        let context = ScrapeContext {
            source_url: source_url.to_owned(),
            scrape_id: Uuid::new_v4().to_string(),
            cache: if self.reports_cache || asked {
                cache
            } else {
                CacheState::Off
            },
        };
        let scrape_id = context.scrape_id.clone();
        let mut made = make(&page, options, context).await?;
        self.track_changes(source_url, &page, options, &mut made);
        Ok(Finished {
            scraped: Scraped {
                document: made.fields,
                links: made.links,
                url: page.url.clone(),
                status: page.status,
            },
            page,
            cache,
            scrape_id,
        })
    }

    /// A page from the cache or from its site.
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
            return Err(ScrapeError::lockdown());
        }
        if youngest.is_some() {
            return Err(ScrapeError::no_cached_data());
        }

        let mut target = url.clone();
        target.set_fragment(None);
        let fetched = self.fetcher.get(&target, &fetch_options(options)).await?;
        tokio::time::sleep(pause(options)).await;
        let page = Arc::new(Page::decode(fetched)?);
        // What was fetched with the user's own headers may be the user's alone.
        let own = options.headers.as_ref().is_some_and(|map| !map.is_empty());
        if options.store_in_cache.unwrap_or(true) && !own && (200..300).contains(&page.status) {
            let weight = page.weight();
            lock(&self.pages).insert(key, Arc::clone(&page), weight);
        }
        let state = if cacheable {
            CacheState::Miss
        } else {
            CacheState::Off
        };
        Ok((page, state))
    }

    fn cached(&self, key: &str) -> Option<Arc<Page>> {
        lock(&self.pages).get(key)
    }

    /// Whether a page that an response was made of is still the one that a scrape would give.
    pub(super) fn is_current(&self, key: &str, id: u64, oldest: Duration) -> bool {
        self.cached(key)
            .is_some_and(|page| page.id == id && is_within(&page, None, oldest))
    }

    fn track_changes(&self, url: &str, page: &Page, options: &ScrapeOptions, made: &mut Document) {
        for format in options.formats.iter().flatten() {
            if let Format::ChangeTracking(format) = format {
                let text = made.markdown.as_deref().unwrap_or("");
                let tracking = self.changes.compare(url, text, page.status, format);
                if tracking.get("json").is_some() {
                    let warning = "made up, since this server has no model: changeTracking.json";
                    made.fields
                        .entry("warning")
                        .or_insert_with(|| warning.into());
                }
                made.fields.insert("changeTracking".to_owned(), tracking);
            }
        }
    }
}

/// Under which name the cache keeps a page: all that decides what the site sends.
pub(super) fn page_key(url: &Url, options: &ScrapeOptions) -> Arc<str> {
    let fetch = fetch_options(options);
    let mut url = url.clone();
    url.set_fragment(None);
    format!(
        "{url}\n{}{}{}",
        u8::from(fetch.verify),
        u8::from(fetch.mobile),
        fetch.languages.join(",")
    )
    .into()
}

/// Whether the cache may response at all, apart from the page's age.
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
        && !tracks
}

/// How old a copy may be.
pub(super) fn max_age(options: &ScrapeOptions) -> Duration {
    options.max_age_ms.map_or(DEFAULT_MAX_AGE, milliseconds)
}

fn is_within(page: &Page, youngest: Option<Duration>, oldest: Duration) -> bool {
    let age = SystemTime::now()
        .duration_since(page.fetched)
        .unwrap_or_default();
    age <= oldest && youngest.is_none_or(|youngest| age >= youngest)
}

fn fetch_options(options: &ScrapeOptions) -> FetchOptions {
    let languages = options
        .location
        .as_ref()
        .and_then(|location| location.languages.clone());
    FetchOptions {
        headers: options.headers.clone().unwrap_or_default(),
        verify: !options.skip_tls_verification.unwrap_or(true),
        mobile: options.mobile.unwrap_or(false),
        languages: languages.unwrap_or_default(),
    }
}

/// `waitFor` and the waits among the actions; the scrape's timeout bounds them.
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

/// Makes the document, a large page's on a thread of its own.
pub(super) async fn make(
    page: &Arc<Page>,
    options: &ScrapeOptions,
    context: ScrapeContext,
) -> Result<Document, ScrapeError> {
    if page.text.len() < LARGE_PAGE {
        return Ok(document(page, options, &context));
    }
    let page = Arc::clone(page);
    let options = options.clone();
    tokio::task::spawn_blocking(move || document(&page, &options, &context))
        .await
        .map_err(|_| ScrapeError::engines())
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
