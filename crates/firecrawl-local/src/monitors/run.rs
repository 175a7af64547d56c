//! Runs a check, records its pages and sends its webhooks.

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};

use firecrawl_api::types::{Format, ScrapeOptions};
use futures_util::stream::{self, StreamExt};
use serde_json::{Value, json};
use url::Url;

use super::check::page;
use super::link_crawler::{LinkCrawler, MAX_PAGES};
use super::monitor::Shared;
use super::snapshot::Snapshot;
use crate::engine::Scraped;
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;
use crate::webhooks::{Event, WebhookTarget};

/// The number of pages of one target that are fetched at once.
const CONCURRENCY: usize = 8;
/// The metadata that a page keeps.
const METADATA: [&str; 8] = [
    "title",
    "description",
    "language",
    "scrapeId",
    "sourceURL",
    "url",
    "statusCode",
    "contentType",
];

/// Starts a check in the background; a monitor has one at a time.
pub fn start(state: &Arc<ServerState>, request: &Request) -> Handled {
    let shared = state.monitors.find(request)?;
    let mut monitor = shared.lock();
    if monitor.running.is_some() {
        let error = "A check is already running for this monitor";
        return Err(Response::error(409, error).into());
    }
    let (id, shown) = monitor.begin();
    let run = Run {
        state: Arc::downgrade(state),
        monitor: Arc::clone(&shared),
        monitor_id: monitor.id.clone(),
        check_id: id.clone(),
        webhook: WebhookTarget::parse(&monitor.definition["webhook"]),
        seen: BTreeSet::new(),
        incomplete: BTreeSet::new(),
    };
    state.tasks.spawn(run.run(monitor.targets().to_vec()));
    let body = json!({"success": true, "id": id, "data": shown});
    Ok(Response::ok(body))
}

/// A running check. It does not keep the server alive: it ends with the page that it fetches.
///
/// Its steps return `None` once the server has stopped or the monitor was deleted.
struct Run {
    state: Weak<ServerState>,
    monitor: Shared,
    monitor_id: String,
    check_id: String,
    webhook: Option<WebhookTarget>,
    /// The URLs that this check has looked up.
    seen: BTreeSet<String>,
    /// The targets whose missing pages may still exist.
    incomplete: BTreeSet<String>,
}

impl Run {
    async fn run(mut self, targets: Vec<Value>) {
        if let Some(check) = self.monitor.lock().check(&self.check_id) {
            check.start();
        }
        for target in &targets {
            if self.target(target).await.is_none() {
                break;
            }
        }
        self.record_removed();
        self.finish();
    }

    async fn target(&mut self, target: &Value) -> Option<()> {
        let id = target["id"].as_str().unwrap_or_default();
        let before = self.seen.len();
        let mut result = json!({"targetId": id, "type": target["type"]});
        match target["type"].as_str() {
            Some("scrape") => {
                let urls = target["urls"].as_array().into_iter().flatten();
                let urls = urls.filter_map(|url| url.as_str().map(str::to_owned));
                let urls = urls.take(MAX_PAGES).collect();
                self.pages(urls, id, &options(target)).await?;
            }
            Some("crawl") => self.crawl(target, id).await?,
            _ => {
                result["warning"] =
                    "made up: this local server has no search engine, so nothing was found".into();
            }
        }
        result["pages"] = (self.seen.len() - before).into();
        if let Some(check) = self.monitor.lock().check(&self.check_id) {
            check.target_results.push(result);
        }
        Some(())
    }

    /// Fetches level by level: the links of one level are the pages of the next.
    async fn crawl(&mut self, target: &Value, id: &str) -> Option<()> {
        let options = options(target);
        let Some(mut crawler) = LinkCrawler::new(target) else {
            return Some(());
        };
        loop {
            let level = crawler.take();
            if level.is_empty() {
                break;
            }
            let (links, all_found) = self.pages(level, id, &options).await?;
            crawler.follow(links);
            // The links of a page that failed are unknown, so the pages behind them may still exist.
            if crawler.cut || !all_found {
                self.incomplete.insert(id.to_owned());
            }
        }
        Some(())
    }

    /// Fetches and compares pages in this order; returns their links, and whether all were fetched.
    async fn pages(
        &mut self,
        urls: Vec<String>,
        target: &str,
        options: &ScrapeOptions,
    ) -> Option<(Vec<Url>, bool)> {
        let state = self.state.clone();
        let urls: Vec<String> = urls
            .into_iter()
            .filter(|url| self.seen.insert(url.clone()))
            .collect();
        let fetched: Vec<_> = urls.iter().map(|url| fetch(&state, url, options)).collect();
        let mut fetched = stream::iter(fetched).buffered(CONCURRENCY);
        let (mut links, mut all_found) = (Vec::new(), true);
        for url in &urls {
            let mut scraped = fetched.next().await.flatten()?;
            match &mut scraped {
                Ok(scraped) => links.append(&mut scraped.links),
                Err(_) => all_found = false,
            }
            self.record(url, target, scraped)?;
        }
        Some((links, all_found))
    }

    /// Compares a page with the check before and remembers it.
    fn record(&self, url: &str, target: &str, scraped: Result<Scraped, String>) -> Option<()> {
        let before = self.monitor.lock().baseline.get(url).cloned();
        let mut page = page(target, url, "error", before.as_deref());
        let scraped = match scraped {
            Ok(scraped) => scraped,
            Err(message) => {
                page["error"] = message.into();
                return self.keep(page, None, 0);
            }
        };
        let status = scraped.page.status;
        let gone = matches!(status, 404 | 410);
        let scrape_id = scraped.id.to_string();
        let metadata = scraped.document.get("metadata").and_then(Value::as_object);
        let mut metadata = metadata.cloned().unwrap_or_default();
        metadata.retain(|name, _| METADATA.contains(&name.as_str()));
        page["statusCode"] = status.into();
        page["currentScrapeId"] = scrape_id.as_str().into();
        page["metadata"] = metadata.into();
        let markdown = scraped.markdown.unwrap_or_default();
        let current = Snapshot::new(markdown, scrape_id, target.to_owned());
        page["status"] = match &before {
            Some(_) if gone => "removed",
            None if gone => {
                page["error"] = format!("The page answered {status}").into();
                "error"
            }
            None => "new",
            Some(before) if before.same(&current) => "same",
            Some(before) => {
                let diff = before.diff(&current);
                page["diff"] = diff.map(|text| json!({"text": text})).into();
                "changed"
            }
        }
        .into();
        self.keep(page, (!gone).then_some(current), 1)
    }

    /// Records the pages of the check before that no target has any more.
    fn record_removed(&self) {
        let baseline = self.monitor.lock().baseline.clone();
        for (url, snapshot) in baseline {
            if self.seen.contains(&url) || self.incomplete.contains(&snapshot.target_id) {
                continue;
            }
            let page = page(&snapshot.target_id, &url, "removed", Some(&snapshot));
            if self.keep(page, None, 0).is_none() {
                return;
            }
        }
    }

    fn keep(&self, page: Value, snapshot: Option<Snapshot>, credits: i64) -> Option<()> {
        let state = self.state.upgrade()?;
        let mut monitor = self.monitor.lock();
        if monitor.deleted {
            return None;
        }
        let url = page["url"].as_str().unwrap_or_default();
        let removed = page["status"] == "removed";
        match snapshot {
            Some(snapshot) => monitor.remember(url, snapshot),
            None if removed => drop(monitor.baseline.remove(url)),
            None => {}
        }
        let data = json!({
            "monitorId": self.monitor_id,
            "checkId": self.check_id,
            "url": page["url"],
            "status": page["status"],
            "previousScrapeId": page["previousScrapeId"],
            "currentScrapeId": page["currentScrapeId"],
            "error": page["error"],
            "isMeaningful": null,
            "judgment": null,
            "diff": page["diff"],
        });
        let error = page["error"].as_str().map(str::to_owned);
        if let Some(check) = monitor.check(&self.check_id) {
            check.add(page, credits);
        }
        drop(monitor);
        state.team.spend(credits);
        // The service has no event for removed pages.
        if !removed {
            let event = Event::new("monitor.page", &self.check_id, json!([data]), error);
            state.webhooks.send(self.webhook.as_ref(), event);
        }
        Some(())
    }

    fn finish(&self) {
        let mut monitor = self.monitor.lock();
        let Some(check) = monitor.finish(&self.check_id) else {
            return;
        };
        let data = json!([{
            "monitorId": self.monitor_id,
            "checkId": self.check_id,
            "status": check.status,
            "summary": check.summary(),
        }]);
        let error = check.error().map(str::to_owned);
        let mut event = Event::new("monitor.check.completed", &self.check_id, data, error);
        event.body["success"] = (check.status == "completed").into();
        if let Some(state) = self.state.upgrade().filter(|_| !monitor.deleted) {
            state.webhooks.send(self.webhook.as_ref(), event);
        }
    }
}

/// Returns the options of a target, changed so that a page is fetched anew and has Markdown.
fn options(target: &Value) -> ScrapeOptions {
    let options = target.get("scrapeOptions").cloned();
    let options = options.and_then(|options| serde_json::from_value(options).ok());
    let mut options: ScrapeOptions = options.unwrap_or_default();
    if let Some(formats) = &mut options.formats
        && !formats.contains(&Format::Markdown)
    {
        formats.push(Format::Markdown);
    }
    options.max_age_ms = Some(0);
    options.min_age_ms = None;
    options
}

/// Fetches a page; the error is the service's message. `None` once the server has stopped.
async fn fetch(
    state: &Weak<ServerState>,
    url: &str,
    options: &ScrapeOptions,
) -> Option<Result<Scraped, String>> {
    let state = state.upgrade()?;
    let Ok(url) = Url::parse(url) else {
        return Some(Err("Invalid URL".to_owned()));
    };
    let scraped = state.engine.scrape(&url, url.as_str(), options).await;
    Some(scraped.map_err(|error| error.message.into_owned()))
}
