//! A local server, a client for it, and a clock that does not wait.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use firecrawl_client::{Client, ClientBuilder, Clock, SystemClock};
use firecrawl_local::LocalServer;

/// The key of the test servers that have one.
pub const KEY: &str = "fc-5ecre7a11c0de5ecre7";

/// An id that could be any job's.
pub const ID: &str = "0199c5a2-0000-7000-8000-000000000000";

/// A clock that notes what it was asked to wait, and moves ahead instead.
#[derive(Clone, Debug)]
pub struct Hurry {
    started: Instant,
    slept: Arc<Mutex<Vec<Duration>>>,
}

impl Default for Hurry {
    fn default() -> Self {
        Self {
            started: Instant::now(),
            slept: Arc::default(),
        }
    }
}

impl Hurry {
    /// All waits so far.
    pub fn slept(&self) -> Vec<Duration> {
        self.slept.lock().unwrap().clone()
    }

    fn ahead(&self) -> Duration {
        self.slept().iter().sum()
    }
}

impl Clock for Hurry {
    fn now(&self) -> Instant {
        self.started + self.started.elapsed() + self.ahead()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::now() + self.ahead()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.slept.lock().unwrap().push(time);
        // Others get their turn, as in a real wait.
        Box::pin(tokio::task::yield_now())
    }
}

/// A server with the demo site, and what calls it.
pub struct Setup {
    pub server: LocalServer,
    pub client: Client,
    pub clock: Hurry,
}

impl Setup {
    /// A server with the demo site, without keys.
    pub async fn new() -> Self {
        Self::with(|server| server, |client| client).await
    }

    /// The same with a clock that waits, for jobs that run until they are done.
    pub async fn in_real_time() -> Self {
        Self::with(|server| server, |client| client.clock(SystemClock)).await
    }

    /// The same with other settings.
    pub async fn with(
        server: impl FnOnce(firecrawl_local::Builder) -> firecrawl_local::Builder,
        client: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Self {
        let server = server(LocalServer::builder().demo_site())
            .start()
            .await
            .unwrap();
        let clock = Hurry::default();
        let builder = Client::builder()
            .base_url(server.base_url())
            .clock(clock.clone())
            .jitter(|| 0.5);
        let client = client(builder).build().unwrap();
        Self {
            server,
            client,
            clock,
        }
    }

    /// The id of a scrape that the server knows.
    pub async fn scrape_id(&self) -> String {
        let page = self.client.scrape(self.page("/tea-room")).await.unwrap();
        let metadata = page.into_inner().metadata.unwrap();
        metadata.scrape_id.unwrap()
    }

    /// The address of a page of the demo site.
    pub fn page(&self, path: &str) -> String {
        format!("{}{path}", self.server.demo_url().unwrap())
    }
}
