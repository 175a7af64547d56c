//! Jobs and their handles.

mod accounts;
mod all_batches;
mod batches;
mod cancel;
mod collecting;
mod endings;
mod journal;
mod just_started;
mod large_pages;
mod options;
mod orders;
mod others;
mod outages;
mod paging;
mod rejected;
mod resuming;
mod retries;
mod scripts;
mod setting;
mod starts;
mod unexpected_items;
mod waiting;
