//! Each fault that was seen in the official programs, and each thing that they lack, one test for one.

mod absent;
mod command_line;
#[cfg(feature = "mcp")]
mod mcp_server;
