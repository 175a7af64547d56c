//! `firecrawl mcp` as hosts use it.

mod host;
mod http;
mod jobs;
mod results;
mod tools;
