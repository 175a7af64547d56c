//! Answers that the user of the server scripts.

/// The scripts by operation.
#[derive(Default)]
pub struct Scripts {}
