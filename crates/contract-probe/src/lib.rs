//! Compares the responses of a running server with the contract.
//!
//! [`run`] carries out a [`Settings`] and gives a [`Report`], which [`Report::since`] compares with
//! an earlier one.

pub mod cli;
mod declared;
mod fields;
mod finding;
mod ids;
mod judge;
mod plan;
mod report;
mod run;
mod server;
mod text;
mod validate;

pub use declared::Declared;
pub use finding::{Difference, Finding, Kind};
pub use report::{Called, Compared, Observed, Rejection, Report, Unseen};
pub use run::{Settings, run};
pub use server::Server;
