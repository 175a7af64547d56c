//! What a site's robots.txt allows.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use texting_robots::Robot;
use url::Url;

use super::fetch::FetchOptions;
use super::lru_cache::LruCache;
use super::scrape::{Engine, lock};

/// The service's own name in robots.txt.
const AGENT: &str = "FirecrawlAgent";
const TIMEOUT: Duration = Duration::from_secs(10);
const KEPT: Duration = Duration::from_secs(60);
const MOST_SITES: usize = 1000;
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Rules beyond this size are not read.
const LARGEST: usize = 512 * 1024;

/// The rules of one site for one agent.
#[derive(Clone)]
pub struct Robots {
    rules: Arc<Rules>,
}

struct Rules {
    /// `None` allows everything.
    robot: Option<Robot>,
    sitemaps: Vec<Url>,
}

/// The rules of the sites that were asked last.
pub struct RobotsCache {
    sites: Mutex<LruCache<String, (Instant, Robots)>>,
}

impl Default for RobotsCache {
    fn default() -> Self {
        Self {
            sites: Mutex::new(LruCache::new(MOST_SITES, MOST_BYTES)),
        }
    }
}

impl Robots {
    /// Whether the page may be fetched.
    pub fn allows(&self, url: &Url) -> bool {
        self.rules
            .robot
            .as_ref()
            .is_none_or(|robot| robot.allowed(url.as_str()))
    }

    /// The sitemaps that it names.
    pub fn sitemaps(&self) -> &[Url] {
        &self.rules.sitemaps
    }

    fn parse(text: &[u8], origin: &Url, agent: &str) -> Self {
        let robot = Robot::new(agent, text).ok();
        let sitemaps = robot
            .iter()
            .flat_map(|robot| &robot.sitemaps)
            .filter_map(|address| origin.join(address).ok())
            .filter(|url| matches!(url.scheme(), "http" | "https"))
            .collect();
        Self {
            rules: Arc::new(Rules { robot, sitemaps }),
        }
    }
}

impl Engine {
    /// The rules of a site for an agent, the service's own unless one is named; kept for a minute.
    ///
    /// A site without robots.txt, or one whose robots.txt cannot be read, allows everything.
    pub async fn robots(&self, origin: &Url, agent: Option<&str>) -> Robots {
        let agent = agent.unwrap_or(AGENT);
        let key = format!("{}\n{agent}", origin.origin().ascii_serialization());
        if let Some((read, robots)) = lock(&self.robots.sites).get(&key)
            && read.elapsed() < KEPT
        {
            return robots;
        }
        let text = self.robots_text(origin).await.unwrap_or_default();
        let text = &text[..text.len().min(LARGEST)];
        let robots = Robots::parse(text, origin, agent);
        let weight = key.len() + text.len() + 256;
        lock(&self.robots.sites).insert(key, (Instant::now(), robots.clone()), weight);
        robots
    }

    async fn robots_text(&self, origin: &Url) -> Option<bytes::Bytes> {
        let url = origin.join("/robots.txt").ok()?;
        let options = FetchOptions::default();
        let fetched = tokio::time::timeout(TIMEOUT, self.fetcher.get(&url, &options))
            .await
            .ok()?
            .ok()?;
        (fetched.status == 200).then_some(fetched.body)
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
        let allows = |agent: &str, path: &str| {
            Robots::parse(text, &origin, agent).allows(&origin.join(path).unwrap())
        };
        assert!(!allows("other", "/private/x"));
        assert!(allows("other", "/private/open"));
        assert!(allows("other", "/ours"));
        assert!(!allows(AGENT, "/ours"));
        assert!(allows(AGENT, "/private/x"));
        assert_eq!(
            Robots::parse(text, &origin, AGENT).sitemaps(),
            [Url::parse("http://site.test:81/maps/one.xml").unwrap()]
        );
    }

    #[test]
    fn no_rules_allow_everything() {
        let origin = Url::parse("http://site.test/").unwrap();
        assert!(Robots::parse(b"", &origin, AGENT).allows(&origin));
    }
}
