//! Applies a new contract: strips its prose, and plans all changes before writing.

mod bodies;
mod broken;
mod edit;
mod facts;
mod follow_ups;
mod incomplete;
mod json_text;
mod marks;
mod observed;
mod plan;
mod renames;
mod render;
mod report;
mod retire;
mod retired_actions;
mod strip_prose;
mod stubs;
mod toml_text;
mod vendored;
mod words;

pub use broken::Broken;
pub use edit::{Edit, replaced};
pub use follow_ups::{FollowUps, Task};
pub use plan::{Plan, Rules};
pub use renames::{Part, Rename, Unsure};
pub use render::Form;
pub use report::{FileChange, Report, Status};
pub use strip_prose::stripped;
pub use toml_text::Layout;
