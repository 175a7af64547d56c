//! Runs a check.

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};

use chrono::Utc;
use firecrawl_api::types::ScrapeOptions;
use futures_util::stream::{self, StreamExt};
use serde_json::{Value, json};

use super::fetch::{fetch, options};
use super::link_crawler::{LinkCrawler, MAX_PAGES};
use super::store::Shared;
use crate::request::Request;
use crate::response::{Handled, Response};
use crate::state::ServerState;
use crate::webhooks::WebhookTarget;

/// The number of pages of one target that are fetched at once.
const CONCURRENCY: usize = 8;

/// Starts a check in the background; a monitor has one at a time.
pub fn start(state: &Arc<ServerState>, request: &Request) -> Handled {
    let shared = state.monitors.find(request)?;
    let mut monitor = shared.lock();
    if monitor.running.is_some() {
        let error = "A check is already running for this monitor";
        return Err(Response::error(409, error).into());
    }
    let check = monitor.begin(Utc::now());
    let (id, shown) = (check.id.clone(), check.to_json());
    let run = Run {
        state: Arc::downgrade(state),
        monitor: Arc::clone(&shared),
        monitor_id: monitor.id.clone(),
        check_id: id.clone(),
        webhook: monitor.webhook().and_then(WebhookTarget::parse),
        seen: BTreeSet::new(),
        incomplete: BTreeSet::new(),
    };
    state.tasks.spawn(run.run(monitor.targets.clone()));
    let body = json!({"success": true, "id": id, "data": shown});
    Ok(Response::ok(body))
}

/// A running check. It does not keep the server alive: it ends with the page that it fetches.
pub(super) struct Run {
    pub(super) state: Weak<ServerState>,
    pub(super) monitor: Shared,
    pub(super) monitor_id: String,
    pub(super) check_id: String,
    pub(super) webhook: Option<WebhookTarget>,
    /// The URLs that this check has looked up.
    pub(super) seen: BTreeSet<String>,
    /// The targets whose missing pages may still exist.
    pub(super) incomplete: BTreeSet<String>,
}

/// The server has stopped or the monitor was deleted.
pub(super) struct Stopped;

impl Run {
    async fn run(mut self, targets: Vec<Value>) {
        if let Some(check) = self.monitor.lock().check(&self.check_id) {
            check.start(Utc::now());
        }
        for target in &targets {
            if self.target(target).await.is_err() {
                break;
            }
        }
        self.record_removed();
        self.finish();
    }

    async fn target(&mut self, target: &Value) -> Result<(), Stopped> {
        let id = target["id"].as_str().unwrap_or_default();
        let kind = target["type"].as_str().unwrap_or_default();
        let before = self.seen.len();
        let mut result = json!({"targetId": id, "type": kind});
        match kind {
            "scrape" => self.scrape(target, id).await?,
            "crawl" => self.crawl(target, id).await?,
            _ => {
                result["warning"] =
                    "made up: this local server has no search engine, so nothing was found".into();
            }
        }
        result["pages"] = (self.seen.len() - before).into();
        if let Some(check) = self.monitor.lock().check(&self.check_id) {
            check.target_results.push(result);
        }
        Ok(())
    }

    async fn scrape(&mut self, target: &Value, id: &str) -> Result<(), Stopped> {
        let urls: Vec<String> = target["urls"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|url| url.as_str().map(str::to_owned))
            .take(MAX_PAGES)
            .collect();
        self.pages(urls, id, &options(target)).await?;
        Ok(())
    }

    /// Fetches level by level: the links of one level are the pages of the next.
    async fn crawl(&mut self, target: &Value, id: &str) -> Result<(), Stopped> {
        let options = options(target);
        let Some(mut crawler) = LinkCrawler::new(target) else {
            return Ok(());
        };
        loop {
            let level = crawler.take();
            let Some(depth) = level.first().map(|(_, depth)| *depth) else {
                break;
            };
            let urls = level.into_iter().map(|(url, _)| url).collect();
            for links in self.pages(urls, id, &options).await? {
                match links {
                    Some(links) => crawler.links(&links, depth),
                    // Its links are unknown, so the pages behind them may still exist.
                    None => drop(self.incomplete.insert(id.to_owned())),
                }
            }
        }
        if crawler.cut() {
            self.incomplete.insert(id.to_owned());
        }
        Ok(())
    }

    /// Fetches and compares pages in this order; returns the links of each that could be fetched.
    async fn pages(
        &mut self,
        urls: Vec<String>,
        target: &str,
        options: &ScrapeOptions,
    ) -> Result<Vec<Option<Vec<url::Url>>>, Stopped> {
        let state = self.state.clone();
        let urls: Vec<String> = urls
            .into_iter()
            .filter(|url| self.seen.insert(url.clone()))
            .collect();
        let mut fetched = stream::iter(urls)
            .map(|url| {
                let state = &state;
                async move {
                    let fetched = fetch(state, &url, options).await;
                    (url, fetched)
                }
            })
            .buffered(CONCURRENCY);
        let mut links = Vec::new();
        while let Some((url, fetched)) = fetched.next().await {
            let mut fetched = fetched.ok_or(Stopped)?;
            links.push(
                fetched
                    .as_mut()
                    .ok()
                    .map(|page| std::mem::take(&mut page.links)),
            );
            self.record(url, target, fetched)?;
        }
        Ok(links)
    }
}
