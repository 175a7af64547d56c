//! `firecrawl mcp` as hosts use it.

pub mod host;
mod http;
mod jobs;
mod results;
mod tools;
