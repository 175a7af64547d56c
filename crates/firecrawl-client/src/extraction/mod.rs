//! Extracted JSON as types of one's own.

mod inlining;
mod json_schema;
mod normalize_schema;
mod subschemas;
mod typed;
mod typed_jobs;

pub use json_schema::{json_format_of, schema_of};
pub use typed::Typed;
pub use typed_jobs::TypedResult;
