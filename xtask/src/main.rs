//! Runs one `cargo xtask` command.

fn main() {}
