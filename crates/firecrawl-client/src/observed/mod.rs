//! Methods for routes that were seen in use and that the contract does not promise.

mod agents;
mod exchange;
mod keyless;
mod mcp_actions;
mod parse_formats;
mod parse_upload;
mod search_gov;
