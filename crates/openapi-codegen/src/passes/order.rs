//! The passes in the order in which they run.

use serde_json::Value;

use super::{
    Context, aliases, all_of, constraints, directions, distinct, hand_written, hoist,
    inline_parameters, inline_references, lists, objects, prose, prune, queries, raw_bodies,
    responses, unions,
};
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
    Pass {
        name: "prose",
        run: prose::run,
    },
    Pass {
        name: "inline-parameters",
        run: inline_parameters::run,
    },
    Pass {
        name: "inline-references",
        run: inline_references::run,
    },
    Pass {
        name: "objects",
        run: objects::run,
    },
    Pass {
        name: "lists",
        run: lists::run,
    },
    Pass {
        name: "constraints",
        run: constraints::run,
    },
    Pass {
        name: "unions",
        run: unions::run,
    },
    Pass {
        name: "responses",
        run: responses::run,
    },
    Pass {
        name: "queries",
        run: queries::run,
    },
    Pass {
        name: "hoist",
        run: hoist::run,
    },
    Pass {
        name: "all-of",
        run: all_of::run,
    },
    Pass {
        name: "aliases",
        run: aliases::run,
    },
    Pass {
        name: "raw-bodies",
        run: raw_bodies::run,
    },
    Pass {
        name: "distinct",
        run: distinct::run,
    },
    Pass {
        name: "directions",
        run: directions::run,
    },
    Pass {
        name: "hand-written",
        run: hand_written::run,
    },
    Pass {
        name: "prune",
        run: prune::run,
    },
];

/// Runs every pass once.
pub fn run_all(document: &mut Value, context: &Context<'_>) -> Result<()> {
    for pass in ALL {
        (pass.run)(document, context)?;
    }
    Ok(())
}
