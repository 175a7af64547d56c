//! The engine against small sites on loopback.

mod map;
mod scrape;
mod scrape_response;
mod site;
