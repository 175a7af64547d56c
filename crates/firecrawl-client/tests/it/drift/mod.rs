//! The client against the contract: what drifts apart is named, with the line to change.

mod called;
mod contract;
mod doctored;
mod form;
mod golden;
mod natural;
mod phases;
mod properties;
mod security;
mod sender;
mod source;
mod table;
mod words;
