//! The server of the examples: the cloud with a key, and this machine without one.

use std::error::Error;

use firecrawl_client::Client;
use firecrawl_local::LocalServer;

/// A client, and pages that it may read.
pub struct Place {
    /// Calls the cloud or the server in this process.
    pub client: Client,
    /// A site to scrape.
    pub site: String,
    /// Stops when it is dropped.
    _server: Option<LocalServer>,
}

impl Place {
    /// The place that `FIRECRAWL_API_KEY` and `FIRECRAWL_API_URL` name; without
    /// either, a server in this process with a site of its own.
    pub async fn new() -> Result<Self, Box<dyn Error>> {
        let named = ["FIRECRAWL_API_KEY", "FIRECRAWL_API_URL"]
            .iter()
            .any(|name| std::env::var_os(name).is_some());
        if named {
            let client = Client::from_env()?;
            println!("calling {}", client.api_root());
            return Ok(Self {
                client,
                site: "https://example.com".to_owned(),
                _server: None,
            });
        }
        let server = LocalServer::builder()
            .demo_site()
            .batch_robots(true)
            .page_documents(5)
            .start()
            .await?;
        let site = server.demo_url().unwrap_or_default().to_owned();
        println!("no FIRECRAWL_API_KEY: calling a server in this process, with the site {site}");
        Ok(Self {
            client: Client::builder().base_url(server.base_url()).build()?,
            site,
            _server: Some(server),
        })
    }

    /// The address of a page of the site.
    // Not every example asks for one.
    #[allow(dead_code)]
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.site)
    }
}
