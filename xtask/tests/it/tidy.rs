//! The rules of this repository that no other tool checks.
//!
//! A rule is a function from a file to its findings. Each is run twice: on every tracked file it
//! concerns, and on a text that breaks it, so that a rule which finds nothing has been seen to
//! find something.

mod blocks;
mod manifests;
mod markdown;
mod pages;
mod shown;
mod sources;
mod text;
mod tree;
