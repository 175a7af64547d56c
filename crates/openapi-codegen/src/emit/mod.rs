//! From the prepared document to Rust source.
//!
//! `generator` calls progenitor, `type_models` makes models of the types that it
//! made, `structs` and `enums` write them as Rust, `operation` does the same for
//! the functions, and `files` prints all of it.

mod box_optional;
mod call;
mod dispatch;
mod distinct;
pub(crate) mod doc_text;
mod emitter;
mod enums;
mod facts;
mod files;
mod generate;
mod generator;
mod model;
mod operation;
mod operation_list;
mod response_body;
mod rust_type;
mod setters;
mod structs;
mod type_models;

pub use dispatch::dispatch;
pub use generate::{Code, generate};
