//! Resuming after a crash: a crawl from its position, and a long list of URLs from its journal.

// Examples print their results.
#![allow(clippy::print_stdout)]

mod place;

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;

use firecrawl_client::types::CrawlRequest;
use firecrawl_client::{BatchJournal, BatchOutcome, Continuation, Crawl};
use place::Place;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let place = Place::new().await?;
    crawl(&place).await?;

    let folder = tempfile::tempdir()?;
    scrape_list(&place, folder.path(), 4).await?;
    println!("the process is killed after a few pages, and started again");
    scrape_list(&place, folder.path(), usize::MAX).await?;
    let lines = BufReader::new(File::open(folder.path().join("pages.jsonl"))?).lines();
    println!("{} lines of output for 12 URLs", lines.count());
    Ok(())
}

async fn crawl(place: &Place) -> Result<(), Box<dyn Error>> {
    let job = place
        .client
        .crawl(CrawlRequest::new(&place.site).limit(12))
        .await?;

    let mut documents = job.documents();
    for _ in 0..4 {
        if let Some(document) = documents.next().await {
            document?;
        }
    }
    // Written to a file or a database after each document, or each hundredth.
    let written = serde_json::to_string(&documents.continuation())?;
    println!("written down: {written}");
    // Here the process ends. The crawl goes on at the service.
    drop(documents);
    drop(job);

    let place_in_crawl: Continuation<Crawl> = serde_json::from_str(&written)?;
    println!("{} documents were done", place_in_crawl.delivered());
    let mut rest = place.client.resume(place_in_crawl);
    let mut count = 0;
    while let Some(document) = rest.next().await {
        document?;
        count += 1;
    }
    println!("{count} more after the restart");
    Ok(())
}

/// Scrapes a list, or what is left of it, and stops after a number of pages as if it were killed.
async fn scrape_list(place: &Place, folder: &Path, pages: usize) -> Result<(), Box<dyn Error>> {
    let open = |name| {
        let mut options = OpenOptions::new();
        options.create(true).read(true).append(true);
        options.open(folder.join(name))
    };
    let (mut output, mut lines) = (open("pages.jsonl")?, open("pages.journal")?);
    let journal = BatchJournal::read(BufReader::new(&lines))?;
    println!("{} URLs were done", journal.done());
    // What was written after the last entry comes again.
    output.set_len(journal.mark().and_then(|mark| mark.as_u64()).unwrap_or(0))?;
    // Ends a line that was cut off.
    writeln!(lines)?;

    let urls = (0..12).map(|number| place.page(&format!("/visit?page={number}")));
    let urls: Vec<String> = urls.collect();
    let results = place.client.batch_scrape_all(urls).chunk(5).retries(2);
    let mut results = results.resume(journal);
    let mut written = 0;
    while let Some(result) = results.next().await {
        match &result.outcome {
            BatchOutcome::Document(page) => {
                let line = serde_json::json!({"position": result.position, "page": page});
                writeln!(output, "{line}")?;
                written += 1;
            }
            BatchOutcome::Started { urls } => println!("started a batch of {}", urls.len()),
            BatchOutcome::Finished => {}
            other => println!("{:?}: {other:?}", result.url),
        }
        if written == pages {
            return Ok(());
        }
        if let Some(entry) = result.journal_entry() {
            writeln!(lines, "{}", entry.with_mark(output.metadata()?.len()))?;
        }
    }
    Ok(())
}
