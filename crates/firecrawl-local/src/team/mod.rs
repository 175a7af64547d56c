//! The account, kept in memory: usage, activity, settings, feedback and browser sessions.
//!
//! Spent credits, calls, threat-protection settings, feedback and the list of browser sessions are
//! what the client did. Synthetic are the size of the plan, the refund of a feedback, the URLs of a
//! browser session, and every result of code or prompts, since there is no browser. Threat
//! protection blocks nothing.

mod account;
pub mod activity;
pub mod browser;
pub mod feedback;
#[cfg(test)]
mod tests;
pub mod threat_protection;
pub mod usage;

pub use account::{Team, push_bounded};
