//! All subjects against the server in one process: each receives all documents.

use anyhow::Result;
use firecrawl_benches::document::CrawlPage;
use firecrawl_benches::drivers::{
    ClientDriver, Driver, FloorDriver, OfficialDriver, Page, Subject, Target,
};
use firecrawl_benches::made_on_request::url;
use firecrawl_benches::measure::{collect_crawl, measure, scrape, stream_crawl};
use firecrawl_benches::routes::finished_crawl;
use firecrawl_benches::server::Server;
use firecrawl_benches::tls::Protocol;
use firecrawl_benches::totals::Totals;
use firecrawl_benches::work::{Batches, Calls, Crawl, Work};

/// Two pages and a half.
const DOCUMENTS: usize = 250;

async fn receives_all<D: Driver>(server: &Server) -> Result<()> {
    let driver = D::connect(&Target::new(server.url(), None))?;
    for page in [Page::Small, Page::Large] {
        let (in_flight, calls) = (1, 1);
        let expected = server.expected(&Work::Calls(Calls {
            page,
            in_flight,
            calls,
        }))?;
        assert_eq!(scrape(&driver, page).await?, expected);
    }
    for documents in [10, 100, DOCUMENTS] {
        let crawl = Crawl {
            documents,
            small: documents == 100,
            collected: false,
        };
        let id = finished_crawl(&crawl);
        let expected = server.expected(&Work::Crawl(crawl))?;
        assert_eq!(expected.documents, documents as u64);
        assert_eq!(stream_crawl(&driver, &id).await?, expected);
        assert_eq!(collect_crawl(&driver, &id).await?, expected);
    }
    Ok(())
}

#[tokio::test]
async fn every_subject_receives_all_documents() {
    let server = Server::start(DOCUMENTS, None).await.unwrap();
    receives_all::<ClientDriver>(&server).await.unwrap();
    receives_all::<OfficialDriver>(&server).await.unwrap();
    receives_all::<FloorDriver>(&server).await.unwrap();
}

#[tokio::test]
async fn a_missing_crawl_is_an_error() {
    let server = Server::start(10, None).await.unwrap();
    let floor = FloorDriver::connect(&Target::new(server.url(), None)).unwrap();
    let crawl = Crawl {
        documents: 11,
        small: false,
        collected: false,
    };
    let error = stream_crawl(&floor, &finished_crawl(&crawl))
        .await
        .unwrap_err();
    assert!(format!("{error:#}").contains("404"), "{error:#}");
}

#[tokio::test]
async fn a_running_crawl_has_a_next_page() {
    let server = Server::start(0, None).await.unwrap();
    let http = reqwest::Client::new();
    let url = format!("{}/v2/crawl", server.url());
    let started: serde_json::Value = http.post(url).send().await.unwrap().json().await.unwrap();
    let status = started["url"].as_str().unwrap();
    let page: CrawlPage = http.get(status).send().await.unwrap().json().await.unwrap();
    assert_eq!((&*page.status, page.total), ("scraping", 50));
    let next = page.next.unwrap();
    assert_eq!(next, format!("{status}?skip={}", page.data.len()));
}

#[tokio::test(flavor = "multi_thread")]
async fn work_is_measured_with_the_received_documents() {
    let server = Server::start(10, None).await.unwrap();
    let target = Target::new(server.url(), None);
    let work = Work::Calls(Calls {
        page: Page::Small,
        in_flight: 3,
        calls: 10,
    });
    let outcome =
        tokio::task::spawn_blocking(move || measure(Subject::Floor, &target, &work, None));
    let outcome = outcome.await.unwrap().unwrap();
    assert_eq!(outcome.received.documents, 10);
    assert!(outcome.figures.values().all(|value| *value >= 0.0));
}

#[tokio::test]
async fn every_url_of_a_list_is_scraped_in_batches() {
    let server = Server::start(0, None).await.unwrap();
    let client = ClientDriver::connect(&Target::new(server.url(), None)).unwrap();
    let mut received = Totals::default();
    let receive = |document| received += Totals::of([ClientDriver::markdown(&document)]);
    client.batches((0..250).map(url), receive).await.unwrap();
    let expected = server.expected(&Work::Batches(Batches { urls: 250 }));
    assert_eq!(received, expected.unwrap());
}

#[tokio::test]
async fn tls_is_spoken_with_a_certificate_of_its_own() {
    let server = Server::start(0, Some(Protocol::Http1)).await.unwrap();
    let target = Target::new(server.url(), server.certificate());
    let client = ClientDriver::connect(&target).unwrap();
    scrape(&client, Page::Small).await.unwrap();
    assert_eq!(server.connections(), 1);
}
