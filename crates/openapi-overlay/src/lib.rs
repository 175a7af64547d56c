//! OpenAPI Overlay 1.1, in JSON or YAML: corrects a document by a list of actions, and reports the stale ones.
//!
//! Start with [`Overlay::parse`]; then [`Overlay::apply`], where every action must do something, or
//! [`Overlay::apply_lenient`], where the others are skipped and reported.
//!
//! ```
//! use openapi_overlay::Overlay;
//!
//! let overlay = Overlay::parse("overlay.json", r#"{
//!     "overlay": "1.1.0",
//!     "info": {"title": "Corrections", "version": "1"},
//!     "actions": [{
//!         "target": "$.components.schemas.Item.properties.price",
//!         "description": "The service sends fractions, too",
//!         "update": {"type": "number"}
//!     }]
//! }"#)?;
//! let mut document = serde_json::json!({
//!     "components": {"schemas": {"Item": {"properties": {"price": {"type": "integer"}}}}}
//! });
//!
//! overlay.apply(&mut document)?;
//! let price = "/components/schemas/Item/properties/price/type";
//! assert_eq!(document.pointer(price), Some(&serde_json::json!("number")));
//!
//! // Once the published document is correct, the action is stale.
//! assert!(overlay.apply(&mut document).is_err());
//! # Ok::<(), openapi_document::Error>(())
//! ```
//!
//! # How an action changes a target
//!
//! The rules of specification 1.1 apply to documents of version `1.0.x` too. 1.0 left nested lists
//! open, and the published 1.0 sample results already join them.
//!
//! | target | `update` or `copy` value | result |
//! |---|---|---|
//! | object | object | merged: new members are inserted last, common members by this table |
//! | array | array | joined; to append a list as one entry, wrap it in a list |
//! | array selected by `target` | anything else | appended |
//! | scalar | scalar | replaced |
//! | any other pair | | rejected |
//!
//! The targets of one `update` or `copy` must be all objects, all arrays or all scalars.
//! `remove` takes list entries from the back, so no index shifts under another target. The order of
//! the remaining members never changes.
//!
//! # Where this is stricter than the specification
//!
//! - An action whose target matches nothing, or that changes nothing, is stale: upstream has fixed
//!   the fault. So is a `remove` whose value later actions restore unchanged, which happens once
//!   upstream has corrected a type. `x-optional: true` permits all three.
//! - A list never gets an entry that it already holds. The lists of an API description are sets
//!   (`required`, `enum`, `tags`, `parameters`); a second copy would break the document and hide
//!   that upstream has caught up. The specification holds to the letter where order and repetition
//!   mean something: in `prefixItems`, and in values (`default`, `const`, `example`, `examples`, and
//!   lists within an `enum`).
//! - An action without any effect is stale. `x-optional` does not permit it.
//!
//! Beside `remove: true`, `update` and `copy` have no impact, as the specification says, although
//! its published schema rejects the pair. An action with both `update` and `copy` has no effect either.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod action;
mod apply;
mod change;
mod merge;
mod parse;
mod stale;
#[cfg(test)]
mod tests;

pub use action::{Action, Overlay};
pub use apply::{Applied, Touched};
pub use stale::{Reason, StaleAction};

/// The examples of the README, which are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
