//! The comparison of two contracts.

mod command;
