//! A live watch of a crawl or batch.
//!
//! Documents come over a WebSocket as long as that works. The reason for which it ends is never trusted:
//! the service says `done` of a job that was cancelled, and of one that has hardly begun. A `GET` of the
//! status follows, as after a silence. If it confirms that all documents so far came, the watch is over or
//! goes on with the WebSocket; otherwise the pages of the job are read, without the documents that came
//! over the WebSocket.
//!
//! Documents are recognised by the id of their scrape or else by their content, as in the pages, and not
//! by their number: the service sends those that finish within the same second in another order than it
//! lists them. That is also why the pages are read from the first one: how many documents came does not
//! say which of the list they are.

use std::borrow::Cow;
use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use api_transport::{Error, ErrorKind, WebSocket};
use firecrawl_api::read_json;
use firecrawl_api::types::{Document, JobError, JobPage, JobStatusQuery};
use futures_core::Stream;
use serde::Deserialize;

use super::duplicates::{Identify, Identity};
use super::job::Job;
use super::job_span::JobSpan;
use super::job_state::{JobPhase, StatusResponse};
use super::kind::WithErrors;
use super::pages::Pages;
use super::polling::Polling;
use super::result_page::ResultPage;
use super::status::JobStatus;

/// An event of a job that is watched, from [`Job::watch`].
#[derive(Debug)]
#[non_exhaustive]
pub enum WatchEvent {
    /// The service knows the job; the first event.
    Started,
    /// A page that was scraped; each comes once.
    Document(Box<Document>),
    /// The state of the running job, after the documents that came with it.
    ///
    /// At the beginning, and then as often as documents are read in pages; between documents that
    /// come one by one there is none.
    Progress(JobStatus),
    /// A page that failed; these come after all documents.
    Failed(Box<JobError>),
    /// A URL that robots.txt blocks; these come after all documents.
    RobotsBlocked(String),
    /// The failed and blocked pages could not be read, for this reason; it comes in their place.
    FailuresUnknown(Error),
    /// The last event: the status with which the job ended, from a `GET`; it can be `completed`,
    /// `failed` or `cancelled`.
    Ended(JobStatus),
}

/// The events of a crawl or batch as they happen, from [`Job::watch`].
///
/// A [`Stream`] that ends after [`WatchEvent::Ended`], or after an error. Dropping it closes the
/// connection and leaves the job alone. In code that is not async, `blocking::Runtime::iter` of the
/// feature `blocking` walks it. It cannot be continued by another process, as
/// [`Documents`](crate::Documents) can.
#[must_use = "nothing is sent before the first event is requested"]
pub struct Watch<K: WithErrors> {
    /// At hand unless a step runs, which has it then.
    watcher: Option<Box<Watcher<K>>>,
    step: Option<Step<K>>,
    span: JobSpan,
}

type Event = Option<Result<WatchEvent, Error>>;
type Step<K> = Pin<Box<dyn Future<Output = (Box<Watcher<K>>, Event)> + Send>>;

impl<K: WithErrors> Job<K> {
    /// Watches the job: returns its documents as they finish, and then its failures and its end.
    ///
    /// Documents come over a WebSocket (`GET /crawl/{id}`, also for a batch) with the connection settings
    /// of the client; the key is sent as a header only. If the WebSocket is silent for a while
    /// ([`idle_timeout`](Watch::idle_timeout)), the status says whether documents are missing, and the watch
    /// keeps it open if not. If some are, or if the WebSocket cannot be opened, sends more than
    /// [`body_limit`](crate::ClientBuilder::body_limit) at once, or ends for any reason before all documents
    /// came, the watch continues to its end with the pages of the job, as [`documents`](Self::documents),
    /// and neither loses nor repeats a document. The [`PollPolicy`](crate::PollPolicy) of the job applies to
    /// the pages, and its deadline to a job that is silent. An [`http_client`](crate::ClientBuilder::http_client) of yours must speak HTTP/1.1 for a WebSocket.
    ///
    /// At the end it reads the status (`GET /crawl/{id}` or `GET /batch/scrape/{id}`) and the failures
    /// (`GET /crawl/{id}/errors` or `GET /batch/scrape/{id}/errors`). It costs no credits. The pages begin
    /// with the first document again, since the WebSocket has another order, which costs bandwidth: what
    /// came before is read, and not yielded again. Memory holds one message or two pages,
    /// and some 20 bytes for each document that came over the WebSocket.
    ///
    /// # Errors
    ///
    /// As [`documents`](Self::documents), but a job that failed or was cancelled is not an error, and neither
    /// is a WebSocket that is rejected or breaks. An error of [`errors`](Self::errors) is the event
    /// [`FailuresUnknown`](WatchEvent::FailuresUnknown), before the last one. The stream ends after an error.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::WatchEvent;
    ///
    /// let mut watch = client.crawl("https://example.com").await?.watch();
    /// while let Some(event) = watch.next().await {
    ///     match event? {
    ///         WatchEvent::Document(page) => println!("{:?}", page.markdown),
    ///         WatchEvent::Failed(failure) => println!("{failure}"),
    ///         WatchEvent::Ended(status) => println!("{status}"),
    ///         other => println!("{other:?}"),
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn watch(&self) -> Watch<K> {
        Watch {
            watcher: Some(Box::new(Watcher {
                idle: self.client.transport.timeouts().stall,
                job: self.clone(),
                phase: Phase::Unopened,
                queue: VecDeque::new(),
                live: HashSet::new(),
                silent: None,
                started: false,
            })),
            step: None,
            span: JobSpan::new(K::NAME),
        }
    }
}

impl<K: WithErrors> Watch<K> {
    /// Sets how long the WebSocket may take to open, and be silent, until the status is read: the
    /// [`stall_timeout`](crate::ClientBuilder::stall_timeout) of the client, 30 s.
    ///
    /// A service that limits the rate can accept a WebSocket and send nothing, so that silence does not
    /// mean that there are no documents. If the status counts others than those that came, they are read
    /// in pages from then on. A message that takes longer to arrive counts as silence, too.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        if let Some(watcher) = &mut self.watcher {
            watcher.idle = limit;
        }
        self
    }

    /// Returns the next event; `None` after the last one or an error.
    ///
    /// The same as `StreamExt::next`, for programs that do not use it otherwise.
    pub async fn next(&mut self) -> Option<Result<WatchEvent, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<K: WithErrors> Stream for Watch<K> {
    type Item = Result<WatchEvent, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Event> {
        let this = &mut *self;
        if let Some(mut watcher) = this.watcher.take() {
            let step = async move {
                let event = watcher.next().await;
                (watcher, event)
            };
            this.step = Some(Box::pin(this.span.around(step)));
        }
        let Some(step) = &mut this.step else {
            return Poll::Ready(None);
        };
        let (watcher, event) = ready!(step.as_mut().poll(context));
        this.step = None;
        this.watcher = Some(watcher);
        Poll::Ready(event)
    }
}

impl<K: WithErrors> fmt::Debug for Watch<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watch")
            .field("kind", &K::NAME)
            .finish_non_exhaustive()
    }
}

/// The state between two events.
struct Watcher<K: WithErrors> {
    job: Job<K>,
    idle: Duration,
    phase: Phase<K>,
    /// The events that are known already.
    queue: VecDeque<WatchEvent>,
    /// The documents that came over the WebSocket and not in a page yet.
    live: HashSet<Identity>,
    /// Begun when the WebSocket was found silent, until its next message.
    silent: Option<Polling>,
    started: bool,
}

/// The source of the next event.
enum Phase<K: WithErrors> {
    Unopened,
    Live(WebSocket),
    /// The WebSocket has ended or, if it is there, is silent.
    Unconfirmed(Option<WebSocket>),
    Paged(Pages<K>),
    /// All documents came; the status is known if it was confirmed before.
    Complete(Option<JobStatus>),
    Ended,
}

impl<K: WithErrors> Watcher<K> {
    async fn next(&mut self) -> Event {
        loop {
            if !self.queue.is_empty() && !std::mem::replace(&mut self.started, true) {
                return Some(Ok(WatchEvent::Started));
            }
            if let Some(event) = self.queue.pop_front() {
                return Some(Ok(event));
            }
            // An error is the end.
            match std::mem::replace(&mut self.phase, Phase::Ended) {
                Phase::Ended => return None,
                phase => match self.after(phase).await {
                    Ok(phase) => self.phase = phase,
                    Err(error) => return Some(Err(error)),
                },
            }
        }
    }

    /// Queues the next events, and returns the phase after them.
    async fn after(&mut self, phase: Phase<K>) -> Result<Phase<K>, Error> {
        Ok(match phase {
            // Should the key or the id be the reason, the status says so.
            Phase::Unopened => self
                .open()
                .await
                .map_or(Phase::Unconfirmed(None), |socket| Phase::Live(socket)),
            Phase::Live(mut socket) => match socket.next_text(self.idle).await {
                Ok(Some(text)) if self.takes(&text) => {
                    self.silent = None;
                    Phase::Live(socket)
                }
                Err(error) if error.kind() == ErrorKind::Timeout => {
                    Phase::Unconfirmed(Some(socket))
                }
                _ => Phase::Unconfirmed(None),
            },
            Phase::Unconfirmed(socket) => match (self.job.status().await, socket) {
                (Ok(status), _) if self.is_complete(&status) => {
                    Phase::Complete(Some(status.into_inner()))
                }
                (Ok(status), Some(socket)) if is_running(&status) && self.has_all(&status) => {
                    self.check_silence(&status)?;
                    Phase::Live(socket)
                }
                (Err(error), _) if !self.job.may_pass(&error) => return Err(error),
                _ => Phase::Paged(self.job.pages()),
            },
            Phase::Paged(mut pages) => match pages.next().await {
                Some(Ok(page)) => {
                    let progress = Some(page.status).filter(is_running);
                    for document in page.items {
                        if !self.live.remove(&document.identity()) {
                            self.queue
                                .push_back(WatchEvent::Document(Box::new(document)));
                        }
                    }
                    self.queue.extend(progress.map(WatchEvent::Progress));
                    Phase::Paged(pages)
                }
                Some(Err(error)) if !error.kind().is_bad_end() => return Err(error),
                _ => Phase::Complete(None),
            },
            Phase::Complete(status) => {
                let errors = self.job.errors().await;
                let status = match status {
                    Some(status) => status,
                    None => self.job.status().await?.into_inner(),
                };
                match errors {
                    Ok(errors) => {
                        let errors = errors.into_inner();
                        let failed = errors.errors.into_iter().map(Box::new);
                        self.queue.extend(failed.map(WatchEvent::Failed));
                        let blocked = errors.robots_blocked.into_iter();
                        self.queue.extend(blocked.map(WatchEvent::RobotsBlocked));
                    }
                    Err(error) => self.queue.push_back(WatchEvent::FailuresUnknown(error)),
                }
                self.queue.push_back(WatchEvent::Ended(status));
                Phase::Ended
            }
            Phase::Ended => Phase::Ended,
        })
    }

    // A socket is not `Sync`, so that a shared reference could not be held here.
    async fn open(&mut self) -> Result<WebSocket, Error> {
        let client = self.job.client.after_start();
        // Batches are watched on the path of crawls: on that of batches, the service closes at once.
        let id = self.job.id.to_string();
        let request = client.api().get_crawl_status(&id, &JobStatusQuery::new());
        client.transport.open_websocket(request, self.idle).await
    }

    /// Queues the events of a message; returns false if none is to be expected after it, or if it
    /// is unreadable, so that a document may be missing.
    fn takes(&mut self, text: &[u8]) -> bool {
        let Ok(message) = serde_json::from_slice::<Message<'_>>(text) else {
            return false;
        };
        match &*message.kind {
            "catchup" => self.takes_catchup(text).unwrap_or_default(),
            "document" => match read_json::<DocumentMessage>(text) {
                Ok(DocumentMessage {
                    data: Some(data), ..
                }) => {
                    self.take_document(*data);
                    true
                }
                _ => false,
            },
            // The service says it in the close frame.
            "done" | "error" => false,
            _ => true,
        }
    }

    fn takes_catchup(&mut self, text: &[u8]) -> Option<bool> {
        let catchup: Catchup = read_json(text).ok()?;
        let parts = catchup.data?.into_parts().ok()?;
        for document in parts.items {
            self.take_document(document);
        }
        let running = is_running(&parts.status);
        if running {
            let progress = WatchEvent::Progress(parts.status);
            self.queue.push_back(progress);
        }
        Some(running)
    }

    /// Queues a document that came over the WebSocket, unless one like it came before.
    ///
    /// The service can send a document again. If it is a second one without an id of its own, the
    /// count of the status shows that one is missing, and the pages have both.
    fn take_document(&mut self, document: Document) {
        self.job.note(JobPhase::Running);
        if self.live.insert(document.identity()) {
            self.queue
                .push_back(WatchEvent::Document(Box::new(document)));
        }
    }

    /// Returns whether the job has ended and all its documents came.
    ///
    /// A count that is missing reads as 0, as does that of a job that has hardly begun: the pages tell
    /// whether there are documents. Pages that failed are left out of the total.
    fn is_complete(&self, status: &JobStatus) -> bool {
        let is_counted = status.completed > 0 && status.completed == status.total;
        !is_running(status) && is_counted && self.has_all(status)
    }

    /// Returns whether as many documents came as the job has by now.
    fn has_all(&self, status: &JobStatus) -> bool {
        usize::try_from(status.completed) == Ok(self.live.len())
    }

    /// Returns an error if the WebSocket has been silent for as long as the job may take.
    fn check_silence(&mut self, status: &JobStatus) -> Result<(), Error> {
        let begin = || self.job.polling("the job gave nothing new", 0);
        let silent = self.silent.get_or_insert_with(begin);
        let problem = self.job.check_deadline(silent).err();
        problem.map_or(Ok(()), |error| {
            let progress = self.job.progress(Some(status), self.live.len() as u64);
            Err(self.job.failed(error, progress))
        })
    }
}

fn is_running(status: &JobStatus) -> bool {
    status.snapshot().phase == JobPhase::Running
}

/// The type of a message.
#[derive(Deserialize)]
struct Message<'a> {
    #[serde(rename = "type", borrow, default)]
    kind: Cow<'a, str>,
}

/// The message with the status and all documents so far.
#[derive(Debug)]
struct Catchup {
    data: Option<Box<JobPage>>,
}

/// The message with another document.
#[derive(Debug)]
struct DocumentMessage {
    data: Option<Box<Document>>,
}

macro_rules! message {
    ($name:ident) => {
        impl $name {
            const SHAPE: &'static lenient_json::Shape = &lenient_json::Shape {
                name: stringify!($name),
                fields: &[lenient_json::optional("data")],
                others: lenient_json::Others::Kept,
            };
        }
        lenient_json::record!($name { 0 data });
    };
}
message!(Catchup);
message!(DocumentMessage);
