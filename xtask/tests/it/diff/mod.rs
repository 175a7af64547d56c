//! The comparison of two contracts.

mod command;
mod decisions;
mod generated;
