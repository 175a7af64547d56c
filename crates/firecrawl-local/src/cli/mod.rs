//! The program: arguments, banner, start and stop.

mod arguments;
mod banner;
mod run;
mod stop;
mod webhook;

pub use arguments::Arguments;
pub use run::run;
