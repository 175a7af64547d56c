//! Sample values of a JSON Schema.

mod generator;
mod numbers;
mod sampler;
#[cfg(test)]
#[cfg(feature = "checked")]
mod tests;
mod text;

pub use sampler::{Sampler, sample};
