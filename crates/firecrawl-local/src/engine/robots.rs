//! What robots.txt says.

use texting_robots::Robot;
use tokio::time::Instant;
use url::Url;

use super::Engine;

/// The rules of one site.
pub struct Robots(Option<Robot>);

impl Robots {
    /// Whether a page may be fetched.
    pub fn allows(&self, url: &Url) -> bool {
        self.0
            .as_ref()
            .is_none_or(|robot| robot.allowed(url.as_str()))
    }
}

impl Engine {
    /// The rules of a site.
    pub async fn robots(&self, origin: &Url, agent: Option<&str>) -> Robots {
        let Ok(url) = origin.join("/robots.txt") else {
            return Robots(None);
        };
        match self.text(&url).await {
            Some((200, text, _)) => {
                Robots(Robot::new(agent.unwrap_or("firecrawl"), text.as_bytes()).ok())
            }
            _ => Robots(None),
        }
    }

    /// The addresses in the sitemaps of a site.
    pub async fn sitemap_urls(&self, start: &Url, limit: usize, _deadline: Instant) -> Vec<Url> {
        let Ok(url) = start.join("/sitemap.xml") else {
            return Vec::new();
        };
        let Some((200, text, _)) = self.text(&url).await else {
            return Vec::new();
        };
        text.split("<loc>")
            .skip(1)
            .filter_map(|part| Url::parse(part.split('<').next()?).ok())
            .take(limit)
            .collect()
    }
}
