//! Which methods of the facade call which operations, found from its source.

mod methods;
mod search;

pub use methods::{method_names, methods, uncalled};
