//! The exit codes of the commands.

/// Everything is as it should be.
pub const FRESH: u8 = 0;
/// Something failed, or needs a person: regenerating does not help.
pub const FAILURE: u8 = 1;
/// A comparison found changes at its limit or above it.
pub const DIFFERENT: u8 = 3;
/// The generated files are not what the inputs make; `cargo xtask generate` writes them.
///
/// Not 2, which clap uses for a wrong call.
pub const STALE: u8 = 4;
