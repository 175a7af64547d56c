//! `firecrawl mcp`: the operations as tools of a Model Context Protocol server.
//!
//! [`tool`] makes the tools from the contract and the table of commands, [`server`] runs them for any
//! transport, and [`state`] keeps every result within the budget and the rest of it for later.
//! Nothing but the protocol is written to the standard output.

mod check;
mod http;
mod job;
mod kept;
mod messages;
mod outcome;
mod progress;
mod reading;
mod run;
mod schema;
mod selection;
mod server;
mod sessions;
mod state;
mod text;
mod tool;
mod toolset;

pub use run::{command, run};
