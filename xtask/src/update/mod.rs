//! Applies a new contract: strips its prose, and plans all changes before writing.

mod follow_ups;
mod observed;
mod plan;
mod render;
mod report;
mod strip_prose;

pub use follow_ups::{FollowUps, Task};
pub use plan::Plan;
pub use render::Form;
pub use report::{FileChange, Report, Status};
pub use strip_prose::stripped;
