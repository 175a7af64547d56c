//! The effects of a change on this repository.

mod repository;
mod spot;

pub use repository::{Here, Repository};
pub use spot::Spots;
