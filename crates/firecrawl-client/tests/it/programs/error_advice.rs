//! Tells the kinds of errors apart, and says when to try again.

use std::time::Duration;

use firecrawl_client::{Client, Error, ErrorKind};

pub async fn run(client: &Client, url: &str) -> String {
    match client.scrape(url).await {
        Ok(page) => format!(
            "{} bytes",
            page.markdown.as_deref().unwrap_or_default().len()
        ),
        Err(error) => advice(&error),
    }
}

pub fn advice(error: &Error) -> String {
    match error.kind() {
        ErrorKind::RateLimited => {
            let wait = error.retry_after().unwrap_or(Duration::from_secs(60));
            format!("try again in {} s", wait.as_secs())
        }
        ErrorKind::Auth => "check FIRECRAWL_API_KEY".to_string(),
        ErrorKind::PaymentRequired => "buy credits".to_string(),
        ErrorKind::NotFound => "there is no such thing".to_string(),
        ErrorKind::Timeout | ErrorKind::Connection => "try again now".to_string(),
        ErrorKind::InvalidRequest | ErrorKind::BadRequest => {
            format!("correct the request: {}", error.message())
        }
        _ if error.is_retryable() => "try again later".to_string(),
        _ => match error.status() {
            Some(status) => format!("status {status}: {}", error.message()),
            None => error.to_string(),
        },
    }
}
