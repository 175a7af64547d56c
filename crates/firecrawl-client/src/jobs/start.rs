//! Starts of jobs, whose ids are read even if the caller has gone.

use std::fmt;
use std::panic::resume_unwind;
use std::sync::Arc;

use api_transport::{Error, Prepared, Response, ResponseBody};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinError;

use super::job::Job;
use super::kind::JobKind;
use crate::client::Client;

/// A job that was started, as a hook of [`Client::on_started`] sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StartedJob {
    /// The kind of job: `crawl`, `batch scrape`, `extraction`, `agent run` or `monitor check`.
    pub kind: &'static str,
    /// The id, from which the handle can be recreated; of a monitor check, `CHECK of monitor MONITOR`
    /// with the ids of both.
    pub id: String,
}

/// A hook of [`Client::on_started`], which clones share.
#[derive(Clone, Default)]
pub(crate) struct StartHook(Option<Arc<dyn Fn(StartedJob) + Send + Sync>>);

impl fmt::Debug for StartHook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StartHook").field(&self.0.is_some()).finish()
    }
}

impl Client {
    /// Returns the same client with a hook that sees each job that it starts, as soon as its id is known.
    ///
    /// If the future of a start is dropped, by a timeout or in `select!`, an attempt
    /// that was sent is still read to its end, and no other one follows. The job it started
    /// goes on and costs what it costs; its handle went with the future, and the
    /// hook is where its id is. It is called in the task that reads the response, before
    /// the handle is returned, and must not block.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// let client = client.on_started(|job| eprintln!("started {}: {}", job.kind, job.id));
    /// let job = client.crawl("https://example.com").await?;
    /// # drop(job);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn on_started(&self, hook: impl Fn(StartedJob) + Send + Sync + 'static) -> Self {
        Self {
            on_started: StartHook(Some(Arc::new(hook))),
            ..self.clone()
        }
    }

    /// Sends the start of a job in a task of its own.
    pub(crate) async fn start<K: JobKind, T: ResponseBody + Send + 'static>(
        &self,
        request: Result<Prepared<T>, Error>,
        job: impl FnOnce(&Self, Response<T::Value>) -> Result<Job<K>, Error> + Send + 'static,
    ) -> Result<Job<K>, Error> {
        let (caller, _) = watch::channel(());
        let client = self.clone();
        let options = client.transport.options().clone().while_held(&caller);
        let transport = client.transport.with_options(options);
        let start = async move {
            let job = job(&client, transport.send(request).await?)?;
            if let Some(hook) = &client.on_started.0 {
                hook(StartedJob {
                    kind: K::NAME,
                    id: job.id().to_string(),
                });
            }
            Ok(job)
        };
        #[cfg(feature = "tracing")]
        let start = tracing::Instrument::in_current_span(start);
        let runtime = Handle::try_current().map_err(|_| Error::no_runtime())?;
        match runtime
            .spawn(start)
            .await
            .map_err(JoinError::try_into_panic)
        {
            Ok(job) => job,
            Err(Ok(panic)) => resume_unwind(panic),
            Err(Err(_)) => Err(Error::no_runtime().ambiguous(true)),
        }
    }
}
