//! A method for every operation.

mod address;
mod agents;
mod browser;
mod crawl_preview;
mod developer;
mod feedback;
mod interact;
mod map;
mod monitors;
mod parse;
mod parse_formats;
mod queries;
mod request;
mod research;
mod scrape;
mod search;
mod support;
mod team;
mod threat_protection;

pub use browser::Browser;
pub use monitors::Monitors;
pub use queries::{
    AgentThreadQuery, AgentTraceQuery, AgentsQuery, BrowserSessionsQuery, UsageHistoryQuery,
};
pub use request::RequestBuilder;
pub use research::Research;
pub use support::Support;
pub use team::Team;
pub use threat_protection::ThreatSettings;
