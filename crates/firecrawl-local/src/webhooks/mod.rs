//! Delivers and signs webhooks.
//!
//! Real: the body, the signature, the headers and repeated deliveries. Left out, as on a self-hosted
//! server: `webhookId`. Events of one address are tried in the order in which they were sent; a
//! repeated one comes later, so users still cannot rely on any order.

mod deliver;
mod queue;
mod signature;
mod target;
#[cfg(test)]
mod tests;

pub use queue::Webhooks;
pub use target::{Event, WebhookTarget};

/// What has become of the webhooks of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deliveries {
    /// How many were answered with a 2xx status.
    pub delivered: u64,
    /// How many were given up after the last try.
    pub failed: u64,
    /// How many found no space in the queue.
    pub dropped: u64,
}
