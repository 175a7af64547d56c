//! Reading a contract file: one clear error for whatever is not an OpenAPI 3.0 document in JSON.

mod load;
mod openapi;
mod strict;
#[cfg(test)]
mod tests;

pub use load::{Contract, MAX_BYTES, load, load_as, parse, parse_json, read, read_json};
pub(crate) use openapi::kind;
