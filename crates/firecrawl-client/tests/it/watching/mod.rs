//! Live watches of crawls and batches.

mod connections;
mod faults;
mod frames;
mod receiver;
mod watched;

use watched::{Watched, all, name};
