//! Values made from a schema.

mod generate;
mod make;
mod merge;
mod text;

pub use make::{from_answer_schema, from_json_schema};
