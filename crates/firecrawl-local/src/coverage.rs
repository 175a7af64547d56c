//! Which operations and request properties were used.

/// A record that grows with every call.
#[derive(Debug, Default)]
pub struct CoverageRecord {}

/// What was used so far.
#[derive(Clone, Debug, Default)]
pub struct Coverage {}
