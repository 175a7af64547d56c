//! The public behavior of handles, also outside a runtime.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use firecrawl_client::{
    Browser, Client, ErrorKind, Monitors, Research, Support, Team, ThreatSettings,
};

use crate::setup::KEY;

#[test]
fn handles_are_cheap_and_show_no_key() {
    fn check<T: Clone + Send + Sync + std::fmt::Debug + 'static>(handle: T) {
        let shown = format!("{:?}", handle.clone());
        assert!(shown.contains("api_root"), "{shown}");
        assert!(!shown.contains(KEY), "{shown}");
    }
    let client = Client::new(KEY).unwrap();
    check::<Browser>(client.browser());
    check::<Monitors>(client.monitors());
    check::<Research>(client.research());
    check::<Support>(client.support());
    check::<Team>(client.team());
    check::<ThreatSettings>(client.threat_protection());
}

#[test]
fn without_a_runtime_a_call_is_an_error_and_no_panic() {
    let client = Client::builder()
        .base_url("http://127.0.0.1:1")
        .build()
        .unwrap();
    let mut call = pin!(client.scrape("https://a.example/"));
    let mut context = Context::from_waker(Waker::noop());
    match call.as_mut().poll(&mut context) {
        Poll::Ready(Err(error)) => assert_eq!(error.kind(), ErrorKind::Config, "{error}"),
        other => panic!("{other:?}"),
    }
}
