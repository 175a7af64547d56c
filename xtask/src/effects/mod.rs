//! What a change touches in this repository.

mod effects;
mod generated;

pub use effects::{Here, Repository};
