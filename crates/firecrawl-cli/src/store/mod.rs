//! `firecrawl batch --store`: a list of URLs that any number of processes work on.
//!
//! They may be on any number of machines, with nothing between them but a folder or a bucket.
//!
//! The list is cut into shards. A worker takes a shard by creating the next object of its lease, and
//! keeps it by creating further ones; an object that exists is never replaced, so that of two workers
//! one gets the shard. The ids of the jobs that it starts are in the lease, so that another worker
//! resumes them instead of paying again. The results of a shard go into an object of their own name, and count
//! once `done/N.json` names it, which is created once. Leases save money; that alone makes the result right.

mod command;
mod done;
mod layout;
mod lease;
mod place;
mod shard;
mod status;
#[cfg(test)]
mod tests;
mod worker;

pub use command::{arguments, run};
