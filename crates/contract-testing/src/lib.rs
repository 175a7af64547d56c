//! Support for tests against an OpenAPI 3.0 contract.
//!
//! A schema of the contract is compiled to a tree ([`schema`]). From the tree come random values
//! ([`instances`]) and a few small values that together touch every part ([`coverage`]), and a
//! value that was sent or read is compared in its canonical form ([`canonical`]). [`mutations`] are
//! responses that deviate from the contract. Everything that is wrong is collected and reported together ([`findings`]). Hostile texts for the places of any
//! contract are in [`hostile`].
//!
//! The samples of `openapi-document` are the values that products show and send: one for a schema,
//! the same in each run. The instances here are drawn to find faults, with escapes, extreme numbers
//! and missing fields, so they are made apart from these.
//!
//! Only tests depend on this crate, so it panics on a contract that it does not understand: a value
//! that is not valid would prove nothing.

#![allow(clippy::expect_used, clippy::panic)]

pub mod canonical;
pub mod coverage;
pub mod findings;
pub mod hostile;
pub mod instances;
pub mod mutations;
pub mod schema;

// The same schemas for a validator.
pub use openapi_document::json_schema;
