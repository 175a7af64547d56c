//! Tests of the client against the local server.

#[cfg(test)]
mod account;
#[cfg(test)]
mod agent_runs;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod every_call;
#[cfg(test)]
mod handles;
#[cfg(test)]
mod monitors;
#[cfg(test)]
mod pages;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod request;
#[cfg(test)]
mod scrape;
#[cfg(test)]
mod server_time;
#[cfg(test)]
mod setup;
