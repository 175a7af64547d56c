//! The corrected contract: routes, schemas and validation.

mod address;
mod issues;
mod load;
mod parameters;
mod routes;
mod rules;
mod unions;
mod validate;

pub use address::{is_page_address, refusals};
pub use load::{Contract, Operation};
pub use routes::Match;
