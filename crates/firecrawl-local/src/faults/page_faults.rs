//! Faults in the pages of a job: in `next`, and in the documents of a page.

use std::collections::VecDeque;

use parking_lot::Mutex;
use serde_json::Value;
use url::Url;

use crate::request::Request;

/// The number of jobs whose pages are remembered, the latest used last.
const REMEMBERED_JOBS: usize = 8;

/// The pages that were sent while a fault waits to repeat one.
#[derive(Debug, Default)]
pub(super) struct Pages {
    jobs: Mutex<VecDeque<Seen>>,
}

#[derive(Debug)]
struct Seen {
    job: String,
    first: Option<Value>,
    latest: Page,
    previous: Option<Page>,
}

#[derive(Clone, Debug)]
struct Page {
    skip: i64,
    data: Value,
}

/// Points `next` at another host; `false` without a `next`.
pub(super) fn point_elsewhere(body: &mut Value, base: &str) -> bool {
    let Some(next) = body.get_mut("next") else {
        return false;
    };
    let Some(url) = next.as_str().and_then(|text| Url::parse(text).ok()) else {
        return false;
    };
    let mut text = format!("{}{}", base.trim_end_matches('/'), url.path());
    if let Some(query) = url.query() {
        text.push('?');
        text.push_str(query);
    }
    *next = Value::String(text);
    true
}

/// Points `next` at the page itself; `false` if the body is not a page.
pub(super) fn point_to_itself(body: &mut Value, request: &Request) -> bool {
    let Some(page) = body
        .as_object_mut()
        .filter(|body| body.contains_key("next") || body.get("data").is_some_and(Value::is_array))
    else {
        return false;
    };
    let Some(own) = own_url(request) else {
        return false;
    };
    page.insert("next".to_owned(), Value::String(own.into()));
    true
}

/// Replaces the documents of a page by those of the first one; `false` if that was not sent before.
pub(super) fn repeat_first(body: &mut Value, request: &Request, pages: &Pages) -> bool {
    let skip = skip(request);
    let Some(data) = documents(body) else {
        return false;
    };
    let first = pages.remember(request, skip, data, |seen| seen.first.clone());
    replace(data, first.filter(|_| skip > 0))
}

/// Replaces the documents of a page by those of the page before; `false` if that was not sent.
pub(super) fn repeat_previous(body: &mut Value, request: &Request, pages: &Pages) -> bool {
    let skip = skip(request);
    let Some(data) = documents(body) else {
        return false;
    };
    let previous = pages.remember(request, skip, data, |seen| {
        seen.previous.as_ref().map(|page| page.data.clone())
    });
    replace(data, previous.filter(|_| skip > 0))
}

impl Pages {
    /// Remembers a page as it is without the fault, and looks one up.
    fn remember(
        &self,
        request: &Request,
        skip: i64,
        data: &Value,
        look_up: impl FnOnce(&Seen) -> Option<Value>,
    ) -> Option<Value> {
        let job = format!("{}/{:?}", request.id(), request.path);
        let page = Page {
            skip,
            data: data.clone(),
        };
        let mut jobs = self.jobs.lock();
        let known = jobs.iter().position(|seen| seen.job == job);
        let mut seen = match known.and_then(|index| jobs.remove(index)) {
            Some(mut seen) => {
                let last = std::mem::replace(&mut seen.latest, page);
                // The page before a repeated request stays the same.
                if last.skip != skip {
                    seen.previous = Some(last);
                }
                seen
            }
            None => Seen {
                job,
                first: None,
                latest: page,
                previous: None,
            },
        };
        if skip == 0 {
            seen.first = Some(data.clone());
        }
        let found = look_up(&seen);
        jobs.push_back(seen);
        if jobs.len() > REMEMBERED_JOBS {
            jobs.pop_front();
        }
        found
    }
}

fn documents(body: &mut Value) -> Option<&mut Value> {
    body.get_mut("data").filter(|data| data.is_array())
}

fn replace(data: &mut Value, other: Option<Value>) -> bool {
    other.map(|other| *data = other).is_some()
}

fn skip(request: &Request) -> i64 {
    request.query_i64("skip").unwrap_or(0)
}

/// Returns the URL of the request, with `skip=0` where it has no `skip`, like the service.
fn own_url(request: &Request) -> Option<Url> {
    let mut url = Url::parse(&request.origin).ok()?;
    {
        let mut segments = url.path_segments_mut().ok()?;
        segments.clear().push("v2");
        for segment in request
            .operation
            .path
            .split('/')
            .filter(|part| !part.is_empty())
        {
            let name = segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            segments.push(name.map_or(segment, |name| request.path_param(name)));
        }
    }
    {
        let mut query = url.query_pairs_mut();
        for (name, value) in &request.query {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            query.append_pair(name, &text);
        }
        if !request.query.contains_key("skip") {
            query.append_pair("skip", "0");
        }
    }
    Some(url)
}
