//! The comparison of two contracts.

mod calls;
mod command;
mod mirror;
mod mutations;
mod oracle;
mod places;
mod reach;
mod schemas;
mod single;
mod users;
mod wrapped;
