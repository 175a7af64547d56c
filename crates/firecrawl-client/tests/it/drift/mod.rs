//! The client against the contract: what drifts apart is named, with the line to change.

mod called;
mod contract;
mod form;
mod golden;
mod hostile;
#[path = "../../../../firecrawl-api/tests/it/hostile_bodies.rs"]
#[allow(dead_code)]
mod hostile_bodies;
mod mutated_contract;
mod phases;
mod properties;
mod security;
mod sender;
mod string_literals;
mod table;
mod typical_requests;
