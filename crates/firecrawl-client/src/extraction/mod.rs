//! Extracted JSON as types of one's own.

mod decode_error;
mod json_as;

#[cfg(feature = "schemars")]
mod inlining;
#[cfg(feature = "schemars")]
mod json_schema;
#[cfg(feature = "schemars")]
mod normalize_schema;
#[cfg(feature = "schemars")]
mod subschemas;
#[cfg(feature = "schemars")]
mod typed;
#[cfg(feature = "schemars")]
mod typed_jobs;

pub use json_as::JsonAs;
#[cfg(feature = "schemars")]
pub use json_schema::{json_format_of, schema_of};
#[cfg(feature = "schemars")]
pub use typed::Typed;
#[cfg(feature = "schemars")]
pub use typed_jobs::TypedResult;
