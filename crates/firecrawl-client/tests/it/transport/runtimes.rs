//! Runtimes that cannot carry a call.

use firecrawl_client::{Client, ErrorKind};
use tokio::runtime::{Builder, Runtime};

fn scrape(runtime: &Runtime) -> firecrawl_client::Error {
    // Nothing listens there.
    let client = Client::builder().base_url("http://127.0.0.1:9").build();
    let scrape = async { client.unwrap().scrape("https://example.com").await };
    runtime.block_on(scrape).unwrap_err()
}

#[test]
fn a_runtime_without_timers_or_io_is_a_configuration_error() {
    let without = |part: &str, runtime: &mut Builder| {
        let error = scrape(&runtime.build().unwrap());
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
        assert!(error.message().contains(part), "{error}");
        assert!(error.message().contains("enable_all"), "{error}");
        assert!(!error.is_retryable() && error.attempts() == 0);
    };
    without("timers", &mut Builder::new_current_thread());
    without("timers", Builder::new_current_thread().enable_io());
    without("IO", Builder::new_current_thread().enable_time());
    without(
        "IO",
        Builder::new_multi_thread().worker_threads(1).enable_time(),
    );
}
