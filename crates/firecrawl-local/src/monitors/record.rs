//! Records the pages of a running check, and sends its webhooks.

use chrono::Utc;
use serde_json::{Value, json};

use super::check::{Page, PageStatus};
use super::fetch::Fetched;
use super::run::{Run, Stopped};
use super::snapshot::Snapshot;
use crate::state::ServerState;
use crate::webhooks::Event;

impl Run {
    /// Compares a page with the check before and remembers it.
    pub(super) fn record(
        &self,
        url: String,
        target: &str,
        fetched: Result<Fetched, String>,
    ) -> Result<(), Stopped> {
        let before = self.monitor.lock().snapshot(&url);
        let mut page = Page::new(target, url, PageStatus::Error);
        page.previous_scrape_id = before.as_ref().map(|before| before.scrape_id.clone());
        let fetched = match fetched {
            Ok(fetched) => fetched,
            Err(message) => {
                page.error = Some(message);
                return self.keep(page, None, 0);
            }
        };
        let gone = matches!(fetched.status_code, 404 | 410);
        page.status_code = Some(fetched.status_code);
        page.current_scrape_id = Some(fetched.scrape_id.clone());
        page.metadata = Some(fetched.metadata);
        let current = Snapshot::new(fetched.markdown, fetched.scrape_id, target.to_owned());
        page.status = match &before {
            Some(_) if gone => PageStatus::Removed,
            None if gone => PageStatus::Error,
            None => PageStatus::New,
            Some(before) if before.same(&current) => PageStatus::Same,
            Some(_) => PageStatus::Changed,
        };
        if page.status == PageStatus::Error {
            page.error = Some(format!("The page answered {}", fetched.status_code));
        }
        if page.status == PageStatus::Changed {
            page.diff = before.and_then(|before| before.diff(&current));
        }
        self.keep(page, (!gone).then_some(current), 1)
    }

    /// Records the pages of the check before that no target has any more.
    pub(super) fn record_removed(&self) {
        let snapshots = self.monitor.lock().snapshots();
        for (url, snapshot) in snapshots {
            if self.seen.contains(&url) || self.incomplete.contains(&snapshot.target_id) {
                continue;
            }
            let mut page = Page::new(&snapshot.target_id, url, PageStatus::Removed);
            page.previous_scrape_id = Some(snapshot.scrape_id.clone());
            if self.keep(page, None, 0).is_err() {
                return;
            }
        }
    }

    fn keep(&self, page: Page, snapshot: Option<Snapshot>, credits: i64) -> Result<(), Stopped> {
        let state = self.state.upgrade().ok_or(Stopped)?;
        let mut monitor = self.monitor.lock();
        if monitor.deleted {
            return Err(Stopped);
        }
        match snapshot {
            Some(snapshot) => monitor.remember(&page.url, snapshot),
            None if page.status == PageStatus::Removed => monitor.forget(&page.url),
            None => {}
        }
        // The service has no event for removed pages.
        let data = (page.status != PageStatus::Removed)
            .then(|| page.webhook_data(&self.monitor_id, &self.check_id));
        let (is_error, error) = (page.status == PageStatus::Error, page.error.clone());
        if let Some(check) = monitor.check(&self.check_id) {
            check.add(page, credits);
        }
        drop(monitor);
        state.team.spend(credits);
        if let Some(data) = data {
            self.send(&state, "monitor.page", !is_error, data, error);
        }
        Ok(())
    }

    pub(super) fn finish(&self) {
        let mut monitor = self.monitor.lock();
        let Some(check) = monitor.finish(&self.check_id, Utc::now()) else {
            return;
        };
        let (status, error) = (check.status, check.error().map(str::to_owned));
        let data = json!({
            "monitorId": self.monitor_id,
            "checkId": self.check_id,
            "status": status,
            "summary": check.summary(),
        });
        if let Some(state) = self.state.upgrade().filter(|_| !monitor.deleted) {
            let success = status == "completed";
            self.send(&state, "monitor.check.completed", success, data, error);
        }
    }

    fn send(
        &self,
        state: &ServerState,
        name: &str,
        success: bool,
        data: Value,
        error: Option<String>,
    ) {
        let event = Event {
            name: name.to_owned(),
            id: self.check_id.clone(),
            success,
            data: json!([data]),
            error,
        };
        state.webhooks.send(self.webhook.as_ref(), event);
    }
}
