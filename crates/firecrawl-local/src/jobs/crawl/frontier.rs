//! The edge of a crawl: what was found, what may be fetched, what was seen before.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use firecrawl_api::types::{CrawlRequest, ScrapeOptions, SitemapMode};
use tokio::time::Instant;
use url::Url;

use super::scope::CrawlScope;
use crate::engine::Robots;
use crate::jobs::fetch::RobotsCheck;
use crate::jobs::job::{Job, QueuedPage};
use crate::jobs::worker::blocked_start;
use crate::state::ServerState;

/// How many addresses of a sitemap a crawl looks at.
const MOST_SITEMAP: usize = 100_000;

/// How many addresses a crawl remembers to have seen, beyond those that it fetches.
const MOST_SEEN: usize = 1_000_000;

/// How long the sitemap may take; the crawl goes on with what came by then.
const SITEMAP_TIME: Duration = Duration::from_secs(20);

/// The service's limit for a crawl that names none.
const LIMIT: i64 = 10_000;

/// The edge of one crawl.
pub struct Frontier {
    start: Url,
    scope: CrawlScope,
    limit: usize,
    max_depth: Option<usize>,
    sitemap: SitemapMode,
    options: Arc<ScrapeOptions>,
    ignore_robots: bool,
    agent: Option<String>,
    robots: Option<Robots>,
    seen: HashSet<Box<str>>,
    admitted: usize,
}

/// Where the redirects of a page lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redirect {
    /// There were none that matter.
    None,
    /// To a page that the crawl knows already.
    Seen,
    /// Out of the crawl.
    Outside,
}

impl Frontier {
    /// The edge of a crawl that has not begun.
    pub fn new(start: Url, scope: CrawlScope, request: CrawlRequest) -> Self {
        let whole = |number: i64| usize::try_from(number).unwrap_or(0);
        Self {
            start,
            scope,
            limit: whole(request.limit.unwrap_or(LIMIT)).max(1),
            max_depth: request.max_discovery_depth.map(whole),
            sitemap: request.sitemap.unwrap_or(SitemapMode::Include),
            options: Arc::new(request.scrape_options.unwrap_or_default()),
            ignore_robots: request.ignore_robots_txt.unwrap_or(false),
            agent: request.robots_user_agent,
            robots: None,
            seen: HashSet::new(),
            admitted: 0,
        }
    }

    /// What checks pages of other sites; `None` where robots.txt does not count.
    pub fn robots_check(&self) -> Option<RobotsCheck> {
        (!self.ignore_robots).then(|| RobotsCheck::new(&self.start, self.agent.as_deref()))
    }

    /// Puts the start page and the pages of the sitemap into the queue.
    pub async fn kick_off(&mut self, state: &ServerState, job: &Job) {
        if !self.ignore_robots {
            let robots = state
                .engine
                .robots(&self.start, self.agent.as_deref())
                .await;
            self.robots = Some(robots);
        }
        let start = self.start.clone();
        self.seen.insert(self.scope.key(&start));
        if self.forbidden(&start) {
            job.refuse(blocked_start(&start));
        } else {
            self.admit(job, start.clone(), 0);
        }
        if self.sitemap == SitemapMode::Skip || self.admitted >= self.limit {
            return;
        }
        let deadline = Instant::now() + SITEMAP_TIME;
        let urls = state
            .engine
            .sitemap_urls(&start, MOST_SITEMAP, deadline)
            .await;
        for url in urls {
            self.offer(job, &url, 0);
        }
    }

    /// Puts the pages to which a page leads into the queue.
    pub fn follow(&mut self, job: &Job, page: &QueuedPage, links: &[Url]) {
        let depth = page.depth + 1;
        if self.sitemap == SitemapMode::Only || self.max_depth.is_some_and(|most| depth > most) {
            return;
        }
        for link in links {
            self.offer(job, link, depth);
        }
    }

    /// Judges the address at which a page was found in the end.
    pub fn redirected(&mut self, page: &QueuedPage, url: &Url) -> Redirect {
        let key = self.scope.key(url);
        if key == self.scope.key(&page.url) {
            return Redirect::None;
        }
        if page.url == self.start {
            self.scope.rebase(url);
        } else if !self.scope.admit(url) {
            return Redirect::Outside;
        }
        if self.seen.insert(key) {
            Redirect::None
        } else {
            Redirect::Seen
        }
    }

    fn offer(&mut self, job: &Job, url: &Url, depth: usize) {
        if self.admitted >= self.limit || self.seen.len() >= self.limit.saturating_add(MOST_SEEN) {
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

    /// Pages of other sites are judged when they are fetched.
    fn forbidden(&self, url: &Url) -> bool {
        url.origin() == self.start.origin()
            && self
                .robots
                .as_ref()
                .is_some_and(|robots| !robots.allows(url))
    }
}
