//! The failed URLs of a batch with their reasons, and those that robots.txt blocks.
//!
//! An argument is the id of an existing batch to inspect instead.

// Examples print their results.
#![allow(clippy::print_stdout)]

mod place;

use std::error::Error;

use place::Place;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let place = Place::new().await?;
    let job = match std::env::args().nth(1) {
        Some(id) => place.client.batch_job(id),
        None => {
            let urls = [
                place.page("/history"),
                "http://127.0.0.1:9/closed".to_owned(),
                place.page("/private/staff-rota"),
            ];
            place.client.batch_scrape(urls).await?
        }
    };

    // Waits, reads all documents, and then `GET /batch/scrape/{id}/errors`.
    let report = job.collect().await?;
    println!("{} documents", report.documents.len());
    for failed in &report.failures {
        println!("{failed}");
    }
    for url in &report.robots_blocked {
        println!("{url}: blocked by robots.txt");
    }

    // Once more for what may work now.
    if let Some(again) = job.retry_failed(&report).await? {
        println!("trying {} again", report.worth_retrying().len());
        println!("{} failed again", again.collect().await?.failures.len());
    }
    Ok(())
}
