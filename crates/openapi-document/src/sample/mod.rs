//! Sample values of a JSON Schema.

mod generator;
mod merge;
mod numbers;
mod sampler;
#[cfg(all(test, feature = "checked"))]
mod tests;
mod text;

pub use sampler::{Sampler, sample};
