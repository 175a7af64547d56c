//! The pipeline from a contract to the code of a client.

pub mod catalog;
pub mod code_diff;
pub mod docs;
pub mod emit;
mod json;
mod lenient;
pub mod names;
pub mod naming;
mod notices;
pub mod passes;
pub mod pipeline;
pub mod preflight;
pub mod public_api;
pub mod sources;
pub mod superseded;
