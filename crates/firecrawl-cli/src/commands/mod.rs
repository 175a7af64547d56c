//! The commands.

mod account;
pub mod batch;
mod call;
mod crawl;
mod dispatch;
pub mod job;
mod journal;
#[cfg(feature = "local")]
mod local;
mod own;
mod parse;
pub mod request;
mod scrape;
mod start;
pub mod table;
mod watch;
mod webhook;

#[cfg(feature = "mcp")]
pub use crawl::id_of;
pub use dispatch::run;
