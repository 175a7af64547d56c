//! The robots.txt of a site.

use std::sync::Arc;
use std::time::{Duration, Instant};

use parking_lot::Mutex;
use robotstxt::DefaultMatcher;
use url::Url;

use super::map::is_web;
use super::scrape::Engine;
use crate::lru_cache::LruCache;

/// The service's user agent for robots.txt.
const AGENT: &str = "FirecrawlAgent";
const TIMEOUT: Duration = Duration::from_secs(10);
const CACHE_TIME: Duration = Duration::from_secs(60);
const MAX_SITES: usize = 1000;
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The bytes of robots.txt that are read.
const MAX_LENGTH: usize = 512 * 1024;

/// The rules of a site for a user agent.
#[derive(Clone)]
pub struct Robots {
    text: Arc<str>,
    agent: Arc<str>,
}

/// The rules of recently visited sites.
#[derive(Default)]
pub struct RobotsCache(Mutex<LruCache<String, (Instant, Robots), MAX_SITES, MAX_BYTES>>);

impl Robots {
    fn new(text: &[u8], agent: &str) -> Self {
        Self {
            text: String::from_utf8_lossy(text).into(),
            agent: agent.into(),
        }
    }

    /// Returns whether a page may be fetched.
    pub fn allows(&self, url: &Url) -> bool {
        DefaultMatcher::default().one_agent_allowed_by_robots(&self.text, &self.agent, url.as_str())
    }

    /// Returns the sitemaps that the file names.
    pub fn sitemaps(&self, origin: &Url) -> Vec<Url> {
        let lines = self.text.lines().filter_map(|line| line.split_once(':'));
        lines
            .filter(|(key, _)| key.trim().eq_ignore_ascii_case("sitemap"))
            .filter_map(|(_, address)| origin.join(address.trim()).ok())
            .filter(is_web)
            .collect()
    }
}

impl Engine {
    /// Returns the rules of a site for a user agent, by default the service's; they are cached for a
    /// minute.
    ///
    /// A site without a readable robots.txt allows everything.
    pub async fn robots(&self, origin: &Url, agent: Option<&str>) -> Robots {
        let agent = agent.unwrap_or(AGENT);
        let key = format!("{}\n{agent}", origin.origin().ascii_serialization());
        if let Some((read, robots)) = self.robots.0.lock().get(&key)
            && read.elapsed() < CACHE_TIME
        {
            return robots;
        }
        let file = async { self.fetcher.file(&origin.join("/robots.txt").ok()?).await };
        let file = tokio::time::timeout(TIMEOUT, file).await.ok().flatten();
        let text = file.map(|file| file.body).unwrap_or_default();
        let robots = Robots::new(&text[..text.len().min(MAX_LENGTH)], agent);
        let bytes = key.len() + robots.text.len() + 256;
        let entry = (Instant::now(), robots.clone());
        self.robots.0.lock().insert(key, entry, bytes);
        robots
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_the_agent_count() {
        let origin = Url::parse("http://site.test:81/").unwrap();
        let text = b"User-agent: *\nDisallow: /private\nAllow: /private/open\n\n\
            User-agent: FirecrawlAgent\nDisallow: /ours\n\nSitemap: /maps/one.xml\n\
            Sitemap: ftp://site.test/x\n";
        let allows =
            |agent: &str, path: &str| Robots::new(text, agent).allows(&origin.join(path).unwrap());
        assert!(!allows("other", "/private/x"));
        assert!(allows("other", "/private/open"));
        assert!(allows("other", "/ours"));
        assert!(!allows(AGENT, "/ours"));
        assert!(allows(AGENT, "/private/x"));
        assert_eq!(
            Robots::new(text, AGENT).sitemaps(&origin),
            [Url::parse("http://site.test:81/maps/one.xml").unwrap()]
        );
    }

    #[test]
    fn no_rules_allow_everything() {
        let origin = Url::parse("http://site.test/").unwrap();
        assert!(Robots::new(b"", AGENT).allows(&origin));
    }
}
