//! Starts a crawl in one process, and waits for it in another.

use firecrawl_client::{Client, Error};

pub async fn start(client: &Client, url: &str) -> Result<String, Error> {
    let job = client.crawl(url).await?;
    Ok(job.id().to_string())
}

pub async fn finish(client: &Client, id: &str) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    let job = client.crawl_job(id);
    let status = job
        .wait_with(|status| {
            lines.push(format!(
                "{}: {} of {} pages",
                status.status, status.completed, status.total
            ));
        })
        .await?;
    lines.push(format!("{:?} credits", status.credits_used));

    let site = job.collect().await?;
    for page in site.documents {
        lines.push(page.title().unwrap_or("untitled").to_string());
    }
    Ok(lines)
}
