//! Reads OpenAPI documents, and walks over them.
//!
//! One clear error for whatever is not an OpenAPI 3.0 document in JSON.

mod document;
mod error;
mod load;
mod openapi;
mod strict;

pub use document::*;
pub use error::{Error, Result, visible};
pub use load::{Contract, MAX_BYTES, load, load_as, parse, parse_json, read, read_json};
pub use openapi::kind;
