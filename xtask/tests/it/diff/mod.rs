//! The comparison of two contracts.

mod calls;
mod mutations;
mod places;
mod reach;
mod schemas;
mod single;
