//! What a change touches in this repository.

mod effects;
mod spot;

pub use effects::{Here, Repository};
