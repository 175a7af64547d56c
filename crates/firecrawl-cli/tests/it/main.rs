//! The command line against a server in this process.

#![allow(clippy::unwrap_used)]

mod batch;
mod calls;
mod checkpoints;
// Runs scripts, with the features that the documents describe.
#[cfg(all(unix, feature = "local", feature = "mcp"))]
mod document_blocks;
#[cfg(all(unix, feature = "local", feature = "mcp"))]
mod documents;
mod harness;
mod interrupts;
mod jobs;
mod kills;
mod lists;
#[cfg(feature = "mcp")]
mod mcp;
mod official_defects;
mod outages;
mod pages;
#[cfg(feature = "parquet")]
mod parquet;
mod settings;
mod spellings;
#[cfg(feature = "object-store")]
mod store;
mod webhooks;
