//! A method for every operation, in the order of the documentation of `Client`.

// The blank lines keep the order.
mod scrape;

mod crawl;

mod batch;

mod map;

mod search;

mod parse;

mod extract;

mod agent;

mod interact;

mod monitors;

mod team;

mod research;

mod developer;

mod browser;

mod support;

mod feedback;

mod threat_protection;

mod request;

mod settings;

mod list_stream;
mod queries;
mod query_builder;
mod route_lookup;

pub use browser::Browser;
pub use list_stream::{ListStream, PagedQuery};
pub use monitors::Monitors;
pub use parse::Upload;
pub use queries::{
    AgentThreadQuery, AgentTraceQuery, AgentsQuery, BrowserSessionsQuery, UsageHistoryQuery,
};
pub use query_builder::QueryBuilder;
pub use request::RequestBuilder;
pub use research::Research;
pub use support::Support;
pub use team::Team;
pub use threat_protection::ThreatSettings;
