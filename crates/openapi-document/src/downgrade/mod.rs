//! OpenAPI 3.1 rewritten as 3.0, for everything that reads only one of the two.
//!
//! Three steps: `definitions` gives every reference a place that 3.0 knows, `keywords` rewrites each
//! schema by a table of keywords, and `document` rewrites what is around the schemas. Where
//! 3.0 has no word for a keyword, it is moved into `x-json-schema` beside the others and reported as
//! a [`Loss`]. The result accepts every value that the original accepts, but for one case: a map whose
//! names have patterns takes every name for one that matches.

mod definitions;
mod document;
mod keywords;
mod lists;
mod loss;
mod objects;
mod rewrite;
mod schema;
mod types;
mod visit;

pub use keywords::is_keyword;
pub use loss::Loss;
pub use rewrite::downgrade;
pub(crate) use rewrite::is_newer;

/// The key of a schema under which the keywords are that OpenAPI 3.0 has no word for.
pub const UNTRANSLATED: &str = "x-json-schema";

/// The key of a document under which its webhooks are, each a path item as in `paths`.
pub const WEBHOOKS: &str = "x-webhooks";

#[cfg(test)]
mod tests;
