//! The exit codes of the commands.

/// Success; everything is up to date.
pub const FRESH: u8 = 0;
/// Something failed, or needs manual work: regenerating does not help.
pub const FAILURE: u8 = 1;
/// A comparison found changes at its limit or above it.
pub const DIFFERENT: u8 = 3;
/// The generated files are stale; `cargo xtask generate` updates them.
///
/// Not 2, which clap uses for invalid arguments.
pub const STALE: u8 = 4;
