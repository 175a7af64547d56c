//! What is kept in memory of the team' operations.

use std::sync::Arc;

use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;

/// The state.
#[derive(Default)]
pub struct Team {}

/// Answers the operations of this part; `None` for others.
pub async fn handle(_app: &Arc<App>, _call: &Call) -> Option<Answer> {
    None
}
