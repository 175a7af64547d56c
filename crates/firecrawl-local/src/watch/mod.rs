//! The live watch of crawls and batches over WebSocket.
//!
//! Real, as recorded: text frames `catchup` and `document`, and the end as JSON in the reason of the
//! close frame. Unlike the service, documents are sent as they finish, not once a second, and a watch
//! that starts right after its job sees the job as `scraping`, not as `completed` for a moment.

mod frames;
mod socket;
#[cfg(test)]
mod socket_tests;
#[cfg(test)]
mod tests;

pub use socket::watch;
