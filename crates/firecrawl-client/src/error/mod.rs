//! What can go wrong, as one error.

mod config;
mod display;
mod failure;
mod hide;
mod json_fault;
mod kind;
mod progress;
mod refusal;

pub use failure::Error;
pub use kind::ErrorKind;
pub use progress::Progress;
pub use refusal::Refusal;

pub(crate) use json_fault::JsonFault;
#[cfg(test)]
pub(crate) use refusal::KEPT_BYTES;
pub(crate) use refusal::{READ_BYTES, words_of};
