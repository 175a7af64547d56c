//! Fetches pages and makes documents of them.

mod change_tracking;
mod document;
mod elements;
mod fetch;
mod html_parser;
mod ids;
mod main_content;
mod map;
mod markdown;
mod metadata;
mod page;
mod page_folder;
pub mod parse;
mod private_address;
mod robots;
mod scrape;
mod scrape_error;
mod scrape_response;
pub mod search;
mod sitemap;
mod synthetic;
#[cfg(test)]
mod tests;
mod uploads;

pub use document::Scraped;
pub use fetch::Resolver;
pub use ids::Ids;
pub use map::{bare_host, is_subdomain, is_web, same_site};
pub use private_address::is_private_literal;
pub use robots::Robots;
pub use scrape::Engine;
pub use scrape_error::ScrapeError;
pub use scrape_response::{parse_url, valid_url};
pub use uploads::Uploads;
