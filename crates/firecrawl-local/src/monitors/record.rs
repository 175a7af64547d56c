//! Keeps what a running check finds, and tells webhooks of it.

use chrono::Utc;
use serde_json::{Value, json};

use super::check::{Page, PageStatus};
use super::fetch::Fetched;
use super::run::{Run, Stopped};
use super::snapshot::Snapshot;
use super::store::locked;
use crate::state::ServerState;
use crate::webhooks::Event;

impl Run {
    /// Compares a page with what is known of it and remembers it.
    pub(super) fn record(
        &self,
        url: String,
        target: &str,
        fetched: Result<Fetched, String>,
    ) -> Result<(), Stopped> {
        let known = locked(&self.monitor).known(&url);
        let credits = i64::from(fetched.is_ok());
        let mut page = Page {
            target_id: target.to_owned(),
            url,
            status: PageStatus::Error,
            previous_scrape_id: known.as_ref().map(|known| known.scrape_id.clone()),
            current_scrape_id: None,
            status_code: None,
            error: None,
            metadata: None,
            diff: None,
            at: Utc::now(),
        };
        let mut now = None;
        match fetched {
            Err(message) => page.error = Some(message),
            Ok(fetched) => {
                page.status_code = Some(fetched.status_code);
                page.current_scrape_id = Some(fetched.scrape_id.clone());
                page.metadata = Some(fetched.metadata);
                let gone = matches!(fetched.status_code, 404 | 410);
                let current = Snapshot::new(fetched.markdown, fetched.scrape_id, target.to_owned());
                page.status = match &known {
                    Some(_) if gone => PageStatus::Removed,
                    None if gone => PageStatus::Error,
                    None => PageStatus::New,
                    Some(known) if known.same(&current) => PageStatus::Same,
                    Some(_) => PageStatus::Changed,
                };
                if page.status == PageStatus::Error {
                    page.error = Some(format!("The page answered {}", fetched.status_code));
                }
                if page.status == PageStatus::Changed {
                    page.diff = known.as_ref().and_then(|known| known.diff(&current));
                }
                now = (!gone).then_some(current);
            }
        }
        self.keep(&page, now, credits)
    }

    /// Tells of pages that were there at the check before and that no target has any more.
    pub(super) fn tell_removed(&self) {
        let known = locked(&self.monitor).all_known();
        for (url, snapshot) in known {
            if self.seen.contains(&url) || self.kept.contains(&snapshot.target_id) {
                continue;
            }
            let page = Page {
                target_id: snapshot.target_id.clone(),
                url,
                status: PageStatus::Removed,
                previous_scrape_id: Some(snapshot.scrape_id.clone()),
                current_scrape_id: None,
                status_code: None,
                error: None,
                metadata: None,
                diff: None,
                at: Utc::now(),
            };
            if self.keep(&page, None, 0).is_err() {
                return;
            }
        }
    }

    fn keep(&self, page: &Page, now: Option<Snapshot>, credits: i64) -> Result<(), Stopped> {
        let state = self.state.upgrade().ok_or(Stopped)?;
        {
            let mut monitor = locked(&self.monitor);
            if monitor.deleted {
                return Err(Stopped);
            }
            match (now, page.status) {
                (Some(snapshot), _) => monitor.remember(&page.url, snapshot),
                (None, PageStatus::Removed) => monitor.forget(&page.url),
                (None, _) => {}
            }
            if let Some(check) = monitor.check(&self.check_id) {
                check.add(page, credits);
            }
        }
        state.team.spend(credits);
        // The service's event knows no removed pages.
        if page.status != PageStatus::Removed {
            self.tell(
                &state,
                "monitor.page",
                page.status != PageStatus::Error,
                page.told(&self.monitor_id, &self.check_id),
                page.error.clone(),
            );
        }
        Ok(())
    }

    pub(super) fn finish(&self) {
        let (status, summary) = match locked(&self.monitor).finish(&self.check_id, Utc::now()) {
            Some(check) => (check.status, check.summary.shown()),
            None => return,
        };
        let Some(state) = self.state.upgrade() else {
            return;
        };
        if locked(&self.monitor).deleted {
            return;
        }
        let data = json!({
            "monitorId": self.monitor_id,
            "checkId": self.check_id,
            "status": status,
            "summary": summary,
        });
        let error = (status == "failed").then(|| "No page could be fetched".to_owned());
        self.tell(
            &state,
            "monitor.check.completed",
            status == "completed",
            data,
            error,
        );
    }

    fn tell(
        &self,
        state: &ServerState,
        name: &str,
        success: bool,
        data: Value,
        error: Option<String>,
    ) {
        if let Some(target) = &self.webhook {
            state.webhooks.send(
                target,
                Event {
                    name: name.to_owned(),
                    id: self.check_id.clone(),
                    success,
                    data: json!([data]),
                    error,
                },
            );
        }
    }
}
