//! Jobs and their handles.

mod all_batches;
mod batches;
mod cancel;
mod others;
mod paging;
mod resuming;
mod setting;
mod waiting;
