//! Wall-clock times of single calls.

fn main() {}
