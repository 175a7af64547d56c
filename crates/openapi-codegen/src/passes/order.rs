//! The passes in the order in which they run.

use serde_json::Value;

use super::{
    Context, access, aliases, all_of, constraints, directions, distinct, events, hand_written,
    hoist, inheritance, inline, normalize_schemas, one_or_many, parts, plain, prose, prune,
    queries, raw_bodies, responses, unions, unsigned,
};
use crate::sources;
use openapi_document::Result;

/// One step over the document.
pub struct Pass {
    /// The name, as errors and tests say it.
    pub name: &'static str,
    /// Rewrites the document.
    pub run: fn(&mut Value, &Context<'_>) -> Result<()>,
}

/// All passes in the order in which they run.
pub const ALL: &[Pass] = &[
    pass("prose", prose::run),
    pass("sources", sources::mark),
    pass("events", events::run),
    pass("inline", inline::run),
    pass("inheritance", inheritance::run),
    pass("plain", plain::run),
    pass("normalize-schemas", normalize_schemas::before_joining),
    pass("one-or-many", one_or_many::run),
    pass("constraints", constraints::run),
    pass("parts", parts::run),
    pass("unions", unions::run),
    pass("responses", responses::run),
    pass("queries", queries::run),
    pass("hoist", hoist::run),
    pass("all-of", all_of::run),
    pass("normalize-merged", normalize_schemas::run),
    pass("access", access::run),
    pass("aliases", aliases::run),
    pass("raw-bodies", raw_bodies::run),
    pass("unsigned", unsigned::run),
    pass("distinct", distinct::run),
    pass("directions", directions::run),
    pass("hand-written", hand_written::run),
    pass("prune", prune::run),
];

const fn pass(name: &'static str, run: fn(&mut Value, &Context<'_>) -> Result<()>) -> Pass {
    Pass { name, run }
}

/// Runs every pass once.
pub fn run_all(document: &mut Value, context: &Context<'_>) -> Result<()> {
    for pass in ALL {
        (pass.run)(document, context)?;
    }
    Ok(())
}
