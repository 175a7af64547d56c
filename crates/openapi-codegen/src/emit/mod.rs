//! From the prepared document to Rust source.
//!
//! `generator` calls progenitor. `type_models` makes models of the types that it
//! knows, and `structs` and `enums` write them as Rust; `call` and `operation` do
//! the same for the functions. `facts` reads what overlays state about operations, for
//! `operation_list` and `response_body`. `code` puts all of it together.

mod arguments;
mod box_optional;
mod call;
mod code;
mod dispatch;
mod distinct;
pub(crate) mod doc_text;
mod emitter;
mod enums;
mod facts;
mod files;
mod generator;
mod model;
mod operation;
mod operation_list;
mod rare;
mod request_body;
mod response_body;
mod rust_type;
mod setters;
mod structs;
mod type_models;

pub use code::{Code, generate};
pub use dispatch::dispatch;
pub(crate) use facts::{beside, drop_foreign};
