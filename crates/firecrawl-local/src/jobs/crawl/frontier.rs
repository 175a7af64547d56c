//! The frontier of a crawl: decides which pages are fetched.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use firecrawl_api::types::{CrawlRequest, ScrapeOptions, SitemapMode};
use serde_json::Value;
use tokio::time::Instant;
use url::Url;

use super::scope::CrawlScope;
use crate::engine::Robots;
use crate::jobs::job::{BLOCKED, Job, QueuedPage, REDIRECTED, UNKNOWN, page_error};
use crate::jobs::worker::RobotsCheck;
use crate::state::ServerState;

/// The number of URLs of a sitemap that a crawl reads.
const MAX_SITEMAP_URLS: usize = 100_000;

/// The number of URLs that a crawl remembers, beyond those that it fetches.
const MAX_SEEN: usize = 1_000_000;

/// The time for the sitemap; the crawl continues with the URLs that were found by then.
const SITEMAP_TIMEOUT: Duration = Duration::from_secs(20);

/// The service's default limit.
const DEFAULT_LIMIT: i64 = 10_000;

/// The frontier of one crawl.
pub struct Frontier {
    start: Url,
    scope: CrawlScope,
    limit: usize,
    options: Arc<ScrapeOptions>,
    robots: Option<Robots>,
    seen: HashSet<Box<str>>,
    admitted: usize,
}

impl Frontier {
    /// Creates the frontier of a crawl that has not begun.
    pub fn new(start: Url, mut scope: CrawlScope) -> Self {
        let options = scope.request.scrape_options.take();
        Self {
            start,
            limit: whole(scope.request.limit.unwrap_or(DEFAULT_LIMIT)).max(1),
            options: Arc::new(options.unwrap_or_default()),
            scope,
            robots: None,
            seen: HashSet::new(),
            admitted: 0,
        }
    }

    /// Returns the check for pages of other sites; `None` if the crawl ignores robots.txt.
    pub fn robots_check(&self) -> Option<RobotsCheck> {
        let request = &self.scope.request;
        (request.ignore_robots_txt != Some(true)).then(|| RobotsCheck {
            own: Some(self.start.origin()),
            agent: request.robots_user_agent.clone(),
        })
    }

    /// Queues the start page and the pages of the sitemap.
    pub async fn find_first_pages(&mut self, state: &ServerState, job: &Job) {
        if let Some(check) = self.robots_check() {
            let robots = state.engine.robots(&self.start, check.agent.as_deref());
            self.robots = Some(robots.await);
        }
        let start = self.start.clone();
        self.seen.insert(self.scope.key(&start));
        if self.forbidden(&start) {
            // Not an entry of `robotsBlocked`, like on the service.
            job.record_error(page_error(&start, UNKNOWN, BLOCKED));
        } else {
            self.admit(job, start.clone(), 0);
            if !self.scope.admit_text(&start) {
                self.admitted = 0;
            }
        }
        let sitemap = self.scope.request.sitemap.as_ref();
        if sitemap == Some(&SitemapMode::Skip) || self.admitted >= self.limit {
            return;
        }
        let deadline = Instant::now() + SITEMAP_TIMEOUT;
        let urls = state
            .engine
            .sitemap_urls(&start, MAX_SITEMAP_URLS, deadline);
        for url in urls.await {
            self.offer(job, &url, 0);
        }
    }

    /// Queues the pages that a page links to.
    pub fn follow(&mut self, job: &Job, page: &QueuedPage, links: &[Url]) {
        let depth = page.depth + 1;
        let CrawlRequest {
            sitemap,
            max_discovery_depth,
            ..
        } = &self.scope.request;
        if *sitemap != Some(SitemapMode::Only)
            && max_discovery_depth.is_none_or(|most| depth <= whole(most))
        {
            links.iter().for_each(|link| self.offer(job, link, depth));
        }
    }

    /// Returns why a page does not belong to the crawl by its URL after redirects: it has the
    /// document of another page, which is not an error, or is outside of the scope.
    pub fn rejection(&mut self, page: &QueuedPage, url: &Url) -> Option<Option<Value>> {
        let key = self.scope.key(url);
        if key == self.scope.key(&page.url) {
            return None;
        }
        if page.url == self.start {
            self.scope.rebase(url);
        } else if !self.scope.admit(url) {
            return Some(Some(page_error(&page.url, UNKNOWN, REDIRECTED)));
        }
        (!self.seen.insert(key)).then_some(None)
    }

    /// Returns whether the document of a page is a result. The start page is always fetched, since
    /// it leads to the others, but `includePaths` and `excludePaths` hold for it too.
    pub fn delivers(&self, page: &QueuedPage, url: &Url) -> bool {
        page.url != self.start || self.scope.admit_text(url)
    }

    fn offer(&mut self, job: &Job, url: &Url, depth: usize) {
        if self.admitted >= self.limit || self.seen.len() >= self.limit.saturating_add(MAX_SEEN) {
            return;
        }
        let key = self.scope.key(url);
        if self.seen.contains(&key) || !self.scope.admit(url) {
            return;
        }
        self.seen.insert(key);
        if self.forbidden(url) {
            job.block(url);
        } else {
            self.admit(job, url.clone(), depth);
        }
    }

    fn admit(&mut self, job: &Job, url: Url, depth: usize) {
        self.admitted += 1;
        job.admit(QueuedPage {
            url,
            depth,
            options: self.options.clone(),
        });
    }

    /// Returns whether robots.txt forbids a page of the start's site; others are checked when they are
    /// fetched.
    fn forbidden(&self, url: &Url) -> bool {
        url.origin() == self.start.origin()
            && self
                .robots
                .as_ref()
                .is_some_and(|robots| !robots.allows(url))
    }
}

fn whole(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}
