//! Sends and signs webhooks.
//!
//! The body, the signature, the headers and the retries are those of the service. `webhookId` is
//! left out, as on a self-hosted server. The events of one URL are first sent in order; a retry
//! comes later, so users cannot rely on the order.

mod deliver;
mod queue;
mod target;
mod test_event;
#[cfg(test)]
mod tests;

pub use queue::{Deliveries, Webhooks};
pub use target::{Event, WebhookTarget};
pub use test_event::{UnknownWebhookEvent, WebhookEvent};
