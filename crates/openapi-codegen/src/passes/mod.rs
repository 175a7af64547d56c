//! The passes that make of any contract a document that progenitor takes.
//!
//! Each pass is a pure function on the document, idempotent, in a file of its
//! own. What a pass takes out of the document because the generator cannot
//! carry it stays beside the schema under `x-` keys: the code generation reads
//! it there.

mod access;
mod agreement;
mod aliases;
mod all_of;
mod apart;
mod auto_name;
mod constraints;
mod context;
mod directions;
mod distinct;
mod events;
mod hand_written;
mod hoist;
mod inheritance;
mod inline;
mod merge;
mod normalize_schemas;
mod one_or_many;
mod order;
mod parts;
mod plain;
mod prose;
mod prune;
mod queries;
mod raw_bodies;
mod references;
mod relax;
mod responses;
mod unions;
mod unsigned;

#[cfg(test)]
mod tests;

pub use context::Context;
pub use directions::Direction;
pub(crate) use directions::reachable;
pub(crate) use inheritance::children as extending;
pub(crate) use queries::types_by_operation;
pub use references::{inline_others, run as follow_references};
pub use relax::{harmless as relax_harmless, run as relax_schemas};
pub use responses::ERROR_BODY;

pub use order::{ALL, Pass, run_all};

use openapi_document::{Result, each_schema_mut};
use serde_json::{Map, Value};

/// Rewrites the keywords of every schema, the inner ones before the outer.
fn each_schema(document: &mut Value, rewrite: impl Fn(&mut Map<String, Value>)) -> Result<()> {
    each_schema_mut(document, &mut |schema, _| {
        schema.as_object_mut().into_iter().for_each(&rewrite);
        Ok(())
    })
}
