//! `POST /extract` and its status.

use std::sync::{Arc, Weak};
use std::time::Duration;

use firecrawl_api::types::ScrapeOptions;
use serde_json::{Map, Value, json};
use url::Url;

use super::assignment::{Assignment, AssignmentKind, Ending, WARNING, status};
use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;
use crate::jobs::batch::{self, Addresses};
use crate::webhooks::Event;

/// How long one page may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How many pages are looked at before the run takes its addresses for dead.
const MOST_PAGES: usize = 10;

const DEAD: &str = "All provided URLs are invalid. Please check your input and try again.";

/// Starts an extract.
pub fn start_extract(app: &Arc<App>, call: &Call) -> Answer {
    let mut body = call.body.clone();
    trim_wildcards(&mut body);
    let named = body["urls"].as_array().is_some_and(|urls| !urls.is_empty());
    let Addresses { urls, invalid } = if named {
        match batch::sort(&body) {
            Ok(sorted) => sorted,
            Err(refusal) => return *refusal,
        }
    } else {
        Addresses::default()
    };
    let assignment = Assignment::new(AssignmentKind::Extract, &call.body, app.settings.expiry);
    let assignment = app.jobs.add_assignment(assignment);
    app.tasks
        .spawn(work(Arc::downgrade(app), assignment.clone(), urls));
    let mut answer = json!({"success": true, "id": assignment.id});
    if let Some(invalid) = invalid {
        answer["invalidURLs"] = invalid.into();
    }
    Answer::ok(answer)
}

/// Where an extract stands.
pub fn read_extract(app: &App, call: &Call) -> Answer {
    let assignment = app
        .jobs
        .assignment(call.path_value("id"))
        .filter(|assignment| assignment.kind == AssignmentKind::Extract);
    let Some(assignment) = assignment else {
        return Answer::error(404, "Extract job not found");
    };
    let (ending, expires) = assignment.read();
    let mut body = json!({
        "success": !matches!(ending, Some(Ending::Failed(_))),
        // An empty list where there is no object: odd, and what the service does.
        "data": [],
        "status": status(ending.as_ref()),
    });
    if let Some(Ending::Failed(error)) = &ending {
        body["error"] = error.as_str().into();
    }
    body["expiresAt"] = expires.into();
    if let Some(Ending::Completed(data)) = ending {
        if assignment.request["showSources"] == true {
            body["sources"] = sources(&data, &assignment.request["urls"]);
        }
        body["data"] = data;
        body["tokensUsed"] = 0.into();
        body["creditsUsed"] = 0.into();
        body["warning"] = WARNING.into();
    }
    Answer::ok(body)
}

async fn work(app: Weak<App>, assignment: Arc<Assignment>, urls: Vec<Url>) {
    send(&app, &assignment, "started", json!([]), None);
    assignment.seen().await;
    let ending = if urls.is_empty() || any_lives(&app, &urls).await {
        Ending::Completed(assignment.made_up())
    } else {
        Ending::Failed(DEAD.to_owned())
    };
    if assignment.end(ending.clone()) {
        match ending {
            Ending::Completed(data) => {
                let data = json!([{"success": true, "data": data, "extractId": assignment.id}]);
                send(&app, &assignment, "completed", data, None);
            }
            Ending::Failed(error) => send(&app, &assignment, "failed", json!([]), Some(error)),
            Ending::Cancelled => {}
        }
    }
}

/// Whether one of the pages can be fetched; the data is made up, but dead addresses are not.
async fn any_lives(app: &Weak<App>, urls: &[Url]) -> bool {
    let options = ScrapeOptions::default();
    for url in urls.iter().take(MOST_PAGES) {
        let Some(app) = app.upgrade() else {
            return false;
        };
        if app.engine.scrape(url, &options, TIMEOUT).await.is_ok() {
            return true;
        }
    }
    false
}

fn send(app: &Weak<App>, assignment: &Assignment, event: &str, data: Value, error: Option<String>) {
    if let (Some(app), Some(target)) = (app.upgrade(), &assignment.webhook) {
        let event = Event {
            name: format!("extract.{event}"),
            id: assignment.id.clone(),
            success: error.is_none(),
            data,
            error,
        };
        app.webhooks.send(target, event);
    }
}

/// `https://site/*` means all of a site; its first page stands for it here.
fn trim_wildcards(body: &mut Value) {
    for url in body["urls"].as_array_mut().into_iter().flatten() {
        if let Some(trimmed) = url.as_str().and_then(|url| url.strip_suffix('*')) {
            *url = trimmed.into();
        }
    }
}

/// Every field is said to come from every address.
fn sources(data: &Value, urls: &Value) -> Value {
    let sources: Map<String, Value> = data
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| (name.clone(), urls.clone()))
        .collect();
    sources.into()
}
