//! Deliveries of the Firecrawl v2 API; start with [`Verifier::verify`].
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod confirm;
mod error;
mod event;
// An event has at most one page of a monitor beside its list, and is read one at a time.
#[allow(clippy::large_enum_variant)]
#[rustfmt::skip]
mod generated;
mod signature;
mod verifier;

pub use confirm::{Confirm, JobRef};
pub use error::{VerifyError, VerifyErrorKind};
pub use signature::SIGNATURE_HEADER;
pub use verifier::Verifier;

// The events, generated from the contract.
pub use firecrawl_api::types::{
    ChangeDiff, Document, MonitorCheckStatus, MonitorPageJudgment, MonitorPageStatus,
    MonitorSummary,
};
pub use generated::*;
pub use lenient_json::OneOrMany;

/// The contract that the events are generated from: OpenAPI 3.0 as JSON, with the corrections
/// applied, and the webhooks under `x-webhooks`.
// Not a constant: its documentation would show the whole text.
pub static CONTRACT: &str = include_str!("../corrected.json");
