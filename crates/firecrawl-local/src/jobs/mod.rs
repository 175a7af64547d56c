//! Jobs that run in the background: crawls and batches.

mod job;

pub use job::{Job, JobKind, Jobs};

use std::sync::Arc;

use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;

/// Answers the operations of crawls, batches, extracts and agents; `None` for others.
pub async fn handle(_app: &Arc<App>, _call: &Call) -> Option<Answer> {
    None
}
