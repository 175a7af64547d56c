//! Waits for a service that is away.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use api_transport::{Error, RetryPolicy};

use super::poll_policy::PollPolicy;
use crate::client::Client;

impl Client {
    /// Waits until the service responds: `GET /concurrency-check`, again and again.
    ///
    /// For a program that makes many calls one after the other, once one of them has failed for a reason that may
    /// pass. Any response ends the wait that is not a failure of the server (5xx), such as the 404
    /// of a server without this route. The pauses are those of `poll_policy`.
    ///
    /// # Errors
    ///
    /// The error of the last request, once they have failed for as long as [`PollPolicy::outage`] says, or
    /// else the deadline.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use std::time::Duration;
    /// use firecrawl_client::PollPolicy;
    ///
    /// let away = PollPolicy::default().outage(Duration::from_secs(300));
    /// client.until_available(&away).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn until_available(&self, poll_policy: &PollPolicy) -> Result<(), Error> {
        let since = self.transport.clock().now();
        self.available_since(poll_policy, since).await
    }

    /// Does the same for a service that has been away for some time.
    async fn available_since(&self, poll_policy: &PollPolicy, since: Instant) -> Result<(), Error> {
        let (transport, mut polls) = (&self.transport, 0);
        let clock = transport.clock();
        let options = self.after_start().transport.options().clone();
        let options = options.retry(RetryPolicy::off());
        loop {
            let failing = clock.now().saturating_duration_since(since);
            let left = poll_policy.longest_outage().saturating_sub(failing);
            let probe =
                self.with_options(options.clone().at_most(left.max(poll_policy.pause(0, 0.5))));
            let error = match probe.team().concurrency().await {
                Err(error) if error.is_retryable() && !error.is_rate_limited() => error,
                _ => return Ok(()),
            };
            let pause = poll_policy.pause(polls, transport.random());
            let pause = pause.max(error.retry_after().unwrap_or_default());
            let failing = clock.now().saturating_duration_since(since);
            if failing.saturating_add(pause) > poll_policy.longest_outage() {
                return Err(error);
            }
            clock.sleep(pause).await;
            polls += 1;
        }
    }
}

/// A wait for the service.
type Wait = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// Starts of batches that fail one after the other, for a reason that may pass.
///
/// The next one is made when the service responds again. Only if it succeeds, others follow.
pub(super) struct Outage {
    /// The time of the first failure.
    since: Instant,
    failures: u32,
    /// The wait for the service; `None` once it responds.
    wait: Option<Wait>,
}

impl Outage {
    /// Notes a failed start; fails with its error if starts have failed for too long.
    pub fn note(
        outage: &mut Option<Self>,
        client: &Client,
        poll_policy: &PollPolicy,
        error: Error,
    ) -> Result<(), Error> {
        let transport = &client.transport;
        let now = transport.clock().now();
        let outage = outage.get_or_insert(Self {
            since: now,
            failures: 0,
            wait: None,
        });
        if outage.wait.is_some() {
            // It was under way when another one failed.
            return Ok(());
        }
        let pause = poll_policy.pause(outage.failures, transport.random());
        let pause = pause.max(error.retry_after().unwrap_or_default());
        let since = outage.since;
        let failing = now.saturating_duration_since(since);
        if failing.saturating_add(pause) > poll_policy.longest_outage() {
            return Err(error);
        }
        outage.failures += 1;
        let (client, poll_policy) = (client.clone(), poll_policy.clone());
        outage.wait = Some(Box::pin(async move {
            client.transport.clock().sleep(pause).await;
            client.available_since(&poll_policy, since).await
        }));
        Ok(())
    }

    /// Polls for the permission to start a batch, of which `starting` have no response yet.
    pub fn poll(
        outage: &mut Option<Self>,
        starting: usize,
        context: &mut Context<'_>,
    ) -> Poll<Result<(), Error>> {
        let Some(outage) = outage else {
            return Poll::Ready(Ok(()));
        };
        if let Some(wait) = &mut outage.wait {
            let available = ready!(wait.as_mut().poll(context));
            outage.wait = None;
            available?;
        }
        match starting {
            0 => Poll::Ready(Ok(())),
            _ => Poll::Pending,
        }
    }
}
