//! Compares the responses of a running server with the contract.
//!
//! [`run`] carries out a [`Settings`] and gives a [`Report`], which [`compare`] holds against an
//! earlier one.

pub mod cli;
mod compared;
mod declared;
mod fields;
mod finding;
mod ids;
mod judge;
mod plan;
mod report;
mod run;
mod server;
mod spend;
mod text;
mod validate;

pub use compared::{Compared, compare};
pub use declared::Declared;
pub use finding::{Finding, Kind};
pub use report::{Called, Observed, Report, Unseen};
pub use run::{Settings, run};
pub use server::Server;
