//! The effects of a change on this repository.

pub mod code_of_both;
pub mod hidden;
mod repository;
pub mod same_code;
mod spot;

pub use repository::{Here, Repository};
pub use spot::Spots;
