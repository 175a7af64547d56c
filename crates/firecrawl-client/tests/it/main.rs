//! Tests of the client against the local server.

#[cfg(test)]
mod account;
#[cfg(test)]
mod agent_runs;
#[cfg(test)]
mod attempt_hook;
#[cfg(test)]
mod blocking;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod construction;
#[cfg(test)]
mod cookbook;
#[cfg(test)]
mod drift;
#[cfg(test)]
mod drift_report;
#[cfg(test)]
mod error_responses;
#[cfg(test)]
mod every_call;
#[cfg(test)]
mod extraction;
#[cfg(test)]
mod first_guesses;
#[cfg(test)]
mod handles;
#[cfg(test)]
mod http2;
#[cfg(test)]
mod integration_name;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod list_streams;
#[cfg(test)]
mod monitors;
#[cfg(test)]
mod official_sdk_regressions;
#[cfg(test)]
mod orders;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod parse;
#[cfg(test)]
mod programs;
#[cfg(test)]
mod proxies;
#[cfg(test)]
mod rate_limits;
#[cfg(test)]
#[path = "../../examples/cookbook/recipes/mod.rs"]
mod recipes;
#[cfg(test)]
mod redirects;
#[cfg(test)]
mod request;
#[cfg(test)]
mod schemas;
#[cfg(test)]
mod scrape;
#[cfg(test)]
mod security;
#[cfg(test)]
mod server_time;
#[cfg(test)]
mod setup;
// What the library of the platform says of TLS differs by platform.
#[cfg(test)]
#[cfg(not(feature = "native-tls"))]
mod tls;
#[cfg(test)]
mod tracing;
#[cfg(test)]
mod transport;
#[cfg(test)]
mod uploads_of_others;
#[cfg(test)]
mod watching;
#[cfg(test)]
mod webhooks;
#[cfg(test)]
mod wire;
