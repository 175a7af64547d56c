//! Jobs and their handles.

mod accounts;
mod all_batches;
mod batches;
mod cancel;
mod collecting;
mod endings;
mod just_started;
mod large_pages;
mod options;
mod orders;
mod others;
mod paging;
mod rejected;
mod resuming;
mod scripts;
mod setting;
mod unexpected_items;
mod waiting;
