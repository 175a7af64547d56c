//! The engine against small sites on loopback.

mod answers;
mod map;
mod scrape;
mod site;
