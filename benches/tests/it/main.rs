//! All subjects against the server in one process: they see what it holds.

use firecrawl_benches::clients::{Contender, Floor, Official, Ours, Page, Subject};
use firecrawl_benches::document::CrawlPage;
use firecrawl_benches::error::Result;
use firecrawl_benches::measure::measure;
use firecrawl_benches::routes::finished_crawl;
use firecrawl_benches::server::Server;
use firecrawl_benches::work::Work;

/// Two pages and a half.
const DOCUMENTS: usize = 250;

async fn sees_all<S: Subject>(server: &Server) -> Result<()> {
    let subject = S::connect(&server.address())?;
    let floor = Floor::connect(&server.address())?;
    for page in [Page::Small, Page::Large] {
        let held = floor.held(&format!("scrape/{}", page.word())).await?;
        assert_eq!(subject.scrape(page).await?, held);
    }
    for documents in [10, 100, DOCUMENTS] {
        let id = finished_crawl(documents);
        let held = floor.held(&format!("crawl/{id}")).await?;
        assert_eq!(held.documents, documents as u64);
        assert_eq!(subject.stream_crawl(&id).await?, held);
        assert_eq!(subject.collect_crawl(&id).await?, held);
    }
    Ok(())
}

#[tokio::test]
async fn every_subject_sees_what_the_server_holds() {
    let server = Server::start(DOCUMENTS).await.unwrap();
    sees_all::<Ours>(&server).await.unwrap();
    sees_all::<Official>(&server).await.unwrap();
    sees_all::<Floor>(&server).await.unwrap();
}

#[tokio::test]
async fn what_is_not_there_is_an_error() {
    let server = Server::start(10).await.unwrap();
    let floor = Floor::connect(&server.address()).unwrap();
    let error = floor.stream_crawl(&finished_crawl(11)).await.unwrap_err();
    assert!(error.to_string().contains("404"), "{error}");
}

#[tokio::test]
async fn a_crawl_that_runs_has_a_next_page() {
    let server = Server::start(0).await.unwrap();
    let http = reqwest::Client::new();
    let url = format!("{}/v2/crawl", server.address());
    let started: serde_json::Value = http.post(url).send().await.unwrap().json().await.unwrap();
    let status = started["url"].as_str().unwrap();
    let page: CrawlPage = http.get(status).send().await.unwrap().json().await.unwrap();
    assert_eq!((&*page.status, page.total), ("scraping", 50));
    let next = page.next.unwrap();
    assert_eq!(next, format!("{status}?skip={}", page.data.len()));
}

#[tokio::test(flavor = "multi_thread")]
async fn work_is_measured_with_what_was_seen() {
    let server = Server::start(10).await.unwrap();
    let address = server.address();
    let work = Work::Calls {
        page: Page::Small,
        in_flight: 3,
        calls: 10,
    };
    let outcome = tokio::task::spawn_blocking(move || measure(Contender::Floor, &address, &work));
    let outcome = outcome.await.unwrap().unwrap();
    assert_eq!(outcome.seen.documents, 10);
    assert!(outcome.figures.values().all(|value| *value >= 0.0));
}
