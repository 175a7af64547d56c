//! The semantic difference of two OpenAPI 3.0 documents, classified for their clients.
//!
//! [`compare`] finds the changes. References are followed, so a shared part that changed is one
//! change, with every operation that it reaches. Each change has the class that its rule gives it,
//! by the direction in which the value is sent: clients send strictly what is declared and read
//! leniently what they receive. [`table`] lists the rules, and [`Titled`] renders a report.
//!
//! ```
//! use openapi_diff::{Class, Titled, compare};
//! use serde_json::json;
//!
//! let document = |maximum: u64| json!({"openapi": "3.0.3", "paths": {"/items": {"get": {
//!     "operationId": "listItems",
//!     "parameters": [{"name": "limit", "in": "query", "schema": {"maximum": maximum}}]
//! }}}});
//!
//! let report = compare(&document(50), &document(20));
//! let change = &report.changes[0];
//! assert_eq!(change.class, Class::Breaking);
//! assert_eq!(change.rule, "request-bound-tightened");
//! assert_eq!(change.label(), "listItems.query.limit");
//!
//! let mut text = String::new();
//! Titled { old: "1.0", new: "1.1", report: &report }.text(&mut text)?;
//! assert!(text.contains("listItems.query.limit: maximum 50 → maximum 20"));
//! # Ok::<(), std::fmt::Error>(())
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

mod aggregate;
mod change;
#[cfg(feature = "cli")]
pub mod cli;
mod compare;
mod date;
mod family;
mod kind;
mod label;
mod policy;
mod reachability;
mod render;
mod report;
mod rules;

pub use change::{Change, Class, Effect, Place, Reached, Side, Verdict};
pub use date::{Calendar, Date, NOTICE_DAYS};
pub use kind::{Family, Kind};
pub use label::label;
pub use policy::Policy;
pub use render::Titled;
pub use report::{Accepted, Report, compare, compare_on};
pub use rules::table;

/// The examples of the README, which are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
