//! The pages of the demo site and the links between them.

use std::collections::{BTreeSet, VecDeque};
use std::net::Ipv4Addr;

use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use scraper::{Html, Selector};

use super::*;
use crate::demo::pages::PAGES;

async fn site() -> DemoSite {
    DemoSite::start(Ipv4Addr::LOCALHOST.into()).await.unwrap()
}

fn client() -> Client {
    Client::builder().redirect(Policy::none()).build().unwrap()
}

async fn get(site: &DemoSite, path: &str) -> Response {
    let url = format!("{}{path}", site.url());
    client().get(url).send().await.unwrap()
}

async fn text(site: &DemoSite, path: &str) -> String {
    get(site, path).await.text().await.unwrap()
}

fn attributes(html: &str, selector: &str, attribute: &str) -> Vec<String> {
    Html::parse_document(html)
        .select(&Selector::parse(selector).unwrap())
        .filter_map(|element| element.attr(attribute).map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn every_page_has_a_text_and_says_what_it_is() {
    let site = site().await;
    let mut titles = BTreeSet::new();
    for page in PAGES.iter() {
        let response = get(&site, page.path).await;
        assert_eq!(response.status(), 200, "{}", page.path);
        assert_eq!(
            response.headers()["content-type"],
            "text/html; charset=utf-8"
        );
        let html = response.text().await.unwrap();
        assert!(!html.contains("{{"), "{}: a placeholder is left", page.path);
        titles.insert(page.title);
        for (selector, wanted) in [
            ("meta[name=description]", page.description.to_owned()),
            ("meta[property='og:title']", page.title.to_owned()),
            (
                "meta[property='og:url']",
                format!("{}{}", site.url(), page.path),
            ),
        ] {
            assert_eq!(
                attributes(&html, selector, "content"),
                [wanted],
                "{}",
                page.path
            );
        }
        let main = Html::parse_document(&html);
        let main = main
            .select(&Selector::parse("main").unwrap())
            .next()
            .unwrap();
        assert!(
            main.text().collect::<String>().split_whitespace().count() > 50,
            "{}",
            page.path
        );
    }
    assert_eq!(titles.len(), 20);
}

#[tokio::test]
async fn a_walk_along_the_links_reaches_every_page_and_finds_what_is_wrong() {
    let site = site().await;
    let mut seen = BTreeSet::from(["/".to_owned()]);
    let mut queue = VecDeque::from(["/".to_owned()]);
    let mut failed = Vec::new();
    while let Some(path) = queue.pop_front() {
        let response = get(&site, &path).await;
        let status = response.status().as_u16();
        if status >= 300 {
            failed.push((status, path));
            continue;
        }
        let html = response.text().await.unwrap();
        let pictures = attributes(&html, "main img", "src").into_iter();
        let links = attributes(&html, "a[href]", "href").into_iter();
        for link in links.chain(pictures).filter(|link| link.starts_with('/')) {
            if seen.insert(link.clone()) {
                queue.push_back(link);
            }
        }
    }
    for page in PAGES.iter() {
        assert!(seen.contains(page.path), "{} is not linked", page.path);
    }
    failed.sort();
    let wanted = [(301, "/old-visit"), (404, "/lost-page"), (500, "/broken")];
    assert_eq!(
        failed,
        wanted.map(|(status, path)| (status, path.to_owned()))
    );
    assert!(seen.contains("/private/staff-rota"));
}

#[tokio::test]
async fn sitemap_and_robots_name_this_site() {
    let site = site().await;
    let sitemap = text(&site, "/sitemap.xml").await;
    assert_eq!(sitemap.matches("<loc>").count(), 20);
    assert!(sitemap.contains(&format!("<loc>{}/tea-room</loc>", site.url())));
    let robots = text(&site, "/robots.txt").await;
    assert!(robots.contains("\nDisallow: /private/\n"));
    assert!(robots.contains(&format!("\nSitemap: {}/sitemap.xml\n", site.url())));
}

#[tokio::test]
async fn the_slow_page_takes_as_long_as_it_is_told() {
    let site = site().await;
    let start = std::time::Instant::now();
    assert!(
        text(&site, "/slow?ms=20")
            .await
            .contains("took 20 milliseconds")
    );
    assert!(start.elapsed() >= std::time::Duration::from_millis(20));
}

#[tokio::test]
async fn a_moved_page_says_where_it_went() {
    let response = get(&site().await, "/old-visit").await;
    assert_eq!(response.status(), 301);
    assert_eq!(response.headers()["location"], "/visit");
}

#[tokio::test]
async fn one_page_differs_at_every_visit_and_the_others_do_not() {
    let site = site().await;
    assert_ne!(text(&site, "/today").await, text(&site, "/today").await);
    assert_eq!(text(&site, "/about").await, text(&site, "/about").await);
}

#[tokio::test]
async fn repeated_tags_large_pages_and_missing_things_are_there() {
    let site = site().await;
    let press = text(&site, "/press").await;
    assert_eq!(
        attributes(&press, "meta[property='og:image']", "content").len(),
        3
    );
    assert!(text(&site, "/catalogue").await.len() > 400_000);
    assert_eq!(get(&site, "/images/nothing.svg").await.status(), 404);
    assert_eq!(get(&site, "/private/nothing").await.status(), 404);
    let favicon = get(&site, "/images/favicon.svg").await;
    assert_eq!(favicon.headers()["content-type"], "image/svg+xml");
}

#[tokio::test]
async fn a_host_that_is_no_host_is_not_repeated() {
    let site = site().await;
    let request = client()
        .get(format!("{}/about", site.url()))
        .header("host", "\"><script>");
    let page = request.send().await.unwrap().text().await.unwrap();
    assert!(page.contains("http://localhost/about"));
    assert!(!page.contains("\"><script>"));
}

#[tokio::test]
async fn a_dropped_site_is_gone() {
    let site = site().await;
    let url = site.url();
    let address = site.address();
    assert_eq!(client().get(&url).send().await.unwrap().status(), 200);
    drop(site);
    // The listener closes in its own task, which needs a moment.
    for _ in 0..200 {
        if tokio::net::TcpStream::connect(address).await.is_err() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the site still responses");
}

#[tokio::test]
async fn the_site_is_on_the_next_port_if_that_is_free() {
    let first = site().await;
    let before = SocketAddr::new(first.address().ip(), first.address().port() - 1);
    let other = DemoSite::start_beside(before).await.unwrap();
    assert_ne!(other.address(), first.address());
    // Another program may take the port in between.
    drop(first);
    for _ in 0..100 {
        if DemoSite::start_beside(before)
            .await
            .unwrap()
            .address()
            .port()
            == before.port() + 1
        {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("never on the next port");
}
