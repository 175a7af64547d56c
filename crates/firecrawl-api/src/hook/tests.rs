//! The hook sends through what it holds, or plainly.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use progenitor_client::{ClientHooks, ClientInfo, OperationInfo};

use super::*;

/// Has what a generated client has.
struct Generated {
    client: Client,
    inner: Hook,
}

impl ClientInfo<Hook> for Generated {
    fn api_version() -> &'static str {
        "v2"
    }

    fn baseurl(&self) -> &str {
        "http://localhost"
    }

    fn client(&self) -> &Client {
        &self.client
    }

    fn inner(&self) -> &Hook {
        &self.inner
    }
}

hooked!(Generated);

/// Refuses everything, and counts.
struct Refuse(Arc<AtomicUsize>);

impl Execute for Refuse {
    fn execute<'a>(
        &'a self,
        client: &'a Client,
        request: Request,
        operation: &'static str,
    ) -> Sending<'a> {
        assert_eq!((request.url().path(), operation), ("/v2/scrape", "scrape"));
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            let refused = client.get("not a url").send().await;
            Err(Failure::Send(refused.unwrap_err()))
        })
    }
}

/// The answer of a future that has nothing to wait for.
fn ready<T>(future: impl Future<Output = T> + Send) -> T {
    let mut future = Box::pin(future);
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the future waits"),
    }
}

fn send(hook: Hook, url: &str) -> reqwest::Result<Response> {
    let generated = Generated {
        client: Client::new(),
        inner: hook,
    };
    let request = generated.client.post(url).build()?;
    let info = OperationInfo {
        operation_id: "scrape",
    };
    ready(generated.exec(request, &info))
}

#[test]
fn requests_go_through_the_hook() {
    let count = Arc::new(AtomicUsize::new(0));
    let hook = Hook::new(Refuse(Arc::clone(&count)));
    assert!(
        send(hook.clone(), "http://localhost/v2/scrape")
            .unwrap_err()
            .is_builder()
    );
    assert!(send(hook, "http://localhost/v2/scrape").is_err());
    assert_eq!(count.load(Ordering::Relaxed), 2);
}

#[test]
fn without_a_hook_requests_are_sent_plainly() {
    // The HTTP client itself refuses the scheme, before it connects.
    let error = send(Hook::default(), "gopher://localhost/v2/scrape").unwrap_err();
    assert_eq!(error.url().map(|url| url.scheme()), Some("gopher"));
}

#[test]
fn debug_tells_nothing_of_the_inside() {
    let hook = Hook::new(Refuse(Arc::default()));
    assert_eq!(format!("{hook:?}"), "Hook { .. }");
    assert_eq!(format!("{:?}", Hook::default()), "Hook { .. }");
}
