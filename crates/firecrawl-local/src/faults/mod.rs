//! Faults that a test can order.

/// The faults in order, by operation.
#[derive(Default)]
pub struct Faults {}

/// One way to misbehave.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Fault {}
