//! The effects of a change on this repository.

mod effects;
mod spot;

pub use effects::{Here, Repository};
