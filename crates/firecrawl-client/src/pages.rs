//! The examples of the pages outside of this crate, which are compiled and run as tests.

#[doc = include_str!("../../../README.md")]
mod readme {}
#[doc = include_str!("../../../MIGRATING.md")]
mod migrating {}
#[doc = include_str!("../../../docs/getting-started.md")]
mod getting_started {}
#[cfg(feature = "ws")]
#[doc = include_str!("../../../docs/webhooks-and-watch.md")]
mod webhooks_and_watch {}
