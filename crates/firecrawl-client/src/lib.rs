//! A client for the Firecrawl v2 API: web pages in, clean data out.
//!
//! This is the first thin version of the facade: it makes a client from a key
//! and a base URL, keeps the key to itself and to the service's own origin, and
//! gives the generated operations.
//!
//! ```no_run
//! use firecrawl_client::Client;
//! use firecrawl_client::types::{Format, ScrapeRequest};
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let client = Client::from_env()?;
//! let request = ScrapeRequest::new("https://example.com").formats([Format::Markdown]);
//! let answer = client.api().scrape_and_extract_from_url(&request).await?;
//! if let Some(document) = &answer.data {
//!     println!("{:?}", document.markdown);
//! }
//! # Ok(())
//! # }
//! ```

mod authorize;
mod base_url;
mod client;
mod error;
mod key;

pub use client::Client;
pub use error::ConfigError;
pub use firecrawl_api as api;
pub use firecrawl_api::types;
