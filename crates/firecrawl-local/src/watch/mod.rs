//! The live watch of crawls and batches over WebSocket.
//!
//! As recorded, the text frames are `catchup` and `document`, and the end is JSON in the reason of
//! the close frame. Unlike the service, documents are sent as they finish and not once a second, and
//! a watch that starts right after its job sees it as `scraping` and not first as `completed`, unless
//! a fault orders that.

mod frames;
mod socket;
#[cfg(test)]
mod socket_tests;
#[cfg(test)]
mod tests;

pub use socket::watch;
