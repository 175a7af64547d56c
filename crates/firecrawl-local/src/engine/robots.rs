//! What robots.txt says.

use tokio::time::Instant;
use url::Url;

use super::Engine;

/// The rules of one site.
#[derive(Debug)]
pub struct Robots {}

impl Robots {
    /// Whether a page may be fetched.
    pub fn allows(&self, _url: &Url) -> bool {
        true
    }
}

impl Engine {
    /// The rules of a site.
    pub async fn robots(&self, _origin: &Url, _agent: Option<&str>) -> Robots {
        Robots {}
    }

    /// The addresses in the sitemaps of a site.
    pub async fn sitemap_urls(&self, _start: &Url, _limit: usize, _deadline: Instant) -> Vec<Url> {
        Vec::new()
    }
}
