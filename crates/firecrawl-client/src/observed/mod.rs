//! Methods for routes that were seen in use and that the contract does not promise.

mod agents;
mod parse_formats;
mod search_gov;
