//! The recipes, which know nothing of the server that they call.

pub mod batch_to_jsonl;
pub mod live_watch;
pub mod monitor_with_webhook;
pub mod own_ca_and_proxy;
pub mod rag_chunks;
pub mod rate_limits;
pub mod resume_after_crash;
pub mod search_and_scrape;
pub mod site_to_markdown;
pub mod typed_extraction;
pub mod web_service;
