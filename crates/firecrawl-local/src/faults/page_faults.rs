//! Faults in the pages of a job: in `next`, and in the documents of a page.

use parking_lot::Mutex;
use serde_json::Value;
use url::Url;

use crate::contract::parameter_name;
use crate::lru_cache::LruCache;
use crate::request::Request;

/// The number of jobs whose pages are remembered.
const MAX_JOBS: usize = 8;

/// The pages that were sent while a fault waits to repeat one.
#[derive(Debug, Default)]
pub(super) struct Pages(Mutex<LruCache<String, Seen, MAX_JOBS>>);

/// The pages of a job.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub(super) first: Option<Value>,
    pub(super) previous: Option<Value>,
    latest: Option<(i64, Value)>,
}

/// Points `next` at another host; `false` without a `next`.
pub(super) fn point_elsewhere(body: &mut Value, base: &str) -> bool {
    let next = body["next"].as_str();
    let Some(url) = next.and_then(|text| Url::parse(text).ok()) else {
        return false;
    };
    let mut text = format!("{}{}", base.trim_end_matches('/'), url.path());
    if let Some(query) = url.query() {
        text.push('?');
        text.push_str(query);
    }
    body["next"] = text.into();
    true
}

/// Points `next` so many items further than the page begins, by the number of its items; `false` if
/// the body is not a page.
pub(super) fn point_by(body: &mut Value, request: &Request, step: fn(i64) -> i64) -> bool {
    let items = body["data"].as_array().map_or(0, Vec::len);
    let step = step(i64::try_from(items).unwrap_or(i64::MAX));
    let skip = request.query_i64("skip").unwrap_or(0);
    point_to(body, request, skip.saturating_add(step))
}

/// Points `next` at the page that begins at an item; `false` if the body is not a page.
pub(super) fn point_to(body: &mut Value, request: &Request, skip: i64) -> bool {
    let Some(page) = body
        .as_object_mut()
        .filter(|body| body.contains_key("next") || body.get("data").is_some_and(Value::is_array))
    else {
        return false;
    };
    let Some(url) = page_url(request, skip) else {
        return false;
    };
    page.insert("next".to_owned(), Value::String(url.into()));
    true
}

impl Pages {
    /// Replaces the documents of a page by those of another one; `false` if that was not sent
    /// before.
    pub(super) fn repeat(
        &self,
        body: &mut Value,
        request: &Request,
        choose: impl FnOnce(Seen) -> Option<Value>,
    ) -> bool {
        let Some(data) = body.get_mut("data").filter(|data| data.is_array()) else {
            return false;
        };
        let skip = request.query_i64("skip").unwrap_or(0);
        let other = choose(self.remember(request, skip, data));
        let other = other.filter(|_| skip > 0);
        other.map(|other| *data = other).is_some()
    }

    /// Remembers a page as it is without the fault.
    fn remember(&self, request: &Request, skip: i64, data: &Value) -> Seen {
        let job = format!("{}/{:?}", request.id(), request.path);
        let mut jobs = self.0.lock();
        let mut seen = jobs.get(&job).unwrap_or_default();
        // The page before a repeated request stays the same.
        if let Some((last_skip, last)) = seen.latest.replace((skip, data.clone()))
            && last_skip != skip
        {
            seen.previous = Some(last);
        }
        if skip == 0 {
            seen.first = Some(data.clone());
        }
        jobs.insert(job, seen.clone(), 0);
        seen
    }
}

/// Returns the URL of the request with another `skip`.
fn page_url(request: &Request, skip: i64) -> Option<Url> {
    let mut url = Url::parse(&request.origin).ok()?;
    let segments = request.operation.path.split('/').skip(1);
    let segments = segments.map(|segment| match parameter_name(segment) {
        Some(name) => request.path_param(name),
        None => segment,
    });
    let mut path = url.path_segments_mut().ok()?;
    path.clear().push("v2").extend(segments);
    drop(path);
    {
        let mut query = url.query_pairs_mut();
        let others = request.query.iter().filter(|(name, _)| *name != "skip");
        for (name, value) in others {
            let text = value.to_string();
            let text = value.as_str().unwrap_or(&text);
            query.append_pair(name, text);
        }
        query.append_pair("skip", &skip.to_string());
    }
    Some(url)
}
