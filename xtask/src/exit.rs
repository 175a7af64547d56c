//! The exit codes of the commands.

/// Everything is as it should be.
pub const FRESH: u8 = 0;
/// Something failed, or needs a person: regenerating does not mend it.
pub const FAILURE: u8 = 1;
/// A comparison found changes at the limit or over it.
pub const DIFFERENT: u8 = 3;
/// The generated files are not what the inputs make; `cargo xtask generate` mends it.
///
/// Not 2, which clap gives for a wrong call.
pub const STALE: u8 = 4;
