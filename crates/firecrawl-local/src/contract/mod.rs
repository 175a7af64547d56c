//! The corrected contract: routes, schemas and validation.

mod load;

pub use load::{Contract, Operation};
