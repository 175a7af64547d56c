//! Extracts and agent runs.
//!
//! They need a model, so their data is a sample of the user's schema.

mod agent;
mod agent_history;
mod extract;
mod job;

pub use agent::{cancel_agent, list_agents, read_agent, start_agent};
pub use agent_history::{read_snapshot, read_thread, read_trace};
pub use extract::{read_extract, start_extract};
pub use job::SyntheticJob;
