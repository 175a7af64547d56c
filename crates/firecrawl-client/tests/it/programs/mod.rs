//! Programs that a newcomer writes from the README and the documentation.

mod crawl_to_files;
mod error_advice;
mod list_monitors;
mod map_and_batch;
mod scrape_to_markdown;
mod search_hits;
mod typed_extraction;
mod wait_elsewhere;

mod runs;
